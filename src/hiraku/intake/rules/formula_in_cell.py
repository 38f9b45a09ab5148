"""L2-06: cells hold values; formulas break when they are copied, and some were never calculated."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.sheets import Cell, Sheet


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each formula with its stored value; an error value or none at all is an error."""
    for row, column, cell in _calculated(looked.sheet):
        if cell.error:
            yield Remark(at(row, column), cell.error, fix=Fix.ASKED, hint="error")
        elif not cell.text:
            yield Remark(at(row, column), fix=Fix.ASKED, hint="never-calculated")
        else:
            yield Remark(at(row, column), cell.text, cell.text, Fix.SHOWN)


def _calculated(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell.formula or cell.error:
                yield row, column, cell


official_rule = OfficialRule("L2-06", _remarks, needs=frozenset({"formulas"}))
