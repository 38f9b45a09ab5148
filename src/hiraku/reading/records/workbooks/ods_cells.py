"""The value of a cell of an OpenDocument spreadsheet.

OpenDocument 1.3, part 3, 19.385 (`office:value-type`) and 6.1 (white space of paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
FAILED = ("#", "Err:")
_NOTE = NAMES % ("office", "annotation")
_SPACES, _TAB, _BREAK = (NAMES % ("text", element) for element in ("s", "tab", "line-break"))
_COUNT = NAMES % ("text", "c")
_RUBY = NAMES % ("text", "ruby-text")
_LONGEST = 32_767
# What LibreOffice makes of a truth value in a workbook of Excel, and shows as one.
_CONSTANTS = {"of:=TRUE()": True, "of:=FALSE()": False}
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def value(cell: Element) -> Any:
    """Return a number, truth, date, time or text; None or an empty text where there is none."""
    constant = _CONSTANTS.get(cell.get(NAMES % ("table", "formula"), ""))
    if constant is not None:
        return constant
    kind = _said(cell, "value-type")
    number = _said(cell, "value")
    text = "\n".join(_paragraphs(cell))
    if kind in {"float", "percentage", "currency"} and number and not text.startswith(FAILED):
        return float(number)
    if kind == "boolean":
        return _said(cell, "boolean-value") == "true"
    if kind == "date":
        return _moment(_said(cell, "date-value"), text)
    if kind == "time":
        return _duration(_said(cell, "time-value"), text)
    return _said(cell, "string-value") or text


def is_calculated(cell: Element) -> bool:
    """Tell whether a formula has a value, be it an empty text (19.385, `office:value-type`)."""
    return bool(_said(cell, "value-type")) or value(cell) not in (None, "")


def _said(cell: Element, what: str) -> str:
    return cell.get(NAMES % ("office", what), "")


def _paragraphs(cell: Element) -> Iterator[str]:
    for paragraph in cell:
        if paragraph.tag != _NOTE:
            yield "".join(_text(paragraph))


def _text(element: Element) -> Iterator[str]:
    """Yield the text, with the white space that XML cannot hold and elements stand for."""
    yield element.text or ""
    for child in element:
        if child.tag == _SPACES:
            yield " " * min(int(child.get(_COUNT, "1")), _LONGEST)
        elif child.tag in {_TAB, _BREAK}:
            yield "\t" if child.tag == _TAB else "\n"
        elif child.tag not in {_NOTE, _RUBY}:
            yield from _text(child)
        yield child.tail or ""


def _moment(written: str, otherwise: str) -> Any:
    try:
        is_day = len(written) == len("2022-08-31")
        return date.fromisoformat(written) if is_day else datetime.fromisoformat(written)
    except ValueError:
        return otherwise


def _duration(written: str, otherwise: str) -> Any:
    match = _CLOCK.fullmatch(written)
    if not match:
        return otherwise
    hours, minutes, seconds = map(int, match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
