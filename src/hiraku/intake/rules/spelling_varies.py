"""L2-04: one choice has one spelling: 実施済, 実施済み and 済 are three to a program."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.meant.spellings import folded, usual_spellings


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the cells of a column of choices that are spelt unlike the commonest of their kind."""
    for column in looked.columns:
        if column.choices or _nearly_choices(column):
            usual = usual_spellings(column)
            for row, cell in column.text_cells:
                spelling = usual[folded(cell.text)]
                if spelling != cell.text:
                    yield Remark(at(row, column.position), cell.text, spelling, Fix.SHOWN)


def _nearly_choices(column: ColumnView) -> bool:
    return not column.numeric and len({folded(text) for text in column.texts}) * 2 <= len(
        column.filled
    )


official_rule = OfficialRule("L2-04", _remarks)
