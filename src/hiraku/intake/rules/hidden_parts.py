"""L1-13: what is hidden is published all the same; nobody may publish it unknowingly."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.layout.blocks import runs
from hiraku.intake.sheets import Range, Visibility, letter


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield a hidden sheet, each run of hidden rows and columns, and a filter that hides rows."""
    sheet = looked.sheet
    if sheet.visibility != Visibility.VISIBLE:
        yield Remark(at(1, 1), sheet.name, fix=Fix.ASKED, hint="sheet")
    height, width = len(sheet.rows), sheet.width
    for first, last in runs(sorted(row for row in sheet.hidden_rows if row <= height)):
        area = Range(first, 1, last, max(width, 1))
        yield Remark(area, fix=Fix.ASKED, hint="filter" if sheet.filtered else "rows")
    for first, last in runs(sorted(column for column in sheet.hidden_columns if column <= width)):
        text = sheet.cell(1, first).text.strip() or letter(first)
        yield Remark(Range(1, first, max(height, 1), last), text, fix=Fix.ASKED, hint="columns")


official_rule = OfficialRule(
    "L1-13", _remarks, needs=frozenset({"hidden-rows"}), surely=frozenset({"sheet"})
)
