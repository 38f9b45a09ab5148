"""L1-11: what colours and number formats mean is lost in every other file; it needs a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.sheets import Cell, Style

_SCALED = re.compile(r"[0#?],+(?:[^0#?,]|$)")
_HIDES = re.compile(r"^\s*;+\s*$|^;;;")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_FEW = 3
_PLAIN = {"General", "@", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%"}


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield cells that look unlike the rest of their column, and formats that rescale or hide."""
    banded = _bands(looked)
    for column in looked.columns:
        yield from _formats(looked, column)
        if not banded:
            yield from _looks(looked, column)


def _looks(looked: Looked, column: ColumnView) -> Iterator[Remark]:
    looks_of = [_look(style) for style in looked.sheet.styles] or [_look(Style())]
    looks = {row: looks_of[min(cell.style, len(looks_of) - 1)] for row, cell in column.filled}
    counted = Counter(looks.values())
    if len(counted) < 2 or len(looks) < _FEW:  # noqa: PLR2004 - one look says nothing
        return
    usual = counted.most_common(1)[0][0]
    if counted[usual] * 2 <= len(looks):
        return
    for row, cell in column.filled:
        if looks[row] != usual:
            yield Remark(at(row, column.position), cell.text, fix=Fix.ASKED, hint="looks")


def _look(style: Style) -> tuple[str, str, bool, bool]:
    return style.fill, style.color, style.bold, style.strike


def _bands(looked: Looked) -> bool:
    """Tell whether whole rows are painted in turn, which is for the eye only."""
    layout = looked.layout
    if layout is None or len(layout.body) < 2:  # noqa: PLR2004
        return False
    if not any(style.fill for style in looked.sheet.styles):
        return False
    fills = [_row_fill(looked, row) for row in layout.body]
    if None in fills or len(set(fills)) != 2:  # noqa: PLR2004 - two colours make bands
        return False
    return all(a != b for a, b in pairwise(fills))


def _row_fill(looked: Looked, row: int) -> str | None:
    """Return the one colour of a row; None where its cells differ."""
    sheet = looked.sheet
    fills = {sheet.style(sheet.cell(row, column.position)).fill for column in looked.columns}
    return fills.pop() if len(fills) == 1 else None


def _formats(looked: Looked, column: ColumnView) -> Iterator[Remark]:
    odd = {at: style.number_format for at, style in enumerate(looked.sheet.styles)}
    odd = {at: code for at, code in odd.items() if code not in _PLAIN}
    for row, cell in column.filled if odd else ():
        code = odd.get(cell.style, "")
        if code and (hint := _misleads(code, cell)):
            values = {"format": code}
            yield Remark(at(row, column.position), cell.text, None, Fix.ASKED, hint, values)


def _misleads(code: str, cell: Cell) -> str | None:
    """Return how a number format shows another thing: `hidden`, `scaled` or `sign`."""
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        return None
    if _HIDES.match(code):
        return "hidden"
    bare = _QUOTED.sub("", code)
    if _SCALED.search(bare):
        return "scaled"
    shows_no_digit = not re.search(r"[0#?]", bare) and '"' in code
    return "sign" if shows_no_digit else None


official_rule = OfficialRule("L1-11", _remarks, needs=frozenset({"styles"}))
