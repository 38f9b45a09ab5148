"""The law of freshness: promised dates, and nothing promised where nothing can be."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.changes.differences import RowCounts, TableDifference
from hiraku.changes.states import TableState
from hiraku.changes.timeline import Change, TableChange
from hiraku.freshness import (
    PERIODS,
    due_date,
    freshness,
    last_day,
    whole_years,
)
from hiraku.model import Period
from hiraku.publishing.listings.status import data_changed_on, dataset_status
from hiraku.publishing.staging import datasets
from hiraku.reading.descriptors import shape

DATES = st.dates(date(1970, 1, 1), date(2200, 12, 31))
DAYS = {
    "daily": (1, 1),
    "weekly": (7, 7),
    "fortnightly": (14, 14),
    "monthly": (28, 31),
    "quarterly": (89, 92),
    "biannually": (181, 184),
    "annual": (365, 366),
    "biennial": (730, 731),
}
UNPROMISED = ["continuous", "irregular", "as-needed", "never", "unknown", None]


@given(st.sampled_from(sorted(PERIODS)), DATES)
def test_the_next_change_is_due_after_a_period(frequency, modified):
    due = date.fromisoformat(due_date(frequency, modified.isoformat()))
    shortest, longest = DAYS[frequency]
    assert timedelta(shortest) <= due - modified <= timedelta(longest)


@given(st.sampled_from(sorted(PERIODS)), DATES, st.integers(-3000, 3000))
def test_a_dataset_is_overdue_from_the_day_after(frequency, modified, distance):
    due = date.fromisoformat(due_date(frequency, modified.isoformat()))
    as_of = due + timedelta(distance)
    assert freshness(frequency, modified.isoformat(), as_of.isoformat()).overdue == (distance > 0)


@given(st.sampled_from(sorted(PERIODS)), DATES, DATES)
def test_a_later_change_is_never_due_sooner(frequency, one, other):
    first, second = sorted((one.isoformat(), other.isoformat()))
    assert due_date(frequency, first) <= due_date(frequency, second)


@given(st.sampled_from(UNPROMISED), DATES, DATES)
def test_what_promises_no_date_is_never_overdue(frequency, modified, as_of):
    found = freshness(frequency, modified.isoformat(), as_of.isoformat())
    assert (found.promised, found.due, found.overdue) == (False, "", False)


def test_every_frequency_is_promised_or_not():
    dataset = json.loads((shape.SHAPES / "dataset.json").read_text("utf-8"))
    known = dataset["properties"]["updateFrequency"]["enum"]
    assert set(known) == set(PERIODS) | set(UNPROMISED) - {None}
    assert set(PERIODS) == set(DAYS)


@pytest.mark.parametrize(
    ("frequency", "modified", "due"),
    [
        ("monthly", "2026-01-31", "2026-02-28"),
        ("annual", "2024-02-29", "2025-02-28"),
        ("quarterly", "2026-11-30", "2027-02-28"),
        ("weekly", "2026-12-28", "2027-01-04"),
        ("daily", "", ""),
        ("daily", "9999-12-31", ""),
        ("annual", "2026", ""),
    ],
)
def test_ends_of_months_and_of_time(frequency, modified, due):
    assert due_date(frequency, modified) == due


# The period of the data, not the day of their commit


def test_figures_of_four_years_ago_are_overdue_though_committed_today():
    found = freshness("annual", "2026-11-27", "2026-11-27", Period("2022-08-31", "2022-08-31"))
    assert (found.due, found.overdue) == ("2023-08-31", True)
    assert (found.covered, found.years) == ("2022-08-31", 4)


def test_without_a_period_the_last_change_counts():
    found = freshness("annual", "2026-11-27", "2026-11-27")
    assert (found.due, found.overdue, found.covered, found.years) == ("2027-11-27", False, "", 0)


def test_what_promises_nothing_is_old_but_not_overdue():
    found = freshness("unknown", "2026-11-27", "2026-11-27", Period("2017-03-08", "2022-12-31"))
    assert (found.promised, found.overdue, found.years) == (False, False, 3)


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("2022", "2022-12-31"),
        ("2024-02", "2024-02-29"),
        ("2022-08-30", "2022-08-30"),
        ("2022-08-30T10:00:00Z", "2022-08-30"),
        ("2022-13", ""),
        ("soon", ""),
        ("9999-12", ""),
    ],
)
def test_a_period_ends_with_its_last_day(end, day):
    assert last_day(end) == day


@given(DATES, DATES)
def test_years_are_whole_and_never_below_none(one, other):
    first, second = sorted((one, other))
    years = whole_years(first.isoformat(), second.isoformat())
    assert 0 <= years <= second.year - first.year
    assert whole_years(second.isoformat(), first.isoformat()) == 0
    assert years == 0 or (second - first).days >= 365 * years


def test_no_page_shows_a_period_older_than_a_year_without_saying_so(site):
    old = 0
    told = json.loads((site / "quality.json").read_text(encoding="utf-8"))
    for row in told["datasets"]:
        page = (site / "datasets" / row["dataset"] / "index.html").read_text(encoding="utf-8")
        assert f"{row['years_since']}年以上前のデータです" in page or not row["years_since"]
        old += bool(row["years_since"])
    assert old == len(told["datasets"]) > 20
    for path in sorted(site.glob("municipalities/*/index.html")):
        page = path.read_text(encoding="utf-8")
        assert page.count("データの時点") == page.count("年以上前のデータです") > 0


def test_no_next_due_date_stands_where_nothing_is_promised(site):
    told = json.loads((site / "quality.json").read_text(encoding="utf-8"))
    assert {row["due"] for row in told["datasets"]} == {None}
    assert "約束した" not in (site / "index.html").read_text(encoding="utf-8")


def test_every_page_says_that_it_is_a_demonstration(site):
    for path in site.rglob("index.html"):
        if "embed" in path.name:
            continue
        page = path.read_text(encoding="utf-8")
        if '<footer class="site-footer">' in page:
            assert "公式サイトではありません" in page or "not a site of Mie Prefecture" in page, (
                path
            )


def changed(date, *, of_data):
    rows = RowCounts(changed=1) if of_data else RowCounts()
    difference = TableDifference(replaced=True, redefined=False, rows=rows)
    return Change(date, "c", tables=(TableChange(None, TableState(), difference),))


@pytest.mark.parametrize(
    ("touched", "changes", "date"),
    [
        ("2026-03-01", [], "2026-03-01"),
        ("2026-03-01", [changed("2026-03-01", of_data=True)], "2026-03-01"),
        ("2026-03-01", [changed("2026-03-01", of_data=False)], "2026-03-01"),
        (
            "2026-03-01",
            [changed("2026-03-01", of_data=False), changed("2026-01-01", of_data=True)],
            "2026-01-01",
        ),
        ("2026-03-01", [Change("2025-12-31", "c", first=True)], "2025-12-31"),
        ("2026-01-01", [changed("2026-03-01", of_data=True)], "2026-01-01"),
    ],
)
def test_a_file_that_was_touched_without_new_values_puts_nothing_off(touched, changes, date):
    """Other line ends or another order of rows are a change of the file, not of the data."""
    published = SimpleNamespace(
        file_modified=touched,
        dataset=SimpleNamespace(id="d", update_frequency="monthly", temporal=None),
    )
    site = SimpleNamespace(changes={"d": tuple(changes)}, as_of="2026-03-01")
    assert data_changed_on(published, site) == date
    assert dataset_status(published, site).freshness == freshness("monthly", date, "2026-03-01")


@pytest.mark.parametrize(
    ("known", "stated", "date"),
    [
        ({"datasets/d/a": "2026-01-01", "datasets/d/b": "2026-02-02"}, "2020-01-01", "2026-02-02"),
        ({"datasets/other": "2026-01-01"}, "2020-01-01T00:00:00+09:00", "2020-01-01"),
        ({}, "", ""),
    ],
)
def test_the_last_change_is_gits_where_git_knows_one(known, stated, date):
    dataset = SimpleNamespace(modified=stated, created="2019-01-01" if stated else "")
    keys = ["datasets/d/a", "datasets/d/b"]
    assert datasets._last_change(dataset, keys, known) == date  # noqa: SLF001 - no site is needed
