"""L3-03: what －, … and x mean in a column of numbers is stated once, and the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.layout.texts import is_symbol


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each symbol of a numeric column once, with how often it stands there."""
    for column in looked.columns:
        if not column.numeric:
            continue
        seen: dict[str, int] = {}
        for row, cell in column.text_cells:
            text = cell.text.strip()
            if is_symbol(text) and text not in seen:
                seen[text] = row
        for text, row in seen.items():
            count = sum(times for cell, times in column.texts.items() if cell.strip() == text)
            values = {"field": column.name, "count": str(count)}
            yield Remark(at(row, column.position), text, None, Fix.ASKED, values=values)


official_rule = OfficialRule("L3-03", _remarks)
