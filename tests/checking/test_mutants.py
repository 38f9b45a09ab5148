"""Each acquitting expression, loosened on purpose in each place: the search must find it out.

The search is that of `test_acquittal.py`, over texts that the sound expression does not acquit.
"""

import re
from functools import cache

import duckdb
import pytest
from fields_of_types import BRANCHES, CONSTRAINED, label, named
from hypothesis import settings
from msgspec.structs import replace
from mutants import mutants
from objections import TYPES, acquitted, field_of, first_objection
from texts_of_types import neighbours, texts_of

from hiraku.checking.cells import constraints

SEEDS = 60
# An expression is loosened in so many of its places: in all, or nearly so, of a proof.
PLACES = 60 if settings.get_current_profile_name() == "prove" else 8
# So many acquitted texts, of so many characters at most, are changed in so many ways in all.
NEAR, LONGEST, CHANGES = 8, 100, 12_000


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


@cache
def many_texts(kind):
    return list(dict.fromkeys(text for seed in range(SEEDS) for text in texts_of(kind, seed)))


def some(found, number):
    """Return them all, or about so many that lie evenly between them."""
    return found[:: max(1, len(found) // number)]


def shapes(texts):
    """Return the shortest text of each shape: the same but for its digits and letters."""
    found = {}
    for text in sorted(texts, key=len):
        found.setdefault(re.sub("[a-z]+", "a", re.sub("[0-9]+", "0", text)), text)
    return [text for text in found.values() if len(text) <= LONGEST]


def survivors(connection, tree, sound, loosen):
    """Return the loosened expressions against which there is nothing to be said."""
    field, texts = field_of(tree), many_texts(tree["type"])
    near = some(shapes(text for text, _ in acquitted(connection, field, texts)), NEAR)
    texts = [*texts, *some(neighbours(near), CHANGES)]
    passed = {text for text, _ in acquitted(connection, field, texts)}
    doubted = [text for text in texts if text not in passed]
    found = []
    for what, looser in some(list(mutants(sound)), PLACES):
        loosen(looser)
        if not is_harmless(tree, what) and not first_objection(connection, tree, doubted):
            found.append(what)
    return found


# What may be loosened without harm, and why: type and options, what is loosened.
HARMLESS = [
    # Base64 with more padding than it needs: the judge takes it too.
    ({"type": "string", "format": "binary"}, "one more than"),
    # A number without groups is a number, and is acquitted as such beside it.
    ({"groupChar": ","}, r"one fewer than \{1,5\}"),
    ({"groupChar": "."}, r"one fewer than \{1,5\}"),
    # A point with no digit behind it is no part of the number, as a unit is none.
    ({"bareNumber": False}, r"one fewer than \{1,17\}"),
    # The bounds of a number with marks are held on what the type has acquitted, its marks included.
    ({"groupChar": ".", "constraints": {"minimum": 100}}, "any character|one (fewer|more)"),
    ({"groupChar": ".", "constraints": {"maximum": 100}}, "any character|one (fewer|more)"),
    # The parts of a date are cast to a date once they are taken apart.
    ({"type": "date", "format": "%Y/%m/%d"}, "any character for"),
    ({"type": "date", "format": "%d.%m.%y"}, r"any character for \["),
    ({"type": "date", "format": "%Y-%m-%d"}, "any character for"),
    ({"type": "datetime", "format": "%Y/%m/%d %H:%M"}, r"any character for .*, at [0-7]?[0-9]$"),
    ({"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S"}, r"any character for .*, at [0-7]?[0-9]$"),
]


def is_harmless(tree, what):
    return any(tree.items() >= part.items() and re.match(form, what) for part, form in HARMLESS)


@pytest.mark.parametrize("tree", BRANCHES, ids=label)
def test_a_type_acquitted_too_lightly_is_found_out(connection, monkeypatch, tree):
    tree = named(tree)
    field_type = TYPES[tree["type"]]
    sound = field_type.acquits("t", field_of(tree))

    def loosen(looser):
        loosened = replace(field_type, acquits=lambda *_: looser)
        monkeypatch.setitem(TYPES, tree["type"], loosened)

    assert survivors(connection, tree, sound, loosen) == []


@pytest.mark.parametrize("tree", CONSTRAINED, ids=label)
def test_a_constraint_held_too_lightly_is_found_out(connection, monkeypatch, tree):
    tree = named(tree)
    sound = constraints.obeys("t", field_of(tree))

    def loosen(looser):
        monkeypatch.setattr(constraints, "obeys", lambda *_: looser)

    assert survivors(connection, tree, sound, loosen) == []
