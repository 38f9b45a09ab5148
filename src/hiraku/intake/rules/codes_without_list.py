"""L3-02: what a code means is stated in a list that programs can read."""

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

_CODES = re.compile(r"(コード|区分|種別|分類|フラグ|code|flag|kind|type)$", re.IGNORECASE)
# Their lists are public: codes of local governments, postal codes, corporate numbers.
_PUBLIC = re.compile(r"団体|市区?町村|都道府県|郵便|法人")
_CODE = re.compile(r"[A-Za-z]{0,3}[0-9]{1,4}")


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the heads of columns of codes: few short numbers or letters that come again."""
    layout = looked.layout
    if layout is None or not layout.head:
        return
    for column in looked.columns:
        if not _CODES.search(column.name.strip()) or _PUBLIC.search(column.name):
            continue
        texts = column.texts
        if (
            texts
            and all(_CODE.fullmatch(text) for text in texts)
            and len(texts) * 2 <= len(column.filled)
        ):
            values = {"codes": "、".join(sorted(texts)[:10])}
            yield Remark(
                at(max(layout.head), column.position), column.name, fix=Fix.ASKED, values=values
            )


official_rule = OfficialRule("L3-02", _remarks)
