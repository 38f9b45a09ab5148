"""L2-06: cells hold values; formulas break when they are copied, and some were never calculated."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each formula with its stored value; an error value or none at all is an error."""
    for row, column, cell in looked.sheet.cells():
        if cell.error:
            yield Remark(at(row, column), cell.error, fix=Fix.ASKED, hint="error")
        elif cell.formula and not cell.text:
            yield Remark(at(row, column), fix=Fix.ASKED, hint="never-calculated")
        elif cell.formula:
            yield Remark(at(row, column), cell.text, cell.text, Fix.SHOWN)


official_rule = OfficialRule("L2-06", _remarks, needs=frozenset({"formulas"}))
