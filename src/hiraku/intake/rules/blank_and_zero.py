"""L1-09: a blank says nothing; whether it means zero, unknown or none must be stated."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each numeric column that holds zeros and blanks, by its first blank."""
    merged = looked.sheet.merged
    for column in looked.columns:
        if not column.numeric or len(column.filled) == len(column.cells):
            continue
        zero = any(cell.value == 0 and cell.value is not False for _, cell in column.filled)
        blanks = [
            row
            for row, cell in column.cells
            if cell.blank and not any((row, column.position) in area for area in merged)
        ]
        if zero and blanks:
            values = {"field": column.name, "count": str(len(blanks))}
            yield Remark(at(blanks[0], column.position), fix=Fix.ASKED, values=values)


official_rule = OfficialRule("L1-09", _remarks)
