"""Hidden figures that can be computed: against scipy's linear programming, and known tables."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hiraku.checking.persons.intervals import Equation, InconsistentError, disclosed, knots


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
    found = {}
    for knot in knots(equations):
        found |= disclosed(knot)
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
