"""Columns of which every plain text is certainly valid: one regular expression for a whole record.

A cell that matches is surely acquitted, and no rule that passes plain texts has anything to tell
of it. Whatever does not match is asked about as any other cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from hiraku.checking.cells.own_constraints import own_constraints
from hiraku.checking.cells.scan_questions import doubts_in
from hiraku.checking.contracts import FieldColumn
from hiraku.checking.types.field_type import type_of
from hiraku.checking.types.plain.digit_ranges import either
from hiraku.checking.types.plain.plain_texts import free_text, is_counted, literals, short_pattern
from hiraku.model import Dialect, Field
from hiraku.reading.csv.line_scan import SoundCell, SoundRecord

_LENGTHS = {"minLength", "maxLength"}
_BOUNDS = {"minimum", "maximum"}
_FREE = {"string", "any"}
_MEMBERS = 200


def sound_record(
    columns: Sequence[FieldColumn], width: int, dialect: Dialect, answered: frozenset[str]
) -> SoundRecord | None:
    """Return what a sound record of `width` cells looks like; None where a column's is not known.

    `answered` are the questions that count nothing in such a record.
    """
    repeated = answered.intersection(map(doubts_in, columns))
    known = {column.position: sound_cell(column.field, dialect) for column in columns}
    cells = [known.get(at, _unjudged(dialect)) for at in range(1, width + 1)]
    fields = [column.field for column in columns]
    sound = [cell for cell in cells if cell]
    if len(sound) < width:
        return None
    return SoundRecord(tuple(sound), answered, _longest(fields), repeated)


def sound_cell(field: Field, dialect: Dialect) -> SoundCell | None:
    """Return the plain texts of a field that are surely valid; None where they are not known."""
    bare, quoted = sound_texts(field, dialect.delimiter), sound_texts(field, "")
    return SoundCell(bare, quoted) if bare and quoted else None


def sound_texts(field: Field, delimiter: str) -> str | None:
    """Return texts without a delimiter that are surely valid; None where they are not known."""
    if own_constraints(field) or field.descriptor.get("categories"):
        return None
    valid = _valid(field, delimiter)
    if valid is None:
        return None
    missing = tuple(missing.value for missing in field.missing_values)
    if field.required:
        # Of the others none holds an empty text; to compile an expression takes long.
        asked = [text for text in missing if text or "pattern" in field.constraints]
        return None if any(re.fullmatch(valid, text) for text in asked) else valid
    absent = [*literals(missing, delimiter), *([""] if "" in missing else [])]
    return either([valid, *absent])


def _valid(field: Field, delimiter: str) -> str | None:
    """Return texts that are of the field's type and obey each of its constraints."""
    stated = set(field.constraints) - {"required", "unique"}
    if field.type not in _FREE:
        low, high = (field.constraints.get(bound) for bound in ("minimum", "maximum"))
        texts = [None if bound is None else str(bound) for bound in (low, high)]
        return type_of(field).sound(field, *texts) if stated <= _BOUNDS else None
    if field.format != "default" or (stated and field.type == "any"):
        return None
    if stated == {"enum"}:
        return _members(field, delimiter)
    if stated == {"pattern"}:
        return short_pattern(str(field.constraints["pattern"]))
    return _of_length(field, delimiter) if stated <= _LENGTHS else None


def _members(field: Field, delimiter: str) -> str | None:
    members = tuple(member for member in field.constraints["enum"] if isinstance(member, str))
    return either(literals(members, delimiter)) if len(members) <= _MEMBERS else None


def _of_length(field: Field, delimiter: str) -> str | None:
    least, most = field.constraints.get("minLength", 0), field.constraints.get("maxLength")
    required = field.required and field.missing_value("") is not None
    return free_text(max(int(least), int(required)), most, delimiter)


def _longest(fields: Collection[Field]) -> int | None:
    """Return of how many bytes a record may be so that no text is too long that is not counted."""
    lengths = [field.constraints.get("maxLength") for field in fields if field.type in _FREE]
    return min((most for most in lengths if most and not is_counted(most)), default=None)


def _unjudged(dialect: Dialect) -> SoundCell:
    """Return any text of a column that no field describes."""
    return SoundCell(
        f"[^{re.escape(dialect.delimiter)}{re.escape(dialect.quote_char)}\\x00-\\x1f]*",
        f"[^{re.escape(dialect.quote_char)}\\x00-\\x1f]*",
    )
