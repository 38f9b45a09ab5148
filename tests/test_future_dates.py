"""A date of what has happened may be a day ahead, by the clocks of Japan; not more."""

from datetime import date
from pathlib import Path

import pytest

from hiraku.future_dates import future_dates
from hiraku.model import Correction, Dataset, Text
from hiraku.problems import Severity

TODAY = date(2026, 11, 28)
WARNING, ERROR = Severity.WARNING, Severity.ERROR


@pytest.mark.parametrize(
    ("told", "severities"),
    [
        ({"modified": "2026-11-29"}, []),
        ({"modified": "2026-11-30"}, [WARNING]),
        ({"modified": "2036-12-31"}, [WARNING]),
        ({"modified": "2037-01-01"}, [ERROR]),
        ({"created": "9999-12-31T00:00:00+09:00", "modified": "9999-12-31"}, [ERROR, ERROR]),
        ({"created": None, "modified": None}, []),
    ],
)
def test_a_date_to_come_is_told_by_how_far_it_is(told, severities):
    problems = future_dates(Dataset("d", Path("d"), Text({"ja": "d"}), (), **told), TODAY)
    assert [problem.severity for problem in problems] == severities


def test_corrections_are_of_what_has_happened():
    correction = Correction("2027-01-02", Text({"ja": "x"}), "2027-01-01", Text({"ja": "y"}))
    dataset = Dataset("d", Path("d"), Text({"ja": "d"}), (), corrections=(correction,))
    keys = [problem.place.key for problem in future_dates(dataset, TODAY)]
    assert keys == ["corrections.0.date", "corrections.0.since"]
