"""Each acquitting expression, loosened on purpose in each place: the search must find it out."""

import duckdb
import pytest
from fields_of_types import BRANCHES, CONSTRAINED, label, named
from mutants import mutants
from objections import TYPES, field_of, objections
from texts_of_types import texts_of

from hiraku.checking import constraints

SEEDS = 60


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def is_found_out(connection, tree, seeds=SEEDS):
    return any(objections(connection, tree, texts_of(tree["type"], seed)) for seed in range(seeds))


@pytest.mark.parametrize("tree", BRANCHES, ids=label)
def test_a_type_acquitted_too_lightly_is_found_out(connection, monkeypatch, tree):
    tree = named(tree)
    module = TYPES[tree["type"]]
    survivors = []
    for what, looser in mutants(module.acquits("t", field_of(tree))):
        monkeypatch.setattr(module, "acquits", lambda *_, looser=looser: looser)
        if not is_found_out(connection, tree):
            survivors.append(what)
    assert survivors == []


@pytest.mark.parametrize("tree", CONSTRAINED, ids=label)
def test_a_constraint_held_too_lightly_is_found_out(connection, monkeypatch, tree):
    tree = named(tree)
    survivors = []
    for what, looser in mutants(constraints.obeys("t", field_of(tree))):
        monkeypatch.setattr(constraints, "obeys", lambda *_, looser=looser: looser)
        if not is_found_out(connection, tree):
            survivors.append(what)
    assert survivors == []
