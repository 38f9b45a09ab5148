"""The limits of a field in words, and as a formula with which Excel checks a cell.

The cells of a template are text, so that no zero is lost: numbers are read with VALUE. A formula
says only what Excel can say for certain; the rest is in the words, and `hiraku check` judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hiraku.checking.cells.pattern_words import in_words
from hiraku.checking.types.field_type import Excel, type_of
from hiraku.languages import Message, say
from hiraku.model import Field

LONGEST = 255  # characters of a formula of data validation
_PAGES = {
    "minimum": "pages.least-n", "exclusiveMinimum": "pages.more-than-n",
    "maximum": "pages.most-n", "exclusiveMaximum": "pages.less-than-n",
}  # fmt: skip
_SIGNS = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<=", "exclusiveMaximum": "<"}
_LENGTHS = {"minLength": "pages.least-n-characters", "maxLength": "pages.most-n-characters"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAME = re.compile(r"\^?(?:\[0-9\]|\\d)\{([0-9]{1,3})\}\$?")


def told(field: Field, code: str) -> Iterator[str]:
    """Yield each limit of a field in the words of a language; choices have a list of their own."""
    rule = field.constraints
    if rule.get("unique"):
        yield say(code, "pages.unique")
    if "minLength" in rule and rule["minLength"] == rule.get("maxLength"):
        yield say(code, "pages.n-characters", n=str(rule["minLength"]))
    else:
        yield from (say(code, key, n=str(rule[k])) for k, key in _LENGTHS.items() if k in rule)
    yield from (say(code, key, n=str(rule[k])) for k, key in _PAGES.items() if k in rule)
    if "pattern" in rule:
        words = in_words(str(rule["pattern"]))
        yield (
            words.in_language(code) if isinstance(words, Message) else say(code, "pages.fixed-form")
        )


def formula(field: Field, cell: str, column: str) -> str:
    """Return the formula that is true of a sound `cell`; empty where there is nothing to check.

    `column` are the cells among which it stands, `A$2:A$10001`. Signs for a missing value pass.
    """
    parts = list(_parts(field, cell, column))
    while parts:
        signs = [missing.value for missing in field.missing_values if missing.value]
        stated = f"AND({','.join(parts)})"
        missing = "".join(f",{cell}={_text(sign)}" for sign in signs)
        whole = f"=OR({stated}{missing})" if missing else f"={stated}"
        if len(whole) <= LONGEST:
            return whole
        parts.pop()
    return ""


def _parts(field: Field, cell: str, column: str) -> Iterator[str]:
    rule, kind = field.constraints, type_of(field).excel
    if kind is Excel.DATE and field.format == "default":
        yield from _of_dates(rule, cell)
    if kind is Excel.NUMBER and not {"decimalChar", "groupChar", "bareNumber"} & {
        *field.descriptor
    }:
        yield f"ISNUMBER(VALUE({cell}))"
        yield f'ISERROR(FIND(",",{cell}))'
        if field.type == "integer":
            yield f"INT(VALUE({cell}))=VALUE({cell})"
        for key, sign in _SIGNS.items():
            if (limit := _number(rule.get(key))) is not None:
                yield f"VALUE({cell}){sign}{limit}"
    for key, sign in (("minLength", ">="), ("maxLength", "<=")):
        if isinstance(rule.get(key), int) and kind is Excel.TEXT:
            yield f"LEN({cell}){sign}{rule[key]}"
    if (digits := _SAME.fullmatch(str(rule.get("pattern", "")))) and kind is Excel.TEXT:
        yield f"LEN({cell})={digits[1]}"
        yield f"ISNUMBER(VALUE({cell}))"
    if rule.get("unique"):
        yield f"SUMPRODUCT(--({column}={cell}))=1"


def _of_dates(rule: Mapping[str, Any], cell: str) -> Iterator[str]:
    """Yield what holds of a date as text, 2022-08-31; Excel knows no day before 1900."""
    yield f'LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-"'
    yield f'OR(LEFT({cell},4)<"1900",ISNUMBER(DATEVALUE({cell})))'
    for key, sign in _SIGNS.items():
        limit = str(rule.get(key, ""))
        if _DATE.fullmatch(limit):
            yield f'{cell}{sign}"{limit}"'


def _number(limit: object) -> str | None:
    """Return a limit as a formula writes it; None for what is no plain number, or too long."""
    try:
        value = Decimal(str(limit))
    except InvalidOperation:
        return None
    if isinstance(limit, bool) or not value.is_finite() or abs(value.adjusted()) > LONGEST:
        return None
    return f"{value:f}"


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
