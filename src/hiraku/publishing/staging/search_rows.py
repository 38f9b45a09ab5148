"""Stages the rows that the search finds: in shards that a page fetches only where one may hold it.

Any two letters that stand beside each other in a row are a pair. A pair leads to the shards that
hold it, so a word is looked for only in the shards that hold all of its pairs. Pairs stand in files
by their number (`bucket`), which the page's script reckons in the same way.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.folding import fold
from hiraku.languages import Message
from hiraku.model import Dataset, Field, Resource, View
from hiraku.publishing.metadata.search_index import reader
from hiraku.publishing.site import links
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage
from hiraku.publishing.tables.telling_rows import Row, TellingRows, telling_rows

# Larger tables are not searched by their rows; nor is more in all than a page could ever read.
MOST_ROWS = 10_000
_MOST_IN_ALL = 24_000_000
_SHARD = 60_000
_BUCKET = 500
_TITLE = Message("files.search-rows")


class _Table(Struct, frozen=True):
    """A table that is searched, `dataset` being its place among the site's."""

    dataset: int
    resource: Resource
    views: tuple[View, ...]
    fields: tuple[Field, ...]


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
        described = [_described(table, language) for table in tables]
        write(links.search_tables(language), {**known, "tables": described})
    return replace(site, search_files=tuple(written))


def _added(site: Site, stage: Stage, shards: _Shards) -> Iterator[_Table]:
    """Add the rows of every table that is small enough, and yield the table."""
    number = 0
    for place, published in enumerate(site.datasets):
        for table in published.resources:
            if table.rows > MOST_ROWS or shards.total > _MOST_IN_ALL:
                continue
            views = published.dataset.views
            telling = _telling(published.dataset, table.resource, stage)
            if telling.rows:
                shards.add(number, telling.rows)
                yield _Table(place, table.resource, views, telling.fields)
                number += 1


def _telling(dataset: Dataset, resource: Resource, stage: Stage) -> TellingRows:
    file = stage.target(links.download(dataset, resource, "csv"))
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        first = not resource.name or resource.name == dataset.resources[0].name
        views = [view for view in dataset.views if view.resource or first]
        return telling_rows(resource, [tuple(row) for row in rows if row], views)


def _described(table: _Table, language: str) -> list[Any]:
    """Return the dataset's place, and of each column its title, its unit and its labels."""
    return [table.dataset, [_column(field, table.views, language) for field in table.fields]]


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
