"""What spreadsheets, wrong encodings and slips of the hand do to data, seen in what changed.

Every look asks the cells that differ, or the rows that came; whatever it finds must be
acknowledged by somebody, for none of it can be told from a correction by the data alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log10

from msgspec import Struct, field

from hiraku.changes.rows.keyed import (
    CHANGED,
    NEW_APART,
    OLD,
    RowsChanged,
    TwoTables,
    becomes,
    was,
)
from hiraku.changes.rows.periods import is_of_next_period
from hiraku.changes.verdicts.outcome import Value, Word
from hiraku.checking.types.field_type import quantities
from hiraku.model import Field
from hiraku.sql import literal
from hiraku.sql import name as quoted

_TENTH, _HALF, _THIRD = 0.1, 0.5, 0.3
_RENUMBERED = 0.1
_SHOWN = 5

_SCIENTIFIC = r"[-+]?[0-9]([.][0-9]+)?[eE][-+]?[0-9]+"
_SPREADSHEET_DATES = (
    r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}"
)
_SERIAL = r"[1-9][0-9]{4}([.][0-9]+)?"
_DATE_LIKE = r"[0-9]{4}[-/.年][0-9]{1,2}([-/.月].*)?"
# U+FFFD, private use, and what UTF-8 looks like when it is read as Shift_JIS or Latin-1.
_MOJIBAKE = (
    r"[\x{FFFD}\x{E000}-\x{F8FF}]|縺[ァ-ヶｦ-ﾟ-]|繧[ァ-ヶｦ-ﾟ]"
    r"|ã[\x{0080}-\x{00BF}]|[ÂÃ][\x{0080}-\x{00BF}]"
)
_TOTAL = (
    r"\s*(合計|総計|小計|計|注|※|（注|備考|Total|TOTAL|Sum|Note|Source|出典|資料)([^一-龠].{0,60})?"
)
_PERSONAL = r".*(0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4}|[^\s@]+@[^\s@]+[.][A-Za-z]{2,}).*"


class Damage(Struct, frozen=True):
    """What was found: the kind and how that name a rule, the column, how often, where first."""

    kind: str
    how: str
    column: str = ""
    count: int = 0
    rows: tuple[int, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


def damages(
    tables: TwoTables, changed: RowsChanged, fields: Mapping[str, Field], header: tuple[str, ...]
) -> Iterator[Damage]:
    """Yield whatever must be acknowledged in what changed."""
    next_period = is_of_next_period(tables, changed, fields)
    yield from _of_the_whole(changed, next_period=next_period)
    names = [column.name for column in tables.columns]
    if changed.keyed and changed.cells:
        for name in names:
            if name not in tables.key and changed.by_column.get(name):
                yield from _of_a_column(tables, name, changed, fields.get(name))
    yield from _of_new_texts(tables, names)
    yield from _total_rows(tables, header)


def _of_the_whole(changed: RowsChanged, *, next_period: bool) -> Iterator[Damage]:
    numbers = {"before": f"{changed.before:,}", "after": f"{changed.after:,}"}
    if changed.before and changed.before - changed.after >= changed.before * _TENTH:
        yield Damage("rows", "mass-removed", count=changed.removed, values=numbers)
    size = changed.kept * len(changed.by_column)
    if size and not next_period and changed.cells > size * _THIRD:
        yield Damage("cells", "mass-changed", count=changed.cells)
    smaller = min(changed.before, changed.after)
    if changed.keyed and smaller and changed.kept < smaller * _RENUMBERED:
        yield Damage("rows", "renumbered", count=changed.kept)


def _of_a_column(
    tables: TwoTables, name: str, changed: RowsChanged, described: Field | None
) -> Iterator[Damage]:
    old, new = was(name), becomes(name)
    empty = _any_of(new, described)
    emptied = f"{empty} AND NOT {_any_of(old, described)}"
    count = tables.number(f"SELECT count(*) FROM {CHANGED} WHERE {emptied}")
    if changed.kept and count >= changed.kept * _HALF:
        yield _damage(tables, name, "emptied", emptied, count)
    zeros = (
        f"regexp_full_match({old}, '0[0-9]+') AND length({new}) < length({old}) "
        f"AND ltrim({old}, '0') = ltrim({new}, '0')"
    )
    yield from _where(tables, name, "zeros", zeros)
    scientific = (
        f"regexp_full_match({new}, '{_SCIENTIFIC}') "
        f"AND NOT regexp_full_match({old}, '{_SCIENTIFIC}')"
    )
    yield from _where(tables, name, "scientific", scientific)
    dates = (
        f"regexp_full_match({new}, '{_SPREADSHEET_DATES}') "
        f"AND NOT regexp_full_match({old}, '{_SPREADSHEET_DATES}') "
        f"OR regexp_full_match({new}, '{_SERIAL}') AND regexp_full_match({old}, '{_DATE_LIKE}')"
    )
    yield from _where(tables, name, "dates", dates)
    if described and described.type in quantities():
        yield from _of_figures(tables, name, changed)


def _any_of(column: str, described: Field | None) -> str:
    texts = {"", *(missing.value for missing in (described.missing_values if described else ()))}
    return f"{column} IN ({', '.join(literal(text) for text in sorted(texts))})"


def _where(tables: TwoTables, name: str, how: str, condition: str) -> Iterator[Damage]:
    count = tables.number(f"SELECT count(*) FROM {CHANGED} WHERE {condition}")
    if count:
        yield _damage(tables, name, how, condition, count)


def _damage(tables: TwoTables, name: str, how: str, condition: str, count: int) -> Damage:
    first = tables.ask(
        f"SELECT hiraku_row, {was(name)}, {becomes(name)} FROM {CHANGED} "
        f"WHERE {condition} ORDER BY hiraku_row LIMIT {_SHOWN}"
    )
    example = f"{first[0][1]} → {first[0][2]}" if first else ""
    rows = tuple(int(str(row)) for row, *_ in first)
    return Damage("cells", how, name, count, rows, {"example": example, "count": f"{count:,}"})


def _of_figures(tables: TwoTables, name: str, changed: RowsChanged) -> Iterator[Damage]:
    """Look at the figures of a column: shifted by powers of ten, turned round, trimmed, jumped."""
    pairs = [
        (int(str(row)), str(old), str(new), Decimal(str(a)), Decimal(str(b)))
        for row, old, new, a, b in tables.ask(
            f"SELECT hiraku_row, {was(name)}, {becomes(name)}, {_figure(was(name))} AS a, "
            f"{_figure(becomes(name))} AS b FROM {CHANGED} "
            f"WHERE a IS NOT NULL AND b IS NOT NULL AND a <> b ORDER BY hiraku_row LIMIT 100000"
        )
    ]
    shifted = [pair for pair in pairs if _shift(pair[3], pair[4])]
    if shifted:
        first = shifted[0]
        yield Damage(
            "cells", "shifted", name, len(shifted), tuple(pair[0] for pair in shifted[:_SHOWN]),
            {"factor": (f"{first[1]} → {first[2]}", _shift(first[3], first[4]))},
        )  # fmt: skip
    trimmed = [pair for pair in pairs if _trimmed(pair[1], pair[2], pair[3], pair[4])]
    if trimmed and len(trimmed) * 2 >= changed.by_column[name]:
        first = trimmed[0]
        yield Damage(
            "cells", "precision", name, len(trimmed), tuple(pair[0] for pair in trimmed[:_SHOWN]),
            {"example": f"{first[1]} → {first[2]}", "count": f"{len(trimmed):,}"},
        )  # fmt: skip
    yield from _jumps(tables, name, pairs, set(shifted))


def _jumps(
    tables: TwoTables,
    name: str,
    pairs: list[tuple[int, str, str, Decimal, Decimal]],
    shifted: set[tuple[int, str, str, Decimal, Decimal]],
) -> Iterator[Damage]:
    """A figure that left all that the column ever held, by more than half of itself."""
    leapt = [
        pair
        for pair in pairs
        if pair not in shifted and abs(pair[4] - pair[3]) > abs(pair[3]) * Decimal("0.5")
    ]
    bounds = _bounds(tables, name) if leapt else None
    jumped = [pair for pair in leapt if bounds and not bounds[0] <= pair[4] <= bounds[1]]
    if jumped:
        first = jumped[0]
        yield Damage(
            "cells", "jumped", name, len(jumped), tuple(pair[0] for pair in jumped[:_SHOWN]),
            {"example": f"{first[1]} → {first[2]}", "count": f"{len(jumped):,}"},
        )  # fmt: skip


def _bounds(tables: TwoTables, name: str) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest figure that a column held before."""
    figures = f"SELECT {_figure(quoted(name))} AS figure FROM {tables.whole(OLD)}"
    low, high = tables.ask(f"SELECT min(figure), max(figure) FROM ({figures})")[0]
    return None if low is None else (Decimal(str(low)), Decimal(str(high)))


