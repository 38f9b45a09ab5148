"""L3-09: years, months and areas are values of a column, not columns of their own."""

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark
from hiraku.intake.sheets import Range

_TIME = re.compile(
    r"(?:^|_)\s*((明治|大正|昭和|平成|令和|[MTSHR])\s*(?:[0-9０-９]{1,2}|元)\s*年?度?|(?:19|20)[0-9]{2}\s*(?:年度?)?|(?:[1-9]|1[0-2])月)(?:[0-9１-９]{1,2}月)?(?:_|$|[（(])"
)
_FEW = 3


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the heads that are years or months, where three or more stand side by side."""
    layout = looked.layout
    if layout is None or not layout.head:
        return
    times = [column for column in layout.columns if _TIME.search(column.name)]
    if len(times) >= _FEW:
        row = max(layout.head)
        area = Range(min(layout.head), times[0].position, row, times[-1].position)
        names = "、".join(column.name for column in times[:5])
        yield Remark(area, names, fix=Fix.SHOWN, values={"count": str(len(times))})


official_rule = OfficialRule("L3-09", _remarks)
