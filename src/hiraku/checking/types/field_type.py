"""What a field type of Table Schema is; each is a file in `fieldtypes/`.

SQL is made of a column, an expression of the cell's text, and of the field that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from hiraku.checking.types.comparison import BOUNDS, Compares, by_the_judge
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.registry import entries

# Reads what a constraint states as a cell of the field; tells whether a value keeps a constraint.
Read = Callable[[Any], Any]
Holds = Callable[[Any], bool]


class Order(Enum):
    """The order of a type's values that people know: none, that of their texts, their own."""

    NONE = 0
    OF_TEXTS = 1
    OF_VALUES = 2


class Excel(Enum):
    """What a cell of Excel is."""

    TEXT = 0
    NUMBER = 1
    TRUTH = 2
    DATE = 3
    MOMENT = 4
    TIME = 5


def as_written(_value: Any, text: str, _field: Field) -> str:
    """Return the text: every way to write a value is canonical."""
    return text


def text_itself(text: str, _field: Field) -> str:
    """Return the text, or the SQL of one, as it is."""
    return text


def nothing(_value: str, _field: Field) -> tuple[str, ...]:
    """Measure nothing: one type of SQL holds every value."""
    return ()


def text_column(_field: Field, _measured: Sequence[int | None]) -> str:
    """Return the SQL type that holds any text."""
    return "VARCHAR"


def json_string(value: str, _field: Field) -> str:
    """Return SQL of a text as a string of JSON, quoted and escaped."""
    return f"to_json({value})::VARCHAR"


def characters(column: str, _field: Field) -> str:
    """Return SQL of how many characters (code points) a text has."""
    return f"length({column})"


def always(_value: Any) -> bool:
    """Hold for whatever value."""
    return True


def not_known(_field: Field, _low: str | None, _high: str | None) -> str | None:
    """Know no texts that are certainly valid."""
    return None


def never(_column: str, _field: Field) -> str:
    """Convict no cell: what is not acquitted is left to the judge."""
    return "false"


