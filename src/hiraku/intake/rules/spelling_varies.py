"""L2-04: one choice has one spelling: 実施済, 実施済み and 済 are three to a program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, Remark, at

official = "L2-04"
needs: frozenset[str] = frozenset()

_KANA = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "ー": "", "‐": "", "－": "", "-": "", "・": ""})
_OKURIGANA = re.compile(r"(?<=[\u3400-\u9fff])[みりしきえけれ](?=$|[\u3400-\u9fff])")


def remarks(looked: Looked) -> Iterator[Remark]:
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


def usual_spellings(column: ColumnView) -> dict[str, str]:
    """Return for each folded text the spelling that stands most often, the first where even."""
    usual: dict[str, str] = {}
    for text, times in column.texts.items():
        key = folded(text)
        if key not in usual or times > column.texts[usual[key]]:
            usual[key] = text
    return usual


def folded(text: str) -> str:
    """Return a text without width, case, spaces, small kana marks and 送り仮名 at word ends."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split()).translate(_KANA)
    return _OKURIGANA.sub("", plain)
