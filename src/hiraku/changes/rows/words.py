"""A changed cell in words: which row, which column, when, before and after, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct, field

from hiraku.changes.rows.keyed import CellChange
from hiraku.checking.types.field_type import dated_types, quantities
from hiraku.languages import date_in_eras, say
from hiraku.model import Field, Text

_LONGEST = 40


class Wording(Struct, frozen=True):
    """How to tell a cell: its `fields` by name, the fields of the `key`, `names` by code."""

    fields: Mapping[str, Field]
    key: tuple[str, ...]
    names: Mapping[str, Text] = field(default_factory=dict)


def in_words(change: CellChange, wording: Wording, language: str) -> str:
    """Return which row, which column, before and after, and by how much."""
    field = wording.fields.get(change.field)
    title = field.title.in_language(language) if field else change.field
    whose, when = _row(change.key, wording, language)
    share = _share(change.old, change.new, field)
    unit = field.stated_unit if field else ""
    return say(
        language,
        "changes.cell",
        row=say(language, "changes.cell-row", whose=whose) if whose else "",
        title=title,
        time=_in_brackets(when, language),
        old=_cell(change.old, language),
        new=_cell(change.new, language) + ("" if unit == "%" else unit),
        share=_in_brackets(share, language),
    )


def row_in_words(key: Sequence[str], wording: Wording, language: str) -> str:
    """Return which row a key tells: 「津市（令和4年8月末）」."""
    whose, when = _row(key, wording, language)
    return whose + _in_brackets(when, language) if whose else when


def _in_brackets(text: str, language: str) -> str:
    return say(language, "changes.in-brackets", text=text) if text else ""


def _row(key: Sequence[str], wording: Wording, language: str) -> tuple[str, str]:
    """Return what a row is about and its time, both from its key."""
    about, times = [], []
    for name, value in zip(wording.key, key, strict=False):
        field = wording.fields.get(name)
        if field and field.type in dated_types():
            times.append(date_in_eras(language, value))
        else:
            named = wording.names.get(value)
            about.append(named.in_language(language) if named else _short(value))
    between = say(language, "changes.between")
    return between.join(about), between.join(times)


def _share(old: str, new: str, described: Field | None) -> str:
    if not described or described.type not in quantities():
        return ""
    try:
        before, after = (Decimal(text.replace(",", "")) for text in (old, new))
        if not before.is_finite() or not after.is_finite() or not before:
            return ""
        percent = (after - before) / abs(before) * 100
    except InvalidOperation:
        return ""
    return f"{'−' if percent < 0 else '+'}{abs(percent):,.1f} %"


def _cell(text: str, language: str) -> str:
    return _short(text) if text else say(language, "changes.empty")


def _short(text: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
