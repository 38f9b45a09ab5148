"""An allowance holds through its last day, and what is allowed without one is still told."""

from datetime import date

import pytest

from hiraku.checking.allowances import allowed
from hiraku.checking.persons.small_counts import disclosure
from hiraku.model import Allowance, Dataset, Field, Text
from hiraku.problems import Place, Problem

FOUND = Problem("small-count", Place("datasets/cards/cards.csv"))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 3, 30), []),
        (date(2026, 3, 31), []),
        (date(2026, 4, 1), ["small-count", "allow-expired"]),
    ],
)
def test_what_is_allowed_until_a_day_is_allowed_on_it(tmp_path, today, told):
    allowance = Allowance("small-count", "the report states it", "2026-03-31")
    dataset = Dataset("cards", tmp_path, Text({"en": "Cards"}), (), allow=(allowance,))
    problems = allowed([FOUND], dataset, {"small-count"}, today)
    assert [problem.id for problem in problems] == told


@pytest.mark.parametrize("threshold", ["10", None, 1.5, [10]])
def test_a_threshold_that_is_no_whole_number_hides_nothing(threshold):
    """It is a finding of the schema; nothing is judged by it."""
    assert disclosure(hidden_below(threshold)) is None
    assert disclosure(hidden_below(10)).threshold == 10


def hidden_below(threshold):
    descriptor = {"disclosure": {"threshold": threshold}}
    return Field("n", "integer", Text({"en": "N"}), descriptor=descriptor)
