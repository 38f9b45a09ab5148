"""Hidden figures that can be computed: against scipy's linear programming, and known tables."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hiraku.checking.persons.intervals import (
    Equation,
    InconsistentError,
    beyond,
    determined,
    disclosed,
    knots,
)


@st.composite
def systems(draw):
    """Sums over hidden figures that have at least one solution."""
    size = draw(st.integers(1, 6))
    hidden = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    subsets = st.dictionaries(st.integers(0, size - 1), st.sampled_from([1, 1, 1, -1]), min_size=1)
    chosen = draw(st.lists(subsets, min_size=1, max_size=6))
    return [
        Equation(signs, Fraction(sum(sign * hidden[at] for at, sign in signs.items())))
        for signs in chosen
    ]


@settings(max_examples=150)
@given(systems())
def test_what_is_disclosed_is_what_another_solver_says(equations):
    found, whatever_sign = {}, set()
    for knot in knots(equations):
        found |= disclosed(knot)
        whatever_sign |= determined(knot)
    unknowns = sorted({number for equation in equations for number in equation.signs})
    matrix = np.array([[equation.signs.get(at, 0) for at in unknowns] for equation in equations])
    totals = np.array([float(equation.total) for equation in equations])
    for place, number in enumerate(unknowns):
        cost = np.zeros(len(unknowns))
        cost[place] = 1
        least = linprog(cost, A_eq=matrix, b_eq=totals)
        most = linprog(-cost, A_eq=matrix, b_eq=totals)
        fixed = most.status == 0 and abs(-most.fun - least.fun) < 1e-6
        assert (number in found) is fixed
        if fixed:
            assert abs(float(found[number]) - least.fun) < 1e-6
        free = linprog(cost, A_eq=matrix, b_eq=totals, bounds=(None, None))
        assert (number in whatever_sign) is (free.status == 0)


def sums(*told):
    return [Equation(dict.fromkeys(numbers, 1), Fraction(total)) for numbers, total in told]


def test_one_hidden_figure_of_a_total_is_disclosed():
    assert disclosed(sums(([0], 7))) == {0: 7}


def test_two_hidden_figures_of_a_total_are_not():
    assert disclosed(sums(([0, 1], 7))) == {}


def test_hidden_figures_that_add_up_to_nothing_are_disclosed():
    assert disclosed(sums(([0, 1], 0))) == {0: 0, 1: 0}


def test_a_hidden_figure_that_is_taken_from_nothing_is_disclosed():
    """Its equation holds from the start, and must not be lost for that."""
    assert disclosed([Equation({0: -1}, Fraction(0))]) == {0: 0}


def test_a_square_of_hidden_figures_is_safe_and_three_sums_in_a_ring_are_not():
    assert disclosed(sums(([0, 1], 5), ([2, 3], 6), ([0, 2], 4), ([1, 3], 7))) == {}
    assert disclosed(sums(([0, 1], 5), ([1, 2], 7), ([0, 2], 6))) == {0: 2, 1: 3, 2: 4}


def test_sums_that_contradict_each_other_are_told():
    with pytest.raises(InconsistentError):
        disclosed(sums(([0], 7), ([0], 8)))
    with pytest.raises(InconsistentError):
        disclosed(sums(([0, 1], -1)))


def test_figures_below_nothing_are_told_by_the_sums_alone():
    assert determined(sums(([0], -7))) == {0}
    assert determined(sums(([0, 1], -7))) == set()
    assert determined(sums(([0, 1], 5), ([1, 2], -7), ([0, 2], 6))) == {0, 1, 2}
    with pytest.raises(InconsistentError):
        determined(sums(([0], 7), ([0], 8)))


def test_where_each_is_one_at_least_a_sum_of_two_is_two_ones():
    assert disclosed(beyond(sums(([0, 1], 2)), [1, 1])) == {0: 0, 1: 0}
    assert disclosed(beyond(sums(([0, 1], 3)), [1, 1])) == {}


SIGNS = [{"value": "X", "label": "秘匿"}]
BETRAYED = {
    "one below nothing": ("計,-25 津,X 鈴鹿,20", {}, [None]),
    "two below nothing": ("計,-25 津,X 亀山,X 鈴鹿,20", {}, []),
    "two that are one each, as 0 is shown": ("計,22 津,X 亀山,X 鈴鹿,20", {}, [None]),
    "two that may be 0": ("計,22 津,X 亀山,X 鈴鹿,20", {"zero": "hidden"}, []),
    "two that are nothing": ("計,20 津,X 亀山,X 鈴鹿,20", {}, [None]),
    "a hidden total": ("計,X 津,X 鈴鹿,20", {}, []),
    "a total that no row is": ("合計,25 津,X 鈴鹿,20", {}, ["absent"]),
    "no total, and nothing hidden": ("津,30 鈴鹿,20", {}, []),
    "fractions": ("計,25.5 津,X 鈴鹿,20.5", {}, [None]),
}


@pytest.mark.parametrize(("rows", "stated", "hints"), BETRAYED.values(), ids=BETRAYED)
def test_what_the_total_of_a_table_betrays(bench, rows, stated, hints):
    disclosure = {"threshold": 10, "totals": [{"field": "area", "value": "計"}], **stated}
    count = {"name": "n", "type": "number", "missingValues": SIGNS, "disclosure": disclosure}
    schema = {"fields": [{"name": "area", "type": "string"}, count], "primaryKey": ["area"]}
    table = [["area", "n"], *(row.split(",") for row in rows.split())]
    problems = bench.problems(table, schema, strict=True)
    computable = [problem for problem in problems if problem.id == "hidden-count-computable"]
    assert [problem.hint for problem in computable] == hints


TWO_WAYS = "津,男,X 津,女,{} 津,計,{} 鈴鹿,男,X 鈴鹿,女,{} 鈴鹿,計,35 計,男,13 計,女,{} 計,計,65"


@pytest.mark.parametrize(
    ("cells", "total"), [(("X", "30", "X", "52"), 0), (("20", "30", "X", "52"), 3)]
)
def test_totals_of_two_ways_are_taken_together(bench, cells, total):
    totals = [{"field": name, "value": "計"} for name in ("area", "sex")]
    disclosure = {"threshold": 10, "totals": totals}
    count = {"name": "n", "type": "integer", "missingValues": SIGNS, "disclosure": disclosure}
    fields = [{"name": name, "type": "string"} for name in ("area", "sex")]
    schema = {"fields": [*fields, count], "primaryKey": ["area", "sex"]}
    rows = [row.split(",") for row in TWO_WAYS.format(*cells).split()]
    problems = bench.problems([["area", "sex", "n"], *rows], schema, strict=True)
    computable = [problem for problem in problems if problem.id == "hidden-count-computable"]
    assert sum(problem.total for problem in computable) == total
