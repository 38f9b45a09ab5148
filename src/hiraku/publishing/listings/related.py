"""Which other datasets a reader of one may want: those that keys join it to, then its theme's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from hiraku.publishing.site.published import PublishedDataset, Site

SHOWN = 6


def related(site: Site) -> Mapping[str, tuple[PublishedDataset, ...]]:
    """Return at most six for each dataset's id, each once, those joined by a key first."""
    joined, beside = _joined(site), _by_theme(site)
    found = {}
    for each in site.datasets:
        near = islice(beside[each.dataset.theme or ""], SHOWN + 1)
        others = {other.dataset.id: other for other in chain(joined[each.dataset.id], near)}
        others.pop(each.dataset.id, None)
        found[each.dataset.id] = tuple(islice(others.values(), SHOWN))
    return found


def _joined(site: Site) -> defaultdict[str, list[PublishedDataset]]:
    """Return the datasets at the other ends of each one's foreign keys, in both directions."""
    known = {each.dataset.id: each for each in site.datasets}
    found = defaultdict(list)
    for each in site.datasets:
        for other in filter(None, map(known.get, _reached(each))):
            found[each.dataset.id].append(other)
            found[other.dataset.id].append(each)
    return found


def _reached(published: PublishedDataset) -> Iterator[str]:
    schemas = [each.schema for each in published.dataset.resources if each.schema]
    return (key.package for schema in schemas for key in schema.foreign_keys)


def _by_theme(site: Site) -> defaultdict[str, list[PublishedDataset]]:
    found = defaultdict(list)
    for each in site.datasets:
        if each.dataset.theme:
            found[each.dataset.theme].append(each)
    return found