class FieldType(Struct, frozen=True, kw_only=True):
    """A field type: what its cells are, how they are checked, and what others call it.

    SQL that is given is an expression of a column's texts or of a value; SQL that is returned is
    one expression in DuckDB's dialect.

    Of its cells: `title` is what it asks for, in words. `wrong_example` is a cell that it refuses,
    None where none is shown. `free_text` is whatever somebody typed, `quantity` a number that has
    a unit, `numeric` whatever is read as a number. `date_parts` is how many of year, month and day
    its ISO 8601 form begins with, `period` whether it is a whole day, month or year, over which
    figures are drawn, `order` the order of its values that people know.

    Of its checks (Table Schema v2, the section of the type): `acquits` returns SQL that holds only
    for cells that are certainly valid, `convicts` SQL that holds only for cells that are certainly
    not of the type. Where `exact`, an acquitted cell for which `length`, `compares` or `enum` does
    not hold certainly breaks it. `canonical` returns how a valid cell is to be written, from
    its value as the reference reads it, its text and its field; empty where there is no way.
    `for_reference` returns a text as the reference reads it; `filled_from_today` says that its
    reader of any format fills what a text lacks from today's date.

    `sound` returns a regular expression, which RE2 and Python read alike, of texts that are
    certainly valid and canonical, from a bound to another, each None where there is none: of
    letters, digits and signs that are no delimiter, and never of eleven digits or more. It is None
    where no such texts are known, and need not know all.

    Of its constraints (Table Schema v2, `constraints`), beside those of every type: `constraints`
    are their names. `length` returns SQL of what `minLength` counts, an integer; `compares` SQL of
    whether a cell keeps a bound. `comparable` tells whether a value can be a bound, and the hint
    `bound_hint` why one was not. Members of `enum` are texts (`members_are_texts`), or may be
    values of JSON which Python writes in another way; `members_are_cells` where each must be a
    valid cell. `own_constraints` holds those that the reference does not know, by their names:
    from a stated value and a reader of cells to what tells whether a value keeps it.

    Of its keys: `compared` returns SQL of a text that two valid cells share where their values are
    equal: 1 and 1.0 are one number. What is no value is returned as it is.

    Of its values: `value` returns SQL of the value of a canonical cell, exact at any length.
    `measures` returns SQL expressions of a value whose maxima over the column `parquet_type` is
    given, integers or None where the column has no value: it returns the SQL type that holds them
    all exactly. `json` returns SQL of the value as a JSON text (RFC 8259).

    Elsewhere: `json_kind` and, in the default format, `json_shape` are its JSON Schema (2020-12,
    `type` and further keywords), `csvw` its base datatype in CSV on the Web (Metadata Vocabulary
    for Tabular Data, 5.11.1), `croissant` its type there (empty where there is none), `excel` what
    holds its values exactly in a workbook.
    """

    title: str | Message
    wrong_example: Message | None = None
    free_text: bool = False
    quantity: bool = False
    numeric: bool = False
    date_parts: int = 0
    period: bool = False
    order: Order = Order.NONE

    acquits: Callable[[str, Field], str]
    convicts: Callable[[str, Field], str] = never
    exact: bool = False
    sound: Callable[[Field, str | None, str | None], str | None] = not_known
    canonical: Callable[[Any, str, Field], str] = as_written
    for_reference: Callable[[str, Field], str] = text_itself
    filled_from_today: bool = False

    constraints: frozenset[str] = BOUNDS
    length: Callable[[str, Field], str] = characters
    compares: Compares = by_the_judge
    comparable: Callable[[Any], bool] = always
    bound_hint: str = ""
    members_are_texts: bool = True
    members_are_cells: bool = True
    own_constraints: Mapping[str, Callable[[Any, Read], Holds]] = {}

    compared: Callable[[str, Field], str] = text_itself

    value: Callable[[str, Field], str] = text_itself
    measures: Callable[[str, Field], tuple[str, ...]] = nothing
    parquet_type: Callable[[Field, Sequence[int | None]], str] = text_column
    json: Callable[[str, Field], str] = json_string

    json_kind: str = "string"
    json_shape: Mapping[str, Any] = {}
    csvw: str = "string"
    croissant: str = "sc:Text"
    excel: Excel = Excel.TEXT


def field_types() -> dict[str, FieldType]:
    """Return every field type by its name in Table Schema."""
    return entries("hiraku.checking.types.fieldtypes", FieldType)


@cache
def free_texts() -> frozenset[str]:
    """Return the names of the types whose cells may hold whatever somebody typed."""
    return frozenset(name for name, known in field_types().items() if known.free_text)


@cache
def quantities() -> frozenset[str]:
    """Return the names of the types whose values are numbers that have a unit."""
    return frozenset(name for name, known in field_types().items() if known.quantity)


@cache
def periods() -> tuple[str, ...]:
    """Return the names of the types whose values are whole days, months or years, in this order."""
    known = {name: known for name, known in field_types().items() if known.period}
    return tuple(sorted(known, key=lambda name: -known[name].date_parts))


@cache
def dated_types() -> frozenset[str]:
    """Return the names of the types whose values begin with a year."""
    return frozenset(name for name, known in field_types().items() if known.date_parts)


@cache
def moments() -> frozenset[str]:
    """Return the names of the types whose values are dates, times of day, or both."""
    timed = (name for name, known in field_types().items() if known.excel is Excel.TIME)
    return dated_types() | frozenset(timed)


def known_type(field: Field) -> FieldType | None:
    """Return the type of a field of which nobody knows yet whether it has one."""
    return field_types().get(field.type)


def type_of(field: Field) -> FieldType:
    """Return the type of a field; KeyError where it is none that is known."""
    return field_types()[field.type]
