"""L2-02: every row says all of it: no blank for "as above", no 〃, no 同上."""

from collections.abc import Iterator

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

_SIGNS = {"〃", "同上", "同", '"', "''", "”", "々", "⟰", "↑", "ditto", "do."}
_LABEL_COLUMNS = 3


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield signs for "as above", and blanks below a value in the label columns at the left.

    Blank cells of a merged range are told by L1-12.
    """
    for place, column in enumerate(looked.columns):
        above = ""
        left_out = place < _LABEL_COLUMNS and _is_grouped(column)
        for row, cell in column.cells:
            text = cell.text.strip()
            if text in _SIGNS and above:
                yield Remark(at(row, column.position), text, above, Fix.SHOWN, "sign")
            elif not text and above and left_out and not _merged(looked, row, column):
                yield Remark(at(row, column.position), "", above, Fix.SHOWN, "blank")
            else:
                above = text or above


def _merged(looked: Looked, row: int, column: ColumnView) -> bool:
    return any((row, column.position) in area for area in looked.sheet.merged)


def _is_grouped(column: ColumnView) -> bool:
    """A label column of groups: texts only, none twice in a row, some left out, the first there."""
    if column.numeric or not column.filled or not column.cells[0][1].text.strip():
        return False
    texts = [cell.text for _, cell in column.filled]
    blanks = len(column.cells) - len(column.filled)
    distinct = len(set(texts)) == len(texts)
    return distinct and blanks > 0 and len(texts) > 1


official_rule = OfficialRule("L2-02", _remarks)
