"""L1-14: one line of a CSV holds one row; a line break in a cell tears it for simple programs."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield cells of a CSV with a line break inside."""
    if looked.book.kind != "csv":
        return
    for row, column, cell in looked.sheet.cells():
        if "\n" in cell.text.strip() or "\r" in cell.text.strip():
            line = " ".join(cell.text.split())
            yield Remark(at(row, column), cell.text, line, Fix.SHOWN)


official_rule = OfficialRule("L1-14", _remarks)
