"""Which other datasets a reader of one may want: those that keys join it to, then its theme's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

SHOWN = 6


def related(site: Site) -> Mapping[str, tuple[PublishedDataset, ...]]:
    """Return at most six for each dataset's id, each once, those joined by a key first."""
    joined, beside = _joined(site), _by_theme(site)
    related = {}
    for published in site.datasets:
        near = islice(beside[published.dataset.theme or ""], SHOWN + 1)
        others = {other.dataset.id: other for other in chain(joined[published.dataset.id], near)}
        others.pop(published.dataset.id, None)
        related[published.dataset.id] = tuple(islice(others.values(), SHOWN))
    return related


def _joined(site: Site) -> defaultdict[str, list[PublishedDataset]]:
    """Return the datasets at the other ends of each one's foreign keys, in both directions."""
    known = {published.dataset.id: published for published in site.datasets}
    reached = defaultdict(list)
    for published in site.datasets:
        for other in filter(None, map(known.get, _reached(published))):
            reached[published.dataset.id].append(other)
            reached[other.dataset.id].append(published)
    return reached


def _reached(published: PublishedDataset) -> Iterator[str]:
    schemas = [resource.schema for resource in published.dataset.resources if resource.schema]
    return (key.package for schema in schemas for key in schema.foreign_keys)


def _by_theme(site: Site) -> defaultdict[str, list[PublishedDataset]]:
    by_theme = defaultdict(list)
    for published in site.datasets:
        if published.dataset.theme:
            by_theme[published.dataset.theme].append(published)
    return by_theme
