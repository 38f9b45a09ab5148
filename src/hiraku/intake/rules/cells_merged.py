"""L1-12: merged cells hold their value in one cell; the others are empty to programs."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each merged range with its value. Merged titles above the table are told by L3-01."""
    layout = looked.layout
    first = min(layout.head, default=layout.area.top) if layout else 1
    for area in looked.sheet.merged:
        if area.bottom >= first:
            text = looked.sheet.cell(area.top, area.left).text
            yield Remark(area, text, fix=Fix.SHOWN)


official_rule = OfficialRule("L1-12", _remarks)
