"""The cells of a row as HTML: numbers, short or long texts, symbols, or that none is there.

It is written here, not in a template, because a page has hundreds of cells and there are thousands
of pages. `scripts/table.js` makes the same of the rows that it fetches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from markupsafe import Markup

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field, MissingValue
from hiraku.publishing.rendering.escaping import escaped
from hiraku.publishing.site.language import Language

_TRUTHS = {"true": "yes", "false": "no"}
SHORT = 14
FOLDED = 60
BEGINNING = 40

# In letters of Japanese: a page's column, what a cell takes beside its text, and what it is wrapped
# at; and how wide other letters are.
_COLUMN, _BESIDE, _MOST = 72, 2, 26
_NARROW = 0.6


def shown_rows(rows: Iterable[Sequence[str]], fields: Sequence[Field], spoken: Language) -> Markup:
    """Return rows whose texts are in the order of the fields.

    On a phone a row is a card: each cell bears the title of its column.
    """
    colon = spoken.gettext("colon")
    labels = [f' data-label="{escaped(spoken.plain(field.title))}{colon}"' for field in fields]
    lines = (f"<tr>{_cells(texts, fields, labels, spoken)}</tr>\n" for texts in rows)
    return Markup("".join(lines))  # noqa: S704 - each text is escaped


def shown_cells(texts: Sequence[str], fields: Sequence[Field], spoken: Language) -> Markup:
    """Return the cells of a row, whose texts are in the order of the fields."""
    return Markup(_cells(texts, fields, [""] * len(fields), spoken))  # noqa: S704 - escaped below


def _cells(
    texts: Sequence[str], fields: Sequence[Field], labels: Sequence[str], spoken: Language
) -> str:
    cells = (
        _cell(text, field, label, spoken)
        for text, field, label in zip(texts, fields, labels, strict=True)
    )
    return "".join(cells)


def _cell(text: str, field: Field, label: str, spoken: Language) -> str:
    number = "number" if type_of(field).quantity else ""
    absent = field.missing_value(text)
    if absent:
        return f'<td class="{number or "short"}"{label}>{_absence(text, absent, spoken)}</td>'
    if type_of(field).json_kind == "boolean" and text in _TRUTHS:
        word = spoken.gettext(_TRUTHS[text])
        return f'<td class="short"{label}><span lang="{spoken.code}">{word}</span></td>'
    if len(text) <= FOLDED:
        return f'<td class="{number or width(text)}"{label}>{escaped(text)}</td>'
    beginning, rest = escaped(text[:BEGINNING]), escaped(text[BEGINNING:])
    return f'<td class="long"{label}><details><summary>{beginning}</summary>{rest}</details></td>'


def _absence(text: str, absent: MissingValue, spoken: Language) -> str:
    """Return the symbol, if one stands there, and its meaning, marked in a foreign language."""
    symbol = f'<span class="symbol">{escaped(text)}</span> ' if text else ""
    own = absent.label.language(spoken.code) if absent.label else spoken.code
    lang = "" if own == spoken.first else f' lang="{own}"'
    said = escaped(spoken.plain(absent.label)) if absent.label else spoken.gettext("no-value")
    return f'{symbol}<span class="missing"{lang}>{said}</span>'


def broad(rows: Iterable[Sequence[str]], fields: Sequence[Field], spoken: Language) -> bool:
    """Tell whether a table takes more than a page's column, by its letters: it is given all."""
    heads = [_room(spoken.plain(field.title)) + _BESIDE for field in fields]
    for texts in rows:
        heads = [
            max(known, min(_room(text), _MOST)) for known, text in zip(heads, texts, strict=True)
        ]
    return sum(heads) + _BESIDE * len(heads) > _COLUMN


def _room(text: str) -> float:
    """Return how many letters of Japanese a text is as wide as (UAX 11)."""
    wide = sum(east_asian_width(letter) in "WFA" for letter in text)
    return wide + (len(text) - wide) * _NARROW


def width(text: str) -> str:
    """Return the class of a cell: one short enough to stay on its line, or one to be wrapped."""
    return "short" if len(text) <= SHORT else "long"