def _figure(column: str) -> str:
    return f"TRY_CAST(replace({column}, ',', '') AS DECIMAL(38, 9))"


def _shift(old: Decimal, new: Decimal) -> Value:
    """Return by what a figure shifted: a power of ten or its sign; empty where by neither."""
    if not old or not new:
        return ""
    if old == -new:
        return Word("sign-turned")
    ratio = float(new / old)
    if ratio <= 0:
        return ""
    power = round(log10(ratio))
    if power and abs(ratio / 10**power - 1) < 1e-9:  # noqa: PLR2004 - what a float cannot tell apart
        return Word("power-of-ten", {"power": str(power)})
    return ""


def _trimmed(old: str, new: str, before: Decimal, after: Decimal) -> bool:
    """Tell whether a figure is its former self with fewer decimals."""
    decimals = len(new.partition(".")[2])
    fewer = decimals < len(old.partition(".")[2])
    return fewer and abs(before - after) < Decimal(1).scaleb(-decimals)


def _of_new_texts(tables: TwoTables, names: list[str]) -> Iterator[Damage]:
    """Look for kinds of text that a column never held, in the rows that are not as they were."""
    looks = [(name, how, _holds(name, how)) for name in names for how in ("mojibake", "personal")]
    if not looks:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for _, _, condition in looks)
    for look, number in zip(looks, tables.ask(f"SELECT {counts} FROM {NEW_APART}")[0], strict=True):
        count = int(str(number))
        if count and not tables.number(f"SELECT count(*) FROM {tables.whole(OLD)} WHERE {look[2]}"):
            yield _new_text(tables, *look, count)


