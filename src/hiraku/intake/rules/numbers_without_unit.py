"""L3-04: a number has a unit, stated in a property of its own."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

_WITHOUT = (
    "コード",
    "番号",
    "年",
    "月",
    "日",
    "順位",
    "緯度",
    "経度",
    "ID",
    "id",
    "No",
    "NO",
    "no",
)


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield numeric columns: with the unit that the head states, else as a question."""
    layout = looked.layout
    if layout is None or not layout.head:
        return
    shared = next((aside.text for aside in layout.asides if aside.kind == "unit"), "")
    row = max(layout.head)
    for column in looked.columns:
        if not column.numeric or column.name.strip().endswith(_WITHOUT):
            continue
        unit = column.column.unit
        hint = "head" if unit else "note" if shared else None
        fix = Fix.SAFE if unit else Fix.SHOWN if shared else Fix.ASKED
        values = {"field": column.name, "unit": unit or shared}
        yield Remark(at(row, column.position), column.name, unit or None, fix, hint, values)


official_rule = OfficialRule("L3-04", _remarks)
