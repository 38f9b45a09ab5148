"""The cells of a row as HTML: numbers, short or long texts, symbols, or that none is there.

It is written here, not in a template, because a page has hundreds of cells and there are thousands
of pages. `scripts/table.js` makes the same of the rows that it fetches.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field, MissingValue
from hiraku.publishing.rendering.escaping import escaped
from hiraku.publishing.site.language import JAPANESE, Language

_TRUTHS = {"true": "yes", "false": "no"}
SHORT = 14
FOLDED = 120
BEGINNING = 80


def shown_cells(texts: Sequence[str], fields: Sequence[Field], spoken: Language) -> Markup:
    """Return the cells of a row, whose texts are in the order of the fields."""
    cells = (_cell(text, field, spoken) for text, field in zip(texts, fields, strict=True))
    return Markup("".join(cells))  # noqa: S704 - each text is escaped below


def _cell(text: str, field: Field, spoken: Language) -> str:
    number = "number" if type_of(field).quantity else ""
    absent = field.missing_value(text)
    if absent:
        return f'<td class="{number or "short"}">{_absence(text, absent, spoken)}</td>'
    if field.type == "boolean" and text in _TRUTHS:
        return f'<td class="short">{_said(_TRUTHS[text], spoken)}</td>'
    if len(text) <= FOLDED:
        return f'<td class="{number or width(text)}">{escaped(text)}</td>'
    beginning, rest = escaped(text[:BEGINNING]), escaped(text[BEGINNING:])
    return f'<td class="long"><details><summary>{beginning}</summary>{rest}</details></td>'


def _absence(text: str, absent: MissingValue, spoken: Language) -> str:
    """Return the symbol, if one stands there, and its meaning; the table is marked Japanese."""
    symbol = f'<span class="symbol">{escaped(text)}</span> ' if text else ""
    if absent.label:
        return f'{symbol}<span class="missing">{escaped(absent.label)}</span>'
    return f'{symbol}<span class="missing"{_lang(spoken)}>{spoken.gettext("no-value")}</span>'


def _said(key: str, spoken: Language) -> str:
    """Return a word of the pages, marked where it is not Japanese as the table is."""
    word = spoken.gettext(key)
    return f"<span{_lang(spoken)}>{word}</span>" if _lang(spoken) else str(word)


def _lang(spoken: Language) -> str:
    return "" if spoken.code == JAPANESE else f' lang="{spoken.code}"'


def width(text: str) -> str:
    """Return the class of a cell: one short enough to stay on its line, or one to be wrapped."""
    return "short" if len(text) <= SHORT else "long"
