"""L3-01: the first row is the head; titles, dates and units belong to the description."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each text above the head with what it seems to be, or a table without a head."""
    layout = looked.layout
    if layout is None:
        return
    if not layout.head:
        yield Remark(at(layout.area.top, layout.area.left), fix=Fix.ASKED, hint="none")
        return
    for aside in layout.asides:
        if aside.row < min(layout.head):
            yield Remark(at(aside.row, aside.column), aside.text, fix=Fix.SHOWN, hint=aside.kind)


official_rule = OfficialRule("L3-01", _remarks)
