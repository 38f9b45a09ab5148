"""What the symbols for missing values of a table mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.model import Field, Text


class Symbol(Struct, frozen=True):
    """What a missing value means; `fields` are the titles of those that have it, none if all do."""

    value: str
    label: Text
    fields: tuple[Text, ...]


def legend(fields: Sequence[Field]) -> Iterator[Symbol]:
    """Yield each symbol once, in the order of the schema; required fields have none."""
    optional = [field for field in fields if not field.required]
    known = dict.fromkeys(symbol for field in optional for symbol in field.symbols)
    for symbol in known:
        having = [field.title for field in optional if symbol in field.symbols]
        partial = len(having) < len(optional)
        yield Symbol(symbol.value, symbol.label or Text({}), tuple(having) if partial else ())
