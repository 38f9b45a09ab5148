"""L2-03: every column has one name, in one row, that no other column has."""

from collections import Counter
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.sheets import Range


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield a head of several rows, and each name that comes again."""
    layout = looked.layout
    if layout is None or not layout.head:
        return
    last = max(layout.head)
    if len(layout.head) > 1:
        area = Range(min(layout.head), layout.area.left, last, layout.area.right)
        names = "、".join(column.name for column in layout.columns[:5])
        yield Remark(area, wanted=names, fix=Fix.SHOWN, hint="rows")
    counted = Counter(column.name for column in layout.columns if column.name)
    for column in layout.columns:
        if counted[column.name] > 1:
            yield Remark(at(last, column.position), column.name, fix=Fix.SHOWN, hint="again")


official_rule = OfficialRule("L2-03", _remarks)
