"""Each conviction, broken on purpose: the comparison with the judge must find it out.

All texts are looked at, those that SQL acquits as well, for an acquittal would hide the breach.
"""

import re

import duckdb
import pytest
from fields_of_types import BRANCHES, CONSTRAINED, label, named
from known_texts import KNOWN
from msgspec.structs import replace
from objections import TYPES, field_of
from texts_of_types import texts_of

from hiraku.checking.cells import cells
from hiraku.checking.cells.constraints import breaks
from hiraku.checking.cells.judge import Judge

FLIPPED = {">=": ">", "<=": "<", ">": ">=", "<": "<="}
SOUND = {
    "integer": ["10", "-5"],
    "number": ["0.5", "-7"],
    "boolean": ["true", "はい"],
    "date": ["2022-08-31"],
    "year": ["2022"],
}


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def stricter_types(sql, sound):
    """Yield expressions that convict more than the type's does: among it a `sound` text."""
    yield "true"
    for sign in sorted({text[-1] for text in sound}):
        yield f"({sql}) OR contains(t, '{sign}')"
    for match in re.finditer(r"\[\\p", sql):
        yield sql[: match.start() + 1] + "0-9" + sql[match.start() + 1 :]
    if sql.startswith("NOT (t IN"):
        yield re.sub(r"IN \('[^']*', ", "IN (", sql)
    if "TRY_CAST" in sql:
        yield sql.replace("TRY_CAST(t AS DATE) IS NULL", "true")


def stricter_constraints(sql):
    """Yield expressions with the other order at a bound, or without the first member of an enum."""
    compared = r"(?<=[)\w])\)* ([<>]=?) (?=['0-9-])"
    if re.search(compared, sql):
        yield re.sub(compared, lambda found: found[0].replace(found[1], FLIPPED[found[1]]), sql)
    if " IN (" in sql:
        yield re.sub(r" IN \('[^']*', ", " IN (", sql)


def wrong(connection, tree):
    """Return a text whose conviction is not the judge's verdict; None where there is none."""
    field = field_of(named(tree))
    bounds = [str(bound) for bound in tree.get("constraints", {}).values()]
    texts = [
        *texts_of(tree["type"], 3),
        *KNOWN[tree["type"]],
        *bounds,
        *SOUND.get(tree["type"], []),
    ]
    judge = Judge(field)
    found = connection.execute(
        f"SELECT t, {cells.convicted('t', field)} AS told "
        "FROM (SELECT unnest(?::VARCHAR[]) AS t) WHERE told IS NOT NULL",
        [[text for text in texts if text and not field.missing_value(text)]],
    ).fetchall()
    told = ((text, set(keys.split(",")[:-1])) for text, keys in found)
    return next((text for text, keys in told if keys != set(judge.verdict(text).broken)), None)


CONVICTING = [
    tree
    for tree in BRANCHES
    if TYPES[tree["type"]].convicts("t", field_of(named(tree))) != "false"
    and "constraints" not in tree
]
BREAKING = [
    tree for tree in CONSTRAINED if "WHEN NOT" in breaks("t", field_of(named(tree)))
]  # fmt: skip


@pytest.mark.parametrize("tree", CONVICTING, ids=label)
def test_a_type_that_convicts_too_much_is_found_out(connection, monkeypatch, tree):
    field_type = TYPES[tree["type"]]
    assert wrong(connection, tree) is None
    judge = Judge(field_of(named(tree)))
    sound = [text for text in SOUND[tree["type"]] if not judge.verdict(text).broken]
    for looser in stricter_types(field_type.convicts("t", field_of(named(tree))), sound):
        broken = replace(field_type, convicts=lambda *_, sql=looser: sql)
        monkeypatch.setitem(TYPES, tree["type"], broken)
        assert wrong(connection, tree) is not None, looser


@pytest.mark.parametrize("tree", BREAKING, ids=label)
def test_a_constraint_that_convicts_too_much_is_found_out(connection, monkeypatch, tree):
    sql = breaks("t", field_of(named(tree)))
    assert wrong(connection, tree) is None
    mutated = list(stricter_constraints(sql))
    assert mutated
    for looser in mutated:
        monkeypatch.setattr(cells, "breaks", lambda *_, sql=looser: sql)
        assert wrong(connection, tree) is not None, looser
