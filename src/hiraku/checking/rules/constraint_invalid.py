"""Constraints whose value is none of the field's type, such as `minimum: abc` of a number."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.cells.judge import Judge
from hiraku.checking.contracts import Finding, schema_place, tried_schema_rule
from hiraku.checking.types.comparison import OPERATORS
from hiraku.checking.types.field_type import field_types, known_type, type_of
from hiraku.checking.types.json_values.json_schema import fault
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Field, Schema
from hiraku.sql import literal

rule = tried_schema_rule(__name__)


@rule.finds
def senseless_values(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    """Read each bound and each member of `enum` as a cell of the field."""
    known = field_types()
    stated = [constraint for constraint in _stated(schema) if constraint.field.type in known]
    for constraint, acquitted in zip(stated, _acquitted(stated, connection), strict=True):
        if not (acquitted or _has_sense(constraint)):
            values = {
                "constraint": constraint.keys[-1],
                "found": constraint.text,
                "type": known[constraint.field.type].title,
            }
            valid = Judge(constraint.bare).verdict(constraint.text).broken == ()
            hint = known[constraint.field.type].bound_hint if valid else None
            yield Finding(values, schema_place(schema, *constraint.keys), hint=hint)
    for index, field in enumerate(schema.fields):
        if reason := _json_fault(field):
            values = {"constraint": "jsonSchema", "reason": reason}
            place = schema_place(schema, "fields", index, "constraints", "jsonSchema")
            yield Finding(values, place, hint="jsonSchema")
        for text in _both(field):
            values = {"constraint": "falseValues", "found": text, "type": known["boolean"].title}
            yield Finding(values, schema_place(schema, "fields", index, "falseValues"))


class _Stated(Struct, frozen=True):
    """A value that a constraint states, as the text of a cell; `keys` lead to the constraint."""

    field: Field
    keys: tuple[Any, ...]
    text: str

    @property
    def bare(self) -> Field:
        return replace(self.field, constraints={}, missing_values=())


def _stated(schema: Schema) -> Iterator[_Stated]:
    for index, field in enumerate(schema.fields):
        for bound in OPERATORS:
            if bound in field.constraints:
                keys = ("fields", index, "constraints", bound)
                yield _Stated(field, keys, str(field.constraints[bound]))
        known = known_type(field)
        if known and known.members_are_cells:
            for value in field.constraints.get("enum", ()):
                yield _Stated(field, ("fields", index, "constraints", "enum"), str(value))


# As columns of one row, 100,000 members of an `enum` take DuckDB 600 MB.
_AT_ONCE = 1000


def _acquitted(stated: list[_Stated], connection: DuckDBPyConnection) -> tuple[bool, ...]:
    """Ask for many of them at once which are certainly values of their fields."""
    known = field_types()
    asked = [
        known[constraint.field.type].acquits(literal(constraint.text), constraint.bare)
        for constraint in stated
    ]
    pieces = (asked[first : first + _AT_ONCE] for first in range(0, len(asked), _AT_ONCE))
    return tuple(answer for piece in pieces for answer in _answers(", ".join(piece), connection))


@cache
def _answers(asked: str, connection: DuckDBPyConnection) -> tuple[bool, ...]:
    """Ask once for all schemas that state the same."""
    return connection.execute(f"SELECT {asked}").fetchone() or ()


def _has_sense(stated: _Stated) -> bool:
    """Tell whether it is a value, and as a bound one that can be compared."""
    judge = Judge(stated.bare)
    if not judge.able:  # its format is told
        return True
    verdict = judge.verdict(stated.text)
    compared = stated.keys[-1] in OPERATORS
    return not verdict.broken and (not compared or type_of(stated.field).comparable(verdict.value))


def _json_fault(field: Field) -> str:
    stated = field.constraints.get("jsonSchema")
    known = known_type(field)
    fits = known is not None and "jsonSchema" in known.constraints
    return fault(stated) if fits and stated is not None else ""


def _both(field: Field) -> list[str]:
    """Return the texts that a field reads as true and as false at once."""
    options = field.descriptor
    return [
        value for value in options.get("falseValues", ()) if value in options.get("trueValues", ())
    ]
