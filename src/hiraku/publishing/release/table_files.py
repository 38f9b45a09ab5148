"""Has every file of a table as many rows as its CSV, and the same values in a sample of them?

The JSON is compared in full elsewhere (`json_rows.py`); the others are read here with readers that
share nothing with what wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.publishing.release.meaning import Meaning, alike, meanings, plain
from hiraku.publishing.release.readers import csv, ndjson, parquet, xlsx
from hiraku.publishing.release.readers.rows import SampledRows

SAMPLE = 200
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones

Same = Callable[[str, Any, Meaning], bool]


class _Form(Struct, frozen=True):
    """How the files of an extension are read, and when a value of theirs is that of the CSV.

    `named` tells that columns are found by their names: there may be others between them.
    """

    read: Callable[[Path, Collection[int]], SampledRows]
    same: Same
    named: bool = False


def table_faults(table: Path, folder: Path) -> Iterator[str]:
    """Yield a sentence for each file beside a CSV that does not hold its rows."""
    files = {
        table.with_name(f"{table.stem}.{extension}"): form for extension, form in FORMS.items()
    }
    there = {path: form for path, form in files.items() if path.is_file()}
    if not there:
        return
    header, total, sample = sampled(table)
    known = meanings(table)
    read = [known.get(name, Meaning()) for name in header]
    for path, form in there.items():
        name = path.relative_to(folder).as_posix()
        try:
            rows = form.read(path, sample)
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        if rows.total != total:
            yield f"{name}: {rows.total} ≠ {total}"
        for number, texts in sample.items():
            if not _row_same(texts, number, rows, form, header, read):
                yield f"{name}: row {number + 2} differs from {table.name}"


def _row_same(  # noqa: PLR0913, PLR0917 - what is compared with what
    texts: Sequence[str],
    number: int,
    rows: SampledRows,
    form: _Form,
    header: Sequence[str],
    read: Sequence[Meaning],
) -> bool:
    values = rows.values.get(number)
    if values is None:
        return number >= rows.total  # then the number of rows differs, which is told already
    if form.named:
        by_name = dict(zip(rows.header or (), values, strict=False))
        values = tuple(by_name.get(name, ...) for name in header)
    padded = (*values, *[None] * (len(texts) - len(values)))
    return len(padded) == len(texts) and all(map(form.same, texts, padded, read))


def sampled(table: Path) -> tuple[list[str], int, dict[int, list[str]]]:
    """Return header, number of rows, and rows that lie evenly between the first and the last."""
    step, kept, total = 1, dict[int, list[str]](), 0
    row: list[str] = []
    records = csv.records(table)
    header = next(records, [])
    for total, row in enumerate(records, 1):
        if (total - 1) % step == 0:
            kept[total - 1] = row
        if len(kept) > 2 * SAMPLE:
            step *= 2
            kept = {number: kept[number] for number in kept if number % step == 0}
    return header, total, kept | ({total - 1: row} if total else {})


def _as_text(text: str, value: Any, meaning: Meaning) -> bool:
    del meaning
    return bool(text == value)


def _without_symbols(text: str, value: Any, meaning: Meaning) -> bool:
    parted = "statusColumn" in meaning.descriptor and text in meaning.missing
    return bool(value == ("" if parted else text))


def _in_excel(text: str, value: Any, meaning: Meaning) -> bool:
    """An empty cell has no element; a date or a time is a number of days, any other text itself."""
    if value is None:
        return not text
    if isinstance(value, bool):
        return alike(text, value, meaning)
    if not isinstance(value, xlsx.Serial):
        return bool(text == value)
    try:
        if meaning.type in {"integer", "number", "year"}:
            return Decimal(plain(text, meaning)) == Decimal(value)
        return _moment(text, meaning.type) == round(float(value) * 86_400)
    except (ValueError, ArithmeticError):
        return False


def _moment(text: str, kind: str) -> int:
    """Return the seconds since Excel's first day, of a time those since midnight."""
    day = f"1899-12-30T{text}" if kind == "time" else text
    return round((datetime.fromisoformat(day) - _FIRST_DAY) / timedelta(seconds=1))


FORMS = {
    "cp932.csv": _Form(csv.read_cp932, _as_text),
    "excel.csv": _Form(csv.read, _as_text),
    "former-names.csv": _Form(csv.read, _as_text),
    "ndjson": _Form(ndjson.read, alike, named=True),
    "parquet": _Form(parquet.read, alike, named=True),
    "status.csv": _Form(csv.read, _without_symbols, named=True),
    "xlsx": _Form(xlsx.read, _in_excel),
}
