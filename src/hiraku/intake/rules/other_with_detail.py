"""L2-05: その他 is a choice, and what it is in detail stands in a column of its own."""

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

_OTHER = re.compile(r"\s*(その他|そのほか|other)\s*[（(:：]\s*(.+?)\s*[）)]?\s*", re.IGNORECASE)


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield cells such as その他（電話） where the column's other cells are choices."""
    for column in looked.columns:
        for row, cell in column.text_cells:
            match = _OTHER.fullmatch(cell.text)
            if match and len(column.filled) > 1:
                values = {"detail": match[2]}
                yield Remark(
                    at(row, column.position), cell.text, match[1], Fix.SHOWN, values=values
                )


official_rule = OfficialRule("L2-05", _remarks)
