"""個人番号 in SQL against python-stdnum; codes of other kinds are never taken for it."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import in_

from hiraku.checking.persons.numbers import has_number

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
