"""個人番号 in SQL against python-stdnum; codes of other kinds are never taken for it."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import in_

from hiraku.checking.persons.numbers import has_number
from hiraku.problems import Severity

CONNECTION = duckdb.connect()
SPELLINGS = ["{}{}{}", "{}-{}-{}", "{} {} {}"]


def found(text):
    condition = has_number("c")
    return CONNECTION.execute(
        f"SELECT {condition} FROM (SELECT $1::VARCHAR AS c)", [text]
    ).fetchone()[0]


@given(st.text("0123456789", min_size=12, max_size=12), st.sampled_from(SPELLINGS))
def test_sql_agrees_with_stdnum(digits, spelling):
    text = spelling.format(digits[:4], digits[4:8], digits[8:])
    assert found(text) is in_.is_valid(text)


@given(st.text("0123456789", min_size=11, max_size=11))
def test_numbers_are_found_within_texts_and_full_width(digits):
    number = digits + in_.calc_check_digit(digits)
    assert found(f"本人の番号は{number}です")
    assert found(number.translate(str.maketrans("0123456789", "０１２３４５６７８９")))


@pytest.mark.parametrize("text", ["", "242012", "24201", "津市", "2022-08-31T13:30:00"])
def test_other_texts_are_none(text):
    assert not found(text)


@given(st.text("0123456789", min_size=13, max_size=30))
def test_longer_numbers_such_as_corporate_ones_are_none(digits):
    assert not found(digits)


def with_digit(number, *, valid):
    digits = f"{number:011d}"
    check = int(in_.calc_check_digit(digits))
    return f"{digits}{check if valid else (check + 1) % 10}"


@pytest.mark.parametrize(
    ("title", "cells", "severity"),
    [
        ("番", (10, 0, 0), Severity.ERROR),  # many, and nearly all
        ("番", (9, 0, 0), Severity.WARNING),
        ("番", (18, 0, 2), Severity.ERROR),
        ("番", (17, 0, 3), Severity.WARNING),
        ("番", (10, 10, 0), Severity.WARNING),  # half of what has twelve digits is no chance
        ("番", (10, 11, 0), None),
        ("個人番号", (3, 0, 9), Severity.ERROR),  # its head says so
        ("個人番号", (2, 0, 9), Severity.WARNING),
        ("番", (3, 0, 9), Severity.WARNING),
        ("番", (0, 0, 9), None),
    ],
)
def test_how_sure_it_is_decides_between_an_error_and_a_warning(bench, title, cells, severity):
    """A column holds so many numbers, others that only look alike, and other texts."""
    numbers, alike, others = cells
    rows = [with_digit(12345678901 + at, valid=True) for at in range(numbers)]
    rows += [with_digit(22345678901 + at, valid=False) for at in range(alike)]
    rows += [f"津市{at}" for at in range(others)]
    schema = {"fields": [{"name": "f", "type": "string", "title": title}]}
    problems = bench.problems([["f"], *([row] for row in rows)], schema, strict=True)
    severities = {problem.id: problem.severity for problem in problems}
    assert severities.get("personal-number") == severity
