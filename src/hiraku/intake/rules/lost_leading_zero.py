"""L3-06: numbers that identify keep their zeros: 059 is an area code, 59 is nothing.

Telephone numbers, postal codes and codes of local governments that were stored as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

# The head that names them, and how many digits they have.
_KINDS = (
    (re.compile(r"電話|TEL|FAX|ファクス|ファックス|phone", re.IGNORECASE), (10, 11)),
    (re.compile(r"郵便番号|〒|postal|zip", re.IGNORECASE), (7,)),
    (re.compile(r"(団体|市区?町村|自治体|都道府県).*コード|code of", re.IGNORECASE), (2, 5, 6)),
)


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield numbers that are one digit short of what their column's head says they have."""
    for column in looked.columns:
        widths = next((widths for head, widths in _KINDS if head.search(column.name)), ())
        for row, text in _digits(column) if widths else ():
            if len(text) + 1 in widths and len(text) not in widths:
                fix = Fix.SAFE if len(widths) == 1 else Fix.SHOWN
                yield Remark(at(row, column.position), text, f"0{text}", fix, "lost-zero")


def _digits(column: ColumnView) -> Iterator[tuple[int, str]]:
    for row, cell in column.filled:
        if cell.text.isascii() and cell.text.isdigit():
            yield row, cell.text


official_rule = OfficialRule("L3-06", _remarks)
