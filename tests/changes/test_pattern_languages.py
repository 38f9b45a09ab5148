"""Inclusion of patterns by automata, against every short text of a small alphabet."""

import json
import re
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.changes.patterns.inclusion import Relation, compare, shortest
from hiraku.changes.patterns.syntax import NotRegular, parse
from hiraku.checking.types.patterns.second_engine import Matcher
from hiraku.checking.types.patterns.translation import translated

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
    return all_matches(pattern, [text])[0]


def all_matches(pattern, texts):
    return Matcher(translated(pattern).other).matches(texts)


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
    before, after = all_matches(old, TEXTS), all_matches(new, TEXTS)
    for text, was, now in zip(TEXTS, before, after, strict=True):
        assert found.only_old is not None or not was or now, text
        assert found.only_new is not None or not now or was, text


@given(patterns)
def test_a_shortest_text_is_one(pattern):
    text = shortest(pattern)
    assert text is None or matches(pattern, text)
    assert text is not None or not any(all_matches(pattern, TEXTS))


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("[0-9]{6}", "[0-9]{5,6}", Relation.WIDER),
        (r"^\d+$", "[0-9]+", Relation.NARROWER),
        (r"\d+\Z", r"\p{Nd}+", Relation.EQUAL),
        (r"[\w-]+", r"\w+|[\w-]*-[\w-]*", Relation.EQUAL),
        (r"\s", " ", Relation.NARROWER),
        (r"\u6d25", "津", Relation.EQUAL),
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
        ("(a|b)*a(a|b){14}", "(a|b)*b(a|b){14}", Relation.DIFFERENT),
        ("(a|b)*a(a|b){30}", "(a|b)*a(a|b){30}|c", Relation.UNDECIDED),
    ],
)
def test_relations(old, new, relation):
    assert compare(old, new).relation is relation


def of_others():
    """Return the distinct patterns of the schemas that check-jsonschema brings along."""
    patterns = set()
    for path in (files("check_jsonschema") / "builtin_schemas" / "vendor").iterdir():
        if path.name.endswith(".json"):
            patterns.update(patterns_of(json.loads(path.read_text("utf-8"))))
    return sorted(pattern for pattern in patterns if re.search(r"[\\\[(*+?{|.]", pattern))


def patterns_of(tree):
    if isinstance(tree, dict):
        if isinstance(tree.get("pattern"), str):
            yield tree["pattern"]
        yield from tree.get("patternProperties") or ()
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from patterns_of(part)


def edited(pattern):
    """Yield what people make of a pattern: one more choice, a wider class, another count."""
    yield f"{pattern}|x"
    yield pattern.replace("+", "*", 1)
    yield pattern.replace("*", "+", 1)
    yield pattern.replace("[0-9]", r"\d")
    yield pattern.replace("A-Z", "A-Y", 1)
    yield pattern.replace("a-z", "a-zA-Z", 1)
    yield re.sub(
        r"\{(\d+)\}", lambda count: f"{{{count[1]},{int(count[1]) + 1}}}", pattern, count=1
    )


def regular(pattern):
    try:
        parse(pattern)
    except NotRegular:
        return False
    return True


def test_changes_of_patterns_of_others_are_decided():
    """All of those that automata know; the others look around, refer back or name classes."""
    patterns = of_others()
    decided, pairs = 0, 0
    for old in patterns:
        for new in {*edited(old)} - {old}:
            found = compare(old, new)
            pairs += 1
            decided += found.relation is not Relation.UNDECIDED
            assert (found.relation is not Relation.UNDECIDED) == regular(old), (old, new)
            for text, pattern, other in ((found.only_old, old, new), (found.only_new, new, old)):
                assert text is None or (matches(pattern, text) and not matches(other, text)), text
    assert len(patterns) > 100
    assert decided / pairs > 0.98


def test_a_budget_is_kept():
    found = compare("(a|b)*a(a|b){10}", "(a|b)*b(a|b){10}", states=50)
    assert found.relation is Relation.UNDECIDED
