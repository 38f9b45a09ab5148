"""The law of histograms: bins touch, cover all values, begin at round ones, and count each once."""

import csv
import gzip
import re
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from large_tables import FIELDS, cells, publish_tables

from hiraku.engine import connect
from hiraku.publishing.previews.bins import MOST, bins
from hiraku.publishing.previews.histograms import histogram, spreads
from hiraku.publishing.site.published.table import Profile

ROWS = 12_345
DATED = {"DATE", "TIMESTAMP"}


def decimals(scale, digits=38):
    most = 10**digits - 1
    values = st.integers(-most, most) | st.integers(-500, 500)
    return st.lists(values.map(lambda steps: Decimal(f"{steps}e-{scale}")), min_size=1)


numbers = st.tuples(st.just("BIGINT"), decimals(0, 18)) | st.integers(0, 38).flatmap(
    lambda scale: st.tuples(st.just(f"DECIMAL(38, {scale})"), decimals(scale))
)
dates = st.tuples(
    st.just("DATE"),
    st.lists(st.dates(), min_size=1)
    | st.lists(st.dates(date(2020, 1, 1), date(2021, 3, 31)), min_size=1)
    | st.lists(st.dates(date(9999, 10, 1)), min_size=1)
    | st.lists(st.dates(max_value=date(3, 2, 1)), min_size=1),
)
moments = st.tuples(
    st.just("TIMESTAMP"),
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2020, 3, 1)), min_size=1),  # noqa: DTZ001 - local times
)
columns = numbers | dates | moments


def written(value):
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def steps(text):
    """Return a value in the smallest steps of its column: days, or the last digit that it has."""
    if re.match("[0-9]{4}-", text):
        return date.fromisoformat(text[:10]).toordinal()
    return int(text.replace(".", ""))


def bins_of(kind, values):
    return bins(kind, written(min(values)), written(max(values)))


@given(columns)
def test_bins_touch_and_cover_the_smallest_and_the_largest_value(column):
    kind, values = column
    made = [(steps(span.first), steps(span.last)) for span in bins_of(kind, values)]
    assert 1 <= len(made) <= MOST
    assert made[0][0] <= steps(written(min(values))) <= made[0][1]
    assert made[-1][0] <= steps(written(max(values))) <= made[-1][1]
    assert all(after - last == 1 for (_, last), (after, _) in pairwise(made))
    if kind not in DATED:
        (width,) = {last - first + 1 for first, last in made}
        assert made[0][0] % width == 0
        assert str(width).rstrip("0") in {"1", "2", "5"}


@given(columns, st.integers(0, 3), st.randoms())
def test_each_value_is_counted_once_whatever_the_order(column, missing, chance):
    kind, values = column
    made = bins_of(kind, values)
    assume(len(made) > 1)
    told = [*map(written, values), *[None] * missing]
    chance.shuffle(told)
    counted = count(kind, told, made)
    assert [(span.first, span.last) for span in made] == [row[:2] for row in counted]
    assert sum(rows for *_, rows in counted) == len(values)
    for first, last, rows in counted:
        held = (steps(first) <= steps(written(value)) <= steps(last) for value in values)
        assert rows == sum(held)


def count(kind, texts, made):
    with connect("64MB", "unused") as connection:
        connection.execute("CREATE TABLE t (text VARCHAR)")
        connection.executemany("INSERT INTO t VALUES (?)", [[text] for text in texts])
        connection.execute(f"CREATE TABLE typed AS SELECT text::{kind} AS v FROM t")
        return connection.execute(histogram("typed", "v", kind, made)).fetchall()


@pytest.mark.parametrize(
    ("kind", "ends", "wanted", "number"),
    [
        ("BIGINT", "3 22", "3 3 22 22", 20),
        ("BIGINT", "3 23", "2 3 22 23", 11),
        ("BIGINT", "0 99990", "0 4999 95000 99999", 20),
        ("BIGINT", "-7 112", "-10 -1 110 119", 13),
        ("DECIMAL(4, 1)", "0.0 99.9", "0.0 4.9 95.0 99.9", 20),
        ("DECIMAL(2, 0)", "-99 99", "-100 -91 90 99", 20),
        ("DECIMAL(3, 2)", "0.10 0.20", "0.10 0.10 0.20 0.20", 11),
        ("SMALLINT", "1950 2022", "1950 1954 2020 2024", 15),
        ("DATE", "2022-08-30 2022-09-02", "2022-08-30 2022-08-30 2022-09-02 2022-09-02", 4),
        ("DATE", "2022-08-31 2022-10-03", "2022-08-29 2022-09-04 2022-10-03 2022-10-09", 6),
        ("DATE", "2022-01-31 2022-12-01", "2022-01-01 2022-01-31 2022-12-01 2022-12-31", 12),
        ("DATE", "2020-02-29 2022-12-01", "2020-01-01 2020-03-31 2022-10-01 2022-12-31", 12),
        ("DATE", "2010-01-05 2022-12-01", "2010-01-01 2010-12-31 2022-01-01 2022-12-31", 13),
        ("DATE", "0001-01-01 9999-12-31", "0001-01-01 0499-12-31 9500-01-01 9999-12-31", 20),
        ("DATE", "9999-12-01 9999-12-31", "9999-11-29 9999-12-05 9999-12-27 9999-12-31", 5),
    ],
)
def test_bins_are_round(kind, ends, wanted, number):
    made = bins(kind, *ends.split())
    shown = [made[0].first, made[0].last, made[-1].first, made[-1].last]
    assert (shown, len(made)) == (wanted.split(), number)


@pytest.mark.parametrize("kind", ["VARCHAR", "BOOLEAN", "TIME", "TIMESTAMPTZ"])
def test_other_types_have_no_bins(kind):
    assert bins(kind, "1", "2") == ()


def test_a_column_of_one_value_or_none_has_no_histogram():
    profiles = (Profile(3, 0, 1, "5", "5"), Profile(0, 3, 0), Profile(3, 0, 2, "5", "6"))
    assert list(map(bool, spreads(("BIGINT",) * 3, profiles))) == [False, False, True]


def test_a_large_table_is_published_with_its_histograms(tmp_path, monkeypatch):
    site = publish_tables(tmp_path / "catalog", {"large": ROWS}, "chunks", monkeypatch)
    folder = site / "datasets" / "large" / "preview" / "large"
    typed = {
        number: str if field["type"] == "date" else Decimal
        for number, field in enumerate(FIELDS, 1)
        if field["type"] in {"integer", "number", "date"}
    }
    names = {f"{number}-histogram.csv.gz" for number in typed}
    assert {path.name for path in folder.glob("*-histogram.csv.gz")} == names
    for number, value in typed.items():
        told = [cells(row)[number - 1] for row in range(1, ROWS + 1)]
        known = [value(cell) for cell in told if cell not in {"", "***"}]
        text = gzip.decompress((folder / f"{number}-histogram.csv.gz").read_bytes()).decode()
        rows = [(value(first), value(last), int(n)) for first, last, n in csv.reader(text.split())]
        assert rows == [
            (first, last, sum(first <= measured <= last for measured in known))
            for first, last, _ in rows
        ]
        assert sum(n for *_, n in rows) == len(known)
