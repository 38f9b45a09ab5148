"""L1-10: data stands in cells; pictures, shapes and charts are invisible to programs."""

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each floating thing by the cell in which it begins; comments are notes."""
    for item in looked.sheet.floating:
        fix = Fix.SHOWN if item.text else Fix.NONE
        yield Remark(at(item.row, item.column), item.text, fix=fix, hint=item.kind)
    for row, column in looked.sheet.comments:
        yield Remark(at(row, column), hint="comment", note=True)


official_rule = OfficialRule(
    "L1-10", _remarks, needs=frozenset({"floating"}), surely=frozenset({"comment"})
)
