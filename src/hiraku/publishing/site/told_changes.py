"""A change in words: how many rows came, changed and went, which were the first, what else is new.

The pages and the feeds say the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiraku.changes.compare.told import sentence, spoken
from hiraku.changes.differences import RowCounts, TableDifference, ToldRow
from hiraku.changes.rows.keyed import CellChange
from hiraku.changes.rows.registers import refers_to_register
from hiraku.changes.rows.words import Wording, in_words, row_in_words
from hiraku.changes.timeline import Change, TableChange
from hiraku.languages import say
from hiraku.model import Resource
from hiraku.publishing.site.published.site import Site

_COUNTED = {
    "added": "pages.n-rows-added",
    "changed": "pages.n-rows-changed",
    "removed": "pages.n-rows-removed",
}
_ROW = {"added": "changes.row-added", "removed": "changes.row-removed"}
# Of a row with more cells that differ, these are told.
_CELLS = 3


def summary(change: Change, language: str) -> list[str]:
    """Return what a change did, in a few short sentences."""
    return list(_summary(change, language))


def _summary(change: Change, language: str) -> Iterator[str]:
    if change.first:
        yield say(language, "pages.first-record")
    elif not change.commit:
        yield say(language, "pages.updated")
    differing = [table for table in change.tables if table.difference]
    for table in differing:
        if len(change.tables) > 1:
            title = table.resource.title.in_language(language)
            yield title + say(language, "pages.colon")
        if table.difference:
            yield from of_difference(table.difference, language)
    if change.version != change.version_before:
        none = say(language, "pages.none")
        versions = {"before": change.version_before or none, "after": change.version or none}
        yield say(language, "pages.version-before-after", **versions)
    elif change.redescribed:
        yield say(language, "pages.description-revised")


def of_difference(difference: TableDifference, language: str) -> Iterator[str]:
    """Yield how many rows and which columns came, changed and went."""
    columns = difference.columns_added or difference.columns_removed
    if difference.rows:
        yield from _counts(difference.rows, language)
    elif difference.replaced and difference.rows is None:
        yield say(language, "pages.file-replaced")
    elif difference.replaced and not columns:
        yield say(language, "pages.written-anew-same-values")
    for key, names in (
        ("columns-added-names", difference.columns_added),
        ("columns-removed-names", difference.columns_removed),
        ("column-types-changed-names", difference.columns_retyped),
    ):
        if names:
            titles = [spoken(difference.titled.get(name, name), language) for name in names]
            yield say(language, f"pages.{key}", names=say(language, "pages.comma").join(titles))
    if difference.redefined:
        yield say(language, "pages.fields-redefined")


def _counts(rows: RowCounts, language: str) -> Iterator[str]:
    for how, key in _COUNTED.items():
        if count := getattr(rows, how):
            yield say(language, key, n=f"{count:,}")


def first_rows(change: Change, site: Site, language: str) -> list[str]:
    """Return the first rows that came, changed and went, each in a sentence."""
    return [line for table in change.tables for line in _of_table(table, site, language)]


def _of_table(table: TableChange, site: Site, language: str) -> Iterator[str]:
    if table.difference and table.difference.rows:
        yield from rows_in_words(table.difference.rows, table.resource, site, language)


def rows_in_words(rows: RowCounts, resource: Resource, site: Site, language: str) -> Iterator[str]:
    """Yield the first rows of a difference, then how many more there are."""
    for row in rows.first:
        yield from _told(row, _wording(row.columns, resource, site), language)
    shown = len(rows.first)
    if rest := rows.added + rows.changed + rows.removed - shown:
        yield say(language, "changes.more-rows", n=f"{rest:,}")


def _told(row: ToldRow, wording: Wording, language: str) -> Iterator[str]:
    key = tuple(map(str, row.key))
    if row.how != "changed":
        words = row_in_words(key, wording, language)
        yield say(language, _ROW[row.how], row=words)
        return
    for column, old, new in row.cells[:_CELLS]:
        yield in_words(CellChange(0, key, column, old, new), wording, language)
    if (rest := len(row.cells) - _CELLS) > 0:
        yield say(language, "changes.more-cells", count=f"{rest:,}")


def _wording(key: Sequence[str], resource: Resource, site: Site) -> Wording:
    fields = resource.schema.fields if resource.schema else ()
    named = refers_to_register(resource, site.catalog)
    names = {place.code: place.name for place in site.municipalities} if named else {}
    return Wording({field.name: field for field in fields}, tuple(key), names)


def in_sentences(change: Change, site: Site, language: str) -> list[str]:
    """Return all that is said of a change, for a feed: what it did, to whom it matters, rows."""
    judged = (*change.breaking, *change.doubtful)
    return [
        *summary(change, language),
        *([verdict(change, language)] if verdict(change, language) else []),
        *(sentence(judgement, language) for judgement in judged),
        *first_rows(change, site, language),
    ]


def verdict(change: Change, language: str) -> str:
    """Return whether users must adapt; nothing of the first record."""
    if not change.commit or change.first:
        return ""
    if not change.compatible:
        return say(language, "pages.users-must-adapt")
    return say(language, "pages.users-should-look" if change.doubtful else "pages.compatible")
