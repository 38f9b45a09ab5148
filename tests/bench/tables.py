"""Made-up tables of nine columns, the same bytes in every run, clean or with counted bad cells."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

SEED = 2022_10_11
BLOCK = 10_000
BAD_SHARE = 0.01
OFFICES = [f"T{number:04}" for number in range(1_000)]
KINDS = ["学校", "公園", "病院", "道路", "避難所"]
TOWNS = ["津市", "四日市市", "伊勢市", "松阪市", "桑名市", "鳥羽市", "東員町", "紀宝町", "南伊勢町"]
NOTES = [*[""] * 12, "速報値", "推計値を含む", "改修中、令和5年度再開", "再調査中, 要確認"]

FIELDS = [
    {
        "name": "id",
        "title": "番号",
        "type": "integer",
        "constraints": {"required": True, "minimum": 1},
    },
    {
        "name": "code",
        "title": "窓口コード",
        "type": "string",
        "constraints": {"required": True, "pattern": "T[0-9]{4}"},
    },
    {
        "name": "name",
        "title": "市町名",
        "type": "string",
        "constraints": {"required": True, "maxLength": 10},
    },
    {
        "name": "kind",
        "title": "施設の種類",
        "type": "string",
        "constraints": {"required": True, "enum": KINDS},
    },
    {
        "name": "count",
        "title": "利用件数",
        "type": "integer",
        "constraints": {"minimum": 0, "maximum": 99_999},
    },
    {
        "name": "rate",
        "title": "利用率",
        "type": "number",
        "constraints": {"minimum": 0, "maximum": 100},
    },
    {"name": "date", "title": "基準日", "type": "date", "constraints": {"minimum": "2015-04-01"}},
    {"name": "flag", "title": "公開", "type": "boolean"},
    {"name": "note", "title": "備考", "type": "string", "constraints": {"maxLength": 20}},
]
NAMES = [field["name"] for field in FIELDS]
SCHEMA = {"fields": FIELDS, "missingValues": [""]}

# Every bad cell breaks its field in exactly one way, so that errors and bad cells count alike.
BAD_CELLS = {
    "id": ["", "0", *(f"第{n}号" for n in range(500))],
    "code": ["", *(f"T{n}" for n in range(900)), *(f"t{n:04}" for n in range(900))],
    "name": ["", *(f"{town}{town}、{town}（旧町村を含む）" for town in TOWNS)],
    "kind": ["", "がっこう", "学　校", "その他", "公園・避難所"],
    "count": [f"{n:,}" for n in range(1_000, 9_000, 7)] + [f"約{n}" for n in range(500)] + ["-5"],
    "rate": [f"{n / 10}%" for n in range(1_000)] + [f"{n / 10}" for n in range(1_001, 1_500)],
    "date": [f"令和4年{m}月{d}日" for m in range(1, 13) for d in range(1, 29)]
    + ["2022-02-30", "2022/08/31", "1922-10-11"],
    "flag": ["はい", "いいえ", "有", "○", "公開"],
    "note": [
        f"{n}年度の調査から数え方を変えたため、前の年と比べられない" for n in range(1990, 2022)
    ],
}
# Row 1 is never spoilt, so that its key is there to be repeated.
BAD_KEYS = {"id": ["1"], "code": ["T7777", "T8888", "T9999"]}


def bad_cells(rows: int, columns: int = len(NAMES)) -> int:
    """Return how many cells of so many columns are spoilt in a table with bad cells."""
    sizes = (min(BLOCK, rows - start) for start in range(0, rows, BLOCK))
    return sum(round(size * columns * BAD_SHARE) for size in sizes)


def table(
    rows: int, bad: Mapping[str, Sequence[str]] | None = None, seed: int = SEED
) -> Iterator[tuple[str, ...]]:
    """Yield the rows; where `bad` names columns, 1 % of their cells are taken from its texts."""
    rng = random.Random(seed)  # noqa: S311 - repeatable data, no secrets
    spoiler = random.Random(seed)  # noqa: S311 - its own, so that all other cells stay the same
    pools = _good_cells()
    spoilt = [(NAMES.index(name), texts) for name, texts in (bad or {}).items()]
    for start in range(0, rows, BLOCK):
        size = min(BLOCK, rows - start)
        columns = [[str(start + n + 1) for n in range(size)]]
        columns += [rng.choices(pool, k=size) for pool in pools]
        places = range(len(spoilt), size * len(spoilt))
        for place in spoiler.sample(places, round(size * len(spoilt) * BAD_SHARE)):
            row, which = divmod(place, len(spoilt))
            column, texts = spoilt[which]
            columns[column][row] = spoiler.choice(texts)
        yield from zip(*columns, strict=True)


def write_csv(path: Path, names: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def spoil(clean: Path, path: Path, number: int, spoilt: Callable[[bytes], bytes]) -> None:
    """Copy a file with one of its lines, counted from 0, made another."""
    with clean.open("rb") as lines, path.open("wb") as target:
        target.writelines(
            spoilt(line) if place == number else line for place, line in enumerate(lines)
        )


@cache
def _good_cells() -> list[list[str]]:
    """Return the texts from which the columns after `id` are drawn."""
    rng = random.Random(SEED)  # noqa: S311 - as above
    first = dt.date(2015, 4, 1)
    days = [first + dt.timedelta(days=n) for n in range(2_700)]
    counts = [str(int(rng.lognormvariate(5, 2)) % 100_000) for _ in range(5_000)]
    rates = [f"{rng.uniform(0, 100):.1f}" for _ in range(5_000)]
    flags = ["true", "true", "false"]
    return [OFFICES, TOWNS, KINDS, counts, rates, [day.isoformat() for day in days], flags, NOTES]
