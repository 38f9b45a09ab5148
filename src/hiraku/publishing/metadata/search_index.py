"""What the search reads in a language: two files of columns, the n-th entry of each a dataset.

The first file is all that is fetched before a visitor types: ids, titles, keywords and what the
facets need. The second holds the longer texts. Words that many datasets share stand once, in a
list, and are referred to by their place in it; of ids and titles only that is written in which
they differ from the one before. So 10,000 of them are read in half the bytes that gzip needs alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain, pairwise, takewhile
from typing import Any

from hiraku.folding import fold
from hiraku.model import Dataset, Text
from hiraku.publishing.listings.facets import (
    listed_theme,
    municipalities_of,
    publisher_name,
    years_of,
)
from hiraku.publishing.metadata.search_entries import entries
from hiraku.publishing.rendering.commonmark import markdown
from hiraku.publishing.site.download_formats import formats_of
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

Columns = dict[str, Any]

# CommonMark that says nothing by these characters is its own plain text.
_MARKED_UP = re.compile(r"[*_`<>\[\]\\&#~|!]|^\s*([-+]|\d+[.)])\s", re.MULTILINE)


# What municipalities are, as their names end: people often know the name and not the kind. Only
# where blanks part words: 伊勢町 would stand in 南伊勢町.
_KINDS = (" City", " Ward", " Town", " Village")
_LETTERS = re.compile(r"[^\W\d_]")
# So many values of a dataset's columns are searched.
_MOST = 400


class _Shared:
    """A column of values that repeat: each distinct one is kept once."""

    def __init__(self) -> None:
        self.values: dict[Hashable, int] = {}

    def place(self, value: Hashable) -> int:
        return self.values.setdefault(value, len(self.values))

    def column(self, values: Iterable[Hashable]) -> Columns:
        """Return the distinct values, and the place of each."""
        places = [self.place(value) for value in values]
        return {"values": list(self.values), "at": places}


def titles(site: Site, language: str) -> Columns:
    """Return what is fetched before a visitor types."""
    datasets = [published.dataset for published in site.datasets]
    said = _said(language)
    themes = {theme.name: said(theme.title) for theme in site.catalog.themes}
    keywords, places = _Shared(), municipalities_of(site)
    return {
        "ids": _successive([dataset.id for dataset in datasets]),
        "titles": _successive([said(dataset.title) for dataset in datasets]),
        "keywords": [
            [keywords.place(_plain(word)) for word in dataset.keywords.in_language(language)]
            for dataset in datasets
        ],
        "words": list(keywords.values),
        "theme": _Shared().column(listed_theme(site, dataset) for dataset in datasets),
        "publisher": _Shared().column(
            publisher_name(dataset.publisher) or "" for dataset in datasets
        ),
        "frequency": _Shared().column(dataset.update_frequency or "" for dataset in datasets),
        "format": _Shared().column(_extensions(published) for published in site.datasets),
        "year": _Shared().column(map(years_of, datasets)),
        "municipality": _Shared().column(places.get(dataset.id, ()) for dataset in datasets),
        "names": {
            "theme": themes,
            "publisher": {
                str(publisher_name(dataset.publisher)): said(dataset.publisher.name)
                for dataset in datasets
                if dataset.publisher
            },
        },
        "readings": list(readings(site).items()),
        "synonyms": [*site.catalog.search.synonyms, *_names(site)],
    }


def details(site: Site, language: str) -> Columns:
    """Return what is fetched once something is typed."""
    said = _said(language)
    datasets = [published.dataset for published in site.datasets]
    return {
        "rows": [sum(table.rows for table in published.resources) for published in site.datasets],
        "modified": _Shared().column(published.modified for published in site.datasets),
        "row": _Shared().column(said(dataset.row) for dataset in datasets),
        "description": [_plain_text(dataset.description, language) for dataset in datasets],
        "fields": _Shared().column(_fields(published, said) for published in site.datasets),
        "findings": [_findings(published, language) for published in site.datasets],
        "values": _Shared().column(_choices(published) for published in site.datasets),
        "also": _Shared().column(_others(dataset, language) for dataset in datasets),
        "until": _Shared().column(_until(dataset) for dataset in datasets),
        "entries": [entry.columns for entry in entries(site, language)],
    }


def readings(site: Site) -> dict[str, str]:
    """Return how words are read, in hiragana: those of the catalog, and of its municipalities."""
    kana = {
        municipality.name.in_language(site.catalog.language): fold(municipality.kana)
        for municipality in site.municipalities
        if municipality.kana
    }
    return {**kana, **site.catalog.search.readings}


def _names(site: Site) -> Iterator[list[str]]:
    """Yield what each municipality is called: in the languages, without its kind, with another."""
    taken = {name for place in site.municipalities for name in place.name.words.values()}
    for municipality in site.municipalities:
        own = [name for name in municipality.name.words.values() if name]
        bare = [name.split()[0] for name in own[1:]]
        others = [name for name in chain(*map(_other_kinds, own)) if name not in taken]
        if names := list(dict.fromkeys((*own, *bare, *others)))[1:]:
            yield [own[0], *names]


def _other_kinds(name: str) -> Iterator[str]:
    """Yield a name as if it were one of a town, a village: Toba Town for Toba City."""
    own = next((kind for kind in _KINDS if name.endswith(kind)), None)
    yield from (name.removesuffix(own) + kind for kind in _KINDS if own and kind != own)


def reader(site: Site) -> Callable[[str], str]:
    """Return what makes of a folded text the text as it is read; the longest words come first."""
    kana = {fold(word): fold(reading) for word, reading in readings(site).items()}
    if not kana:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, sorted(kana, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda match: kana[match[0]], text)


def _successive(texts: list[str]) -> Columns:
    """Return how much of the one before each text keeps, in UTF-16 units, and what follows."""
    kept = [_shared_start(*pair) for pair in pairwise(["", *texts])]
    return {
        "kept": [len(word.encode("utf-16-le")) // 2 for word in kept],
        "rest": [text[len(start) :] for text, start in zip(texts, kept, strict=True)],
    }


def _shared_start(one: str, other: str) -> str:
    """Return what two texts begin with, letter by letter."""
    return other[
        : sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    ]


def _said(language: str) -> Callable[[Text | None], str]:
    return lambda text: _plain(text.in_language(language)) if text else ""


def _extensions(published: PublishedDataset) -> tuple[str, ...]:
    return tuple(download.extension for download in formats_of(published))


def _fields(published: PublishedDataset, said: Callable[[Text | None], str]) -> tuple[str, ...]:
    """Return the titles of the fields of all tables, each once."""
    fields = (field for table in published.resources for field in table.fields)
    return tuple(dict.fromkeys(said(field.title) for field in fields))


def _findings(published: PublishedDataset, language: str) -> tuple[str, ...]:
    """Return what the charts find, and what they are called."""
    views = [chart.view for chart in published.charts]
    said = (text.in_language(language) for view in views for text in (view.finding, view.title))
    return tuple(dict.fromkeys(map(_plain, filter(_telling, said))))


def _choices(published: PublishedDataset) -> tuple[str, ...]:
    """Return the values of columns that have few; those of rows are found by their shards."""
    said = (
        choice.text
        for table in published.resources
        for choices in table.preview.choices
        for choice in choices
    )
    return tuple(dict.fromkeys(map(_plain, filter(_telling, said))))[:_MOST]


def _others(dataset: Dataset, language: str) -> tuple[str, ...]:
    """Return the title and the keywords in the other languages."""
    said = {code: text for code, text in dataset.title.words.items() if code != language}
    keywords = (word for code in said for word in dataset.keywords.in_language(code))
    return tuple(dict.fromkeys(map(_plain, (*said.values(), *keywords))))


def _until(dataset: Dataset) -> str:
    """Return the end of what the dataset covers, so that newer ones come first."""
    return (dataset.temporal.end if dataset.temporal else "") or ""


def _telling(text: str) -> bool:
    """Tell whether a text holds letters, so that someone may look for it."""
    return bool(_LETTERS.search(text)) and text not in ("true", "false")


def _plain_text(text: Text | None, language: str) -> str:
    """Return what a reader sees of CommonMark."""
    written = text.in_language(language) if text else ""
    return _plain(markdown(written).striptags() if _MARKED_UP.search(written) else written)


def _plain(text: str) -> str:
    """Return a text in one line, so that a phrase is found across a line's end."""
    return " ".join(text.split())
