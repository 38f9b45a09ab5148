"""L1-03: nothing parts the rows and columns of a table: no blank rows, no head repeated."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark
from hiraku.intake.sheets import Range


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each spacer row, repeated head and blank column inside the table."""
    layout = looked.layout
    if layout is None:
        return
    left, right = layout.area.left, layout.area.right
    for row in layout.spacers:
        yield Remark(Range(row, left, row, right), fix=Fix.SHOWN, hint="blank-row")
    for row in layout.repeated_heads:
        text = looked.sheet.cell(row, left).text
        yield Remark(Range(row, left, row, right), text, fix=Fix.SHOWN, hint="head-again")
    held = {column.position for column in layout.columns}
    for column in range(left, right + 1):
        if column not in held:
            area = Range(layout.area.top, column, layout.area.bottom, column)
            yield Remark(area, fix=Fix.SHOWN, hint="blank-column")


official_rule = OfficialRule("L1-03", _remarks)
