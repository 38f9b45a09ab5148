"""The check digit of 全国地方公共団体コード, against plain arithmetic."""

from pathlib import Path
from random import Random

import pytest

TITLE = "全国地方公共団体コード"
SEED = Path(__file__).parents[2] / "datasets" / "municipalities" / "municipalities.csv"
# 津市 to 紀宝町, from the ministry's list of 1 May 2019, and the prefecture itself.
MIE = [
    "242012", "242021", "242039", "242047", "242055", "242071", "242080", "242098", "242101",
    "242110", "242128", "242144", "242152", "242161", "243035", "243248", "243418", "243434",
    "243442", "244414", "244422", "244431", "244619", "244708", "244716", "244724", "245437",
    "245615", "245623",
]  # fmt: skip


def check_digit(code):
    """Return the digit that the first five demand (総務省「検査数字」)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=False))
    return str(11 - total % 11)[-1]


def random_codes(number):
    random = Random(29)  # noqa: S311 - nothing is kept secret here
    return [f"{random.randrange(10**6):06d}" for _ in range(number)]


def wrong_rows(bench, codes, **more):
    field = {"name": "code", "title": TITLE, "type": "string", **more}
    problems = bench.problems([["code"], *([code] for code in codes)], {"fields": [field]})
    assert all(problem.id == "municipality-code" for problem in problems)
    return problems


def test_the_codes_of_mie_and_its_municipalities_are_right(bench):
    assert len(MIE) == 29
    assert all(check_digit(code) == code[5] for code in [*MIE, "240001"])
    assert wrong_rows(bench, [*MIE, "240001"]) == ()


@pytest.mark.parametrize(
    ("said", "title", "told"),
    [(True, "Code", True), (False, TITLE, False), (None, TITLE, True), (None, "Code", False)],
)
def test_a_column_of_any_title_may_say_that_it_holds_codes(bench, said, title, told):
    more = {} if said is None else {"municipalityCode": said}
    problems = wrong_rows(bench, ["11002", "011003"], title=title, **more)
    assert [problem.hint for problem in problems] == ([None, "lost-zero"] if told else [])


def test_the_codes_of_the_catalog_are_those_of_mie():
    lines = SEED.read_text(encoding="utf-8").splitlines()
    position = lines[0].split(",").index("code")
    assert sorted(line.split(",")[position] for line in lines[1:]) == sorted(MIE)


@pytest.mark.parametrize("code", ["011002", "131016", "270008", "401307", "472018"])
def test_codes_from_all_over_the_country_are_right(bench, code):
    assert wrong_rows(bench, [code]) == ()


def test_a_thousand_random_codes_are_judged_as_plain_arithmetic_does(bench):
    codes = random_codes(1000)
    wrong = [row for row, code in enumerate(codes, 2) if check_digit(code) != code[5]]
    (problem,) = wrong_rows(bench, codes)
    assert problem.total == len(wrong)
    assert [example.place.row for example in problem.examples] == wrong[:5]


def test_every_last_digit_but_one_is_told_with_the_right_one(bench):
    for first in ["24201", "00000", "99999", "01100", "24000"]:
        for last in "0123456789":
            problems = wrong_rows(bench, [first + last])
            if last == check_digit(first):
                assert problems == ()
            else:
                assert problems[0].values["digit"] == check_digit(first)


@pytest.mark.parametrize("code", ["24202", "2420120", "２４２０１２", "24201a", " 242010"])
def test_what_is_no_code_of_six_digits_is_told(bench, code):
    (problem,) = wrong_rows(bench, [code, "242012"])
    assert (problem.hint, problem.total) == ("shape", 1)


@pytest.mark.parametrize("code", ["011002", "012025", "092011", "010006"])
@pytest.mark.parametrize("kind", ["string", "integer"])
def test_a_zero_that_was_lost_is_named(bench, code, kind):
    (problem,) = wrong_rows(bench, [code[1:]], type=kind)
    assert (problem.hint, problem.examples[0].proposal) == ("lost-zero", code)


def test_a_pattern_tells_of_every_other_shape(bench):
    field = {"name": "code", "title": TITLE, "type": "string", "constraints": {"pattern": ".*"}}
    assert bench.problems([["code"], ["24201"]], {"fields": [field]}) == ()


def test_another_title_is_no_code(bench):
    assert wrong_rows(bench, ["242013"], title="コード") == ()
