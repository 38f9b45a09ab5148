"""Numbers with what a field declares around their digits: `groupChar`, `decimalChar`, `bareNumber`.

Table Schema v2, `number` and `integer`. Groups are of three digits; what stands around a number
that is not bare holds no digit and no minus sign.
"""

from __future__ import annotations

import re

from hiraku.model import Field
from hiraku.sql import literal

_WHOLE = "0|[1-9][0-9]*"
# What may surely stand between digits, and around a number that is not bare.
_MARKS = {".", ",", " ", "'", "’", "_", "\u00a0", "\u202f"}
_DRESS = r"[\p{L}%％$€£¥￥ ]*"


def punctuated(field: Field) -> bool:
    """Tell whether digits may have anything around or between them."""
    return bool({"bareNumber", "groupChar", "decimalChar"} & set(field.descriptor))


def certain(column: str, field: Field) -> str:
    """Hold where the cell is surely a number in canonical form, of 18 digits at most."""
    group, decimal = _group(field), _decimal(field)
    if decimal not in _MARKS or group not in {"", *_MARKS} - {decimal}:
        return "false"
    whole = "[1-9][0-9]{0,17}"
    if group:
        whole += f"|[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}}){{1,5}}"
    around = _DRESS if _dressed(field) else ""
    if field.type == "integer":
        form = f"(?:0|-?(?:{whole}))"
    else:
        form = f"-?(?:0|{whole})(?:{re.escape(decimal)}[0-9]{{1,17}})?"
    return f"regexp_full_match({column}, {literal(around + form + around)})"


def ungrouped(text: str, field: Field) -> str:
    return text.replace(_group(field), "")


def bare(text: str, field: Field) -> str | None:
    """Return the plain digits of a text in its field's canonical form, else None."""
    match = re.fullmatch(_form(field), text)
    return _without_marks(match[1], field) if match else None


def unpunctuated(column: str, field: Field) -> str | None:
    """Return SQL of a cell without its groups and with a point; None where more stands around."""
    return None if _dressed(field) else _with_point(column, field)


def plain(column: str, field: Field) -> str:
    """Return SQL of the plain digits of a cell in its field's canonical form."""
    if not punctuated(field):
        return column
    return _with_point(f"regexp_extract({column}, {literal('^' + _form(field) + '$')}, 1)", field)


def _with_point(digits: str, field: Field) -> str:
    """Return SQL of digits without the marks of their groups, and with a point."""
    if group := _group(field):
        digits = f"replace({digits}, {literal(group)}, '')"
    decimal = _decimal(field)
    return digits if decimal == "." else f"replace({digits}, {literal(decimal)}, '.')"


def _form(field: Field) -> str:
    """Return the canonical form as a regular expression that Python and RE2 read alike."""
    group, around = re.escape(_group(field)), "[^-0-9]*" if _dressed(field) else ""
    whole = f"(?:{_WHOLE}|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+)" if group else f"(?:{_WHOLE})"
    fraction = f"(?:{re.escape(_decimal(field))}[0-9]+)?" if field.type == "number" else ""
    return f"{around}(-?{whole}{fraction}){around}"


def _without_marks(text: str, field: Field) -> str:
    return text.replace(_group(field), "").replace(_decimal(field), ".")


def _group(field: Field) -> str:
    return str(field.descriptor.get("groupChar", ""))


def _decimal(field: Field) -> str:
    return str(field.descriptor.get("decimalChar", "."))


def _dressed(field: Field) -> bool:
    return field.descriptor.get("bareNumber") is False
