"""Decimal numbers. Their text is kept as it is, so no digit is lost on the way to JSON."""

from decimal import Decimal
from typing import Any

from hiraku.model import Field, Text

title = Text("数値", "a number")

_DIGITS = 1000
_OPTIONS = {"bareNumber", "groupChar", "decimalChar"}


def acquits(column: str, field: Field) -> str:
    if _OPTIONS & set(field.descriptor):
        return "false"
    return f"regexp_full_match({column}, '(0|-?[1-9][0-9]{{0,17}}|-?0)(\\.[0-9]{{1,17}})?')"


def canonical(value: Any, text: str, field: Field) -> str:
    """Return plain digits; a number that is not finite, or of a thousand digits, has none."""
    del text, field
    finite = isinstance(value, Decimal) and value.is_finite()
    return f"{value:f}" if finite and abs(value.adjusted()) < _DIGITS else ""


def json(column: str, field: Field) -> str:
    del field
    return column
