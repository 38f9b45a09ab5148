"""L1-02: one sheet holds one table; a second one is lost to programs, or read as rows."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the area of each table beside the largest."""
    for area in looked.layout.others if looked.layout else ():
        yield Remark(area, looked.sheet.cell(area.top, area.left).text, fix=Fix.SHOWN)


official_rule = OfficialRule("L1-02", _remarks)
