"""Inclusion of patterns by automata, against every short text of a small alphabet."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.changes.patterns.inclusion import Relation, compare, shortest

ALPHABET = "ab1-"
TEXTS = ["".join(letters) for length in range(5) for letters in product(ALPHABET, repeat=length)]

atoms = st.sampled_from(
    ["a", "b", "1", "-", "[ab]", "[^a]", "[a-b1]", r"\d", r"\w", r"\-", ".", ""]
)
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


def matches(pattern, text):
    return re.fullmatch(pattern, text, re.ASCII) is not None


@given(patterns, patterns)
def test_what_is_decided_is_so(old, new):
    found = compare(old, new)
    assert found.relation is not Relation.UNDECIDED
    if found.only_old is not None:
        assert matches(old, found.only_old)
        assert not matches(new, found.only_old)
    if found.only_new is not None:
        assert matches(new, found.only_new)
        assert not matches(old, found.only_new)
    for text in TEXTS:
        was, now = matches(old, text), matches(new, text)
        assert found.only_old is not None or not was or now, text
        assert found.only_new is not None or not now or was, text


@given(patterns)
def test_a_shortest_text_is_one(pattern):
    text = shortest(pattern)
    assert text is None or matches(pattern, text)
    assert text is not None or not any(matches(pattern, sample) for sample in TEXTS)


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("[0-9]{6}", "[0-9]{5,6}", Relation.WIDER),
        (r"^\d+$", "[0-9]+", Relation.EQUAL),
        ("[0-9a-z-]", "[a-z]", Relation.NARROWER),
        ("津.*", ".*市", Relation.DIFFERENT),
        ("[[:digit:]]", r"\x30|[1-9]", Relation.EQUAL),
        ("a{2}?", "aa", Relation.EQUAL),
        ("(?P<year>[0-9]{4})", "[0-9]{4}", Relation.EQUAL),
        (r"(a)\1", "aa", Relation.UNDECIDED),
        ("(?=a)a", "a", Relation.UNDECIDED),
        (r"\bа", "а", Relation.UNDECIDED),
        (r"\p{Han}+", ".+", Relation.UNDECIDED),
        ("a^b", "a", Relation.UNDECIDED),
        ("(", "a", Relation.UNDECIDED),
        ("a{99999}", "a", Relation.UNDECIDED),
        ("(" * 500 + "a" + ")" * 500, "a", Relation.UNDECIDED),
        ("(a|b)*a(a|b){14}", "(a|b)*b(a|b){14}", Relation.UNDECIDED),
    ],
)
def test_relations(old, new, relation):
    assert compare(old, new).relation is relation


def test_a_budget_is_kept():
    found = compare("(a|b)*a(a|b){10}", "(a|b)*b(a|b){10}", states=50)
    assert found.relation is Relation.UNDECIDED
