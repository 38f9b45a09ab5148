"""Stages the rows that the search finds: in shards that a page fetches only where one may hold it.

Any two letters that stand beside each other in a row are a pair. A pair leads to the shards that
hold it, so a word is looked for only in the shards that hold all of its pairs. Pairs stand in files
by their number (`bucket`), which the page's script reckons in the same way.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.folding import fold
from hiraku.languages import Message
from hiraku.model import Dataset, Field, Resource, View
from hiraku.publishing.metadata.search_entries import entries
from hiraku.publishing.metadata.search_index import reader
from hiraku.publishing.site import links
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.guide import Guide
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage
from hiraku.publishing.tables.telling_rows import Row, TellingRows, telling_rows

# Larger tables are not searched by their rows; nor is more in all than a page could ever read.
MOST_ROWS = 10_000
_MOST_IN_ALL = 24_000_000
_SHARD = 60_000
_BUCKET = 500
# A passage of a page is as long as a result can show.
_PASSAGE = 300
_TITLE = Message("files.search-rows")


class _Table(Struct, frozen=True):
    """What is searched by its rows: a table, or a page that people wrote.

    `places` tells, by languages, which number it has there among datasets and entries.
    """

    places: Mapping[str, int]
    fields: tuple[Field, ...] = ()
    views: tuple[View, ...] = ()


class _Shards:
    """Rows are added; a shard is written whenever one is full, and the pairs that lead to it."""

    def __init__(self, write: Callable[[str, Any], None], read: Callable[[str], str]) -> None:
        self._write, self._read = write, read
        self._pairs: dict[str, list[int]] = {}
        self._held: set[str] = set()
        self._tables: list[tuple[int, list[Row]]] = []
        self._size = 0
        self.count = self.total = 0

    def add(self, table: int, rows: Iterable[Row]) -> None:
        """Add the rows of a table, by its number."""
        self._tables.append((table, []))
        for row in rows:
            size = sum(len(cell) + 3 for cell in row)
            if self._size + size > _SHARD and self._size:
                self.close()
                self._tables.append((table, []))
            self._tables[-1][1].append(row)
            self._held |= self._pairs_of(row)
            self._size += size
            self.total += size

    def close(self) -> None:
        """Write the shard that is open, where it holds any row."""
        if self._size:
            held = [(table, rows) for table, rows in self._tables if rows]
            self._write(links.search_rows(self.count), held)
            for pair in self._held:
                self._pairs.setdefault(pair, []).append(self.count)
            self.count += 1
        self._held, self._tables, self._size = set(), [], 0

    def buckets(self) -> int:
        """Write the pairs in files of about equal size, and return how many."""
        count = max(1, len(self._pairs) // _BUCKET)
        files: list[dict[str, list[int]]] = [{} for _ in range(count)]
        for pair in sorted(self._pairs):
            files[bucket(pair, count)][pair] = self._pairs[pair]
        for number, pairs in enumerate(files):
            self._write(links.search_pairs(number), pairs)
        return count

    def _pairs_of(self, row: Row) -> set[str]:
        written = [fold(cell) for cell in row]
        texts = {*written, *map(self._read, written)}
        return {a + b for text in texts for a, b in pairwise(text) if not (a + b).isspace()}


def bucket(pair: str, count: int) -> int:
    """Return the number of the file in which a pair of letters stands, of `count` files."""
    first, second = map(ord, pair)
    return (first * 31 + second) % count


def with_search_rows(site: Site, stage: Stage) -> Site:
    """Write shards, pairs and what a page must know of both, and return the site with them."""
    written: list[Download] = []

    def write(path: str, values: Any) -> None:
        target = stage.target(path)
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        target.write_text(text + "\n", encoding="utf-8", newline="")
        written.append(stage.download(path, target, _TITLE, "application/json"))

    shards = _Shards(write, reader(site))
    tables = list(_added(site, stage, shards))
    shards.close()
    known = {"shards": shards.count, "buckets": shards.buckets(), "version": _digest(written)}
    for language in site.catalog.languages:
        columns = [_described(table, language) for table in tables]
        write(links.search_tables(language), {**known, "tables": columns})
    return replace(site, search_files=tuple(written))


def _added(site: Site, stage: Stage, shards: _Shards) -> Iterator[_Table]:
    """Add all that is searched by its rows, and yield it, in the order of its numbers."""
    searched = (*_tables(site, stage, shards), *_guides(site))
    for number, (table, rows) in enumerate(searched):
        shards.add(number, rows)
        yield table


def _tables(site: Site, stage: Stage, shards: _Shards) -> Iterator[tuple[_Table, Iterable[Row]]]:
    """Yield every table that is small enough."""
    for place, published in enumerate(site.datasets):
        for table in published.resources:
            if table.rows <= MOST_ROWS and shards.total < _MOST_IN_ALL:
                views = _views(published.dataset, table.resource)
                telling = _telling(published.dataset, table.resource, views, stage)
                if telling.rows:
                    places = dict.fromkeys(site.catalog.languages, place)
                    yield _Table(places, telling.fields, views), telling.rows


def _guides(site: Site) -> Iterator[tuple[_Table, Iterable[Row]]]:
    """Yield the pages that people wrote: in rows of a heading and a part of the text below it."""
    for language in site.catalog.languages:
        paths = [(entry.kind, entry.path) for entry in entries(site, language)]
        for guide in site.guides:
            if guide.language == language and ("page", guide.path) in paths:
                place = len(site.datasets) + paths.index(("page", guide.path))
                yield _Table({language: place}), _passages(guide)


def _passages(guide: Guide) -> Iterator[Row]:
    for heading, text in guide.sections:
        for part in wrap(text, _PASSAGE) or [""]:
            yield heading, part


def _views(dataset: Dataset, resource: Resource) -> tuple[View, ...]:
    first = resource.name == dataset.resources[0].name
    return tuple(
        view
        for view in dataset.views
        if view.resource == resource.name or (first and not view.resource)
    )


def _telling(
    dataset: Dataset, resource: Resource, views: Sequence[View], stage: Stage
) -> TellingRows:
    file = stage.target(links.download(dataset, resource, "csv"))
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        return telling_rows(resource, [tuple(row) for row in rows if row], views)


def _described(table: _Table, language: str) -> list[Any]:
    """Return its number in a language, -1 where it is not there, and its columns.

    Of a column there are the title, the unit and the labels of its texts.
    """
    place = table.places.get(language, -1)
    return [place, [_column(field, table.views, language) for field in table.fields]]


def _column(field: Field, views: Iterable[View], language: str) -> list[Any]:
    unit = "" if field.unit in {None, "none"} else field.unit
    labels = {
        text: label.in_language(language)
        for view in views
        if field.type == "string" and field.name in view.fields.values()
        for text, label in view.labels.items()
        if label.in_language(language) != text
    }
    return [field.title.in_language(language), unit, *([labels] if labels else [])]


def _digest(files: Iterable[Download]) -> str:
    return hashlib.sha256("".join(file.sha256 for file in files).encode()).hexdigest()[:10]
