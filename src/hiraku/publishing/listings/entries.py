"""The entries of a list: a dataset, or those of a series as one, with what helps to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from hiraku.model import Text, Words
from hiraku.publishing.listings.thumbnails import thumbnail
from hiraku.publishing.site import links
from hiraku.publishing.site.download_formats import formats_of
from hiraku.publishing.site.published.dataset import PublishedDataset

_SENTENCE = re.compile(r"^.*?(?:。|[.!?](?=\s|$)|$)", re.DOTALL)


class ListEntry(Struct, frozen=True):
    """`members` are the dataset, or those of its series, the newest first."""

    members: tuple[PublishedDataset, ...]

    @property
    def newest(self) -> PublishedDataset:
        return self.members[0]

    @property
    def title(self) -> Text:
        series = self.newest.dataset.series
        return series.title if series and len(self.members) > 1 else self.newest.dataset.title

    @property
    def path(self) -> str:
        return links.dataset(self.newest.dataset.id)

    @property
    def said(self) -> Words | None:
        """What its first chart found, else the first sentence of its description."""
        dataset = self.newest.dataset
        if self.newest.charts:
            return self.newest.charts[0].view.finding
        return _first_sentence(dataset.description) if dataset.description else dataset.row

    @property
    def as_of(self) -> tuple[str, str]:
        """As of when its data are, and when they were changed here."""
        return _covered(self.newest), self.newest.modified

    @property
    def formats(self) -> tuple[str, ...]:
        """The extensions of its files, by which a list tells whether all have the same."""
        return tuple(form.extension for form in formats_of(self.newest))

    @property
    def stamp(self) -> Markup | None:
        return thumbnail(self.newest.charts[0]) if self.newest.charts else None


def entries(datasets: Sequence[PublishedDataset]) -> list[ListEntry]:
    """Return an entry for each dataset and each series, where its first member stands."""
    by_name: dict[tuple[str, str], list[PublishedDataset]] = {}
    for published in datasets:
        series = published.dataset.series
        name = ("series", series.name) if series else ("dataset", published.dataset.id)
        by_name.setdefault(name, []).append(published)
    return [ListEntry(tuple(_newest_first(members))) for members in by_name.values()]


def _newest_first(members: Sequence[PublishedDataset]) -> Iterator[PublishedDataset]:
    yield from sorted(members, key=_covered, reverse=True)


def _covered(published: PublishedDataset) -> str:
    period = published.dataset.temporal
    return period.end if period else ""


def _first_sentence(text: Text) -> Text:
    """Return the first sentence in each language; it is Markdown, of which the marks go."""
    plain = {
        code: re.sub(r"[*_`#>]|\[([^\]]*)\]\([^)]*\)", r"\1", said)
        for code, said in text.words.items()
    }
    sentences = {code: _SENTENCE.match(said.strip()) for code, said in plain.items()}
    return Text({code: match[0] if match else "" for code, match in sentences.items()})