def _holds(name: str, how: str) -> str:
    if how == "mojibake":
        return f"regexp_matches({quoted(name)}, {literal(_MOJIBAKE)})"
    return f"regexp_full_match({quoted(name)}, {literal(_PERSONAL)})"


def _new_text(tables: TwoTables, name: str, how: str, condition: str, count: int) -> Damage:
    first = tables.ask(
        f"SELECT hiraku_row, {quoted(name)} FROM {NEW_APART} WHERE {condition} "
        f"ORDER BY hiraku_row LIMIT {_SHOWN}"
    )
    rows = tuple(int(str(row)) for row, _ in first)
    example = str(first[0][1])[:40] if how == "mojibake" else ""
    return Damage("cells", how, name, count, rows, {"example": example, "count": f"{count:,}"})


def _total_rows(tables: TwoTables, header: tuple[str, ...]) -> Iterator[Damage]:
    """Look at the first cells of the rows that are new: totals, notes, the header once more."""
    if not tables.columns:
        return
    first = quoted(tables.columns[0].name)
    titles = literal(header[0] if header else tables.columns[0].name)
    like_totals = (
        f"FROM {NEW_APART} WHERE (regexp_full_match({first}, {literal(_TOTAL)}) "
        f"OR {first} = {titles})"
    )
    if not tables.number(f"SELECT count(*) {like_totals}"):
        return
    rows = tables.ask(
        f"SELECT hiraku_row, {first} {like_totals} "
        f"AND {first} NOT IN (SELECT {first} FROM {tables.whole(OLD)}) "
        f"ORDER BY hiraku_row LIMIT {_SHOWN}"
    )
    if rows:
        places = tuple(int(str(row)) for row, _ in rows)
        example = re.sub(r"\s+", " ", str(rows[0][1]))[:40]
        yield Damage("rows", "total", count=len(rows), rows=places, values={"example": example})
