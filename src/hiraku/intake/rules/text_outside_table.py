"""L1-04: a sheet holds its table and nothing else; notes and units belong to its description."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each note and unit outside the table. What stands above the head is told by L3-01."""
    layout = looked.layout
    if layout is None:
        return
    first = min(layout.head, default=layout.area.top)
    for aside in layout.asides:
        if aside.row >= first:
            yield Remark(at(aside.row, aside.column), aside.text, fix=Fix.SHOWN, hint=aside.kind)


official_rule = OfficialRule("L1-04", _remarks)
