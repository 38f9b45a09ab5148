"""What the further sheets tell: each field's definition, and where the data come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hiraku.checking.types.field_type import type_of
from hiraku.languages import listed, say
from hiraku.model import Field, MissingValue, text_in
from hiraku.publishing.site.credit import credit
from hiraku.publishing.tables.published_table import PublishedTable

TOLD = ("title", "name", "description", "type", "unit", "required", "enum", "meanings", "example")
"""What is told of a field, in this order; each is a message of `sheets.toml`."""


def titles(code: str, told: Iterable[str] = TOLD) -> tuple[str, ...]:
    """Return the heads of columns in a language."""
    return tuple(say(code, f"sheets.{line}") for line in told)


def definitions(fields: Iterable[Field], code: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each field, in the order of `TOLD`."""
    for field in fields:
        yield (
            str(field.title),
            field.name,
            str(field.description or ""),
            _type(field, code),
            field.stated_unit,
            say(code, "sheets.required") if field.required else "",
            listed(code, map(str, field.constraints.get("enum", ()))),
            listed(code, (_meaning(symbol, code) for symbol in field.symbols)),
            field.example or "",
        )


def origins(table: PublishedTable) -> Iterator[tuple[str, str]]:
    """Yield (what, text) of each thing that a user of the data must know."""
    for key, text in _origins(table):
        yield say(table.language, f"sheets.{key}"), text


def _origins(table: PublishedTable) -> Iterator[tuple[str, str]]:
    dataset = table.dataset
    yield "dataset", str(dataset.title)
    if str(dataset.title) != str(table.resource.title):
        yield "table", str(table.resource.title)
    yield from (("row", str(text)) for text in (dataset.row,) if text)
    yield from (("description", str(text).strip()) for text in (dataset.description,) if text)
    yield from (("version", text) for text in (dataset.version,) if text)
    yield from (("publisher", str(party.name)) for party in (dataset.publisher,) if party)
    for source in dataset.sources:
        yield "source", _joined(str(source.title), source.section, source.path)
    for license_ in dataset.licenses:
        yield "license", _joined(str(license_.title), license_.path)
    if dataset.licenses:
        words = credit(dataset, table.catalog, table.address, table.languages)
        yield "credit", str(words.whole)
        yield "adapted", str(words.adapted)
    yield from (("note", note) for note in dataset.notes)
    yield "newest", table.address


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _type(field: Field, code: str) -> str:
    return text_in((code,), type_of(field).title).in_language(code)


def _meaning(symbol: MissingValue, code: str) -> str:
    if not symbol.value:
        return say(code, "sheets.meaning-of-empty", meaning=symbol.label)
    return say(code, "sheets.meaning", symbol=symbol.value, meaning=symbol.label)
