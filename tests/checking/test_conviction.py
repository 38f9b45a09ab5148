"""SQL convicts a cell only of what the reference finds wrong in it, and of all of that.

The other direction of `test_acquittal`: each example is a field and about 300 different texts.
`HYPOTHESIS_PROFILE=prove` runs over at least 200,000 pairs of a field and a text for each type.
"""

import duckdb
import pytest
from fields_of_types import BRANCHES, CONSTRAINED, fields, label, named
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from objections import TYPES, field_of, reference_of
from test_acquittal import CASES_OF_A_PROOF, TEXTS, asked_of, is_sound
from texts_of_types import texts_of

from hiraku.checking.cells.cells import convicted, doubt
from hiraku.checking.cells.judge import Judge
from hiraku.checking.cells.own_constraints import own_constraints


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def convictions(connection, field, texts):
    """Return each text that needs no judge, and the constraints of which it is convicted."""
    found = connection.execute(
        f"SELECT t, {convicted('t', field)} AS told FROM (SELECT unnest(?::VARCHAR[]) AS t) "
        f"WHERE {doubt('t', field)} AND told IS NOT NULL",
        [texts],
    ).fetchall()
    return [(text, set(keys.split(",")[:-1])) for text, keys in found]


def wrongly_convicted(connection, tree, texts):
    """Return each conviction with which the judge, or the reference itself, does not agree."""
    field = field_of(tree)
    judge, read = Judge(field), reference_of(tree)
    for text, keys in convictions(connection, field, texts):
        broken = set(judge.verdict(text).broken)
        if broken != keys:
            yield text, keys, broken
        elif not own_constraints(field) and not agrees(read, plain(text, tree), keys):
            yield text, keys, "the reference"


def plain(text, tree):
    """Take out an integer's groupChar, as the judge does: the reference knows none."""
    group = tree.get("groupChar", "") if tree["type"] == "integer" else ""
    return text.replace(group, "")


def agrees(read, text, told):
    try:
        _, notes = read(text)
    except Exception:  # noqa: BLE001 - it crashes on some texts; then the judge alone tells
        return True
    return set(notes or ()) - {"pattern", "unique"} == told


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_sql_convicts_the_reference_finds_wrong_for_the_same_reasons(
    connection, kind, capsys
):
    seen = {"cases": 0, "convicted": 0}

    @given(data=st.data())
    def examples(data):
        tree = data.draw(fields(kind), label="field")
        seed = data.draw(st.integers(0, 2**32), label="seed")
        own = data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
        assume(is_sound(connection, tree) and reference_of(tree))
        texts = list(dict.fromkeys(["", *texts_of(kind, seed, TEXTS), *own]))
        seen["cases"] += len(texts)
        seen["convicted"] += len(convictions(connection, field_of(tree), texts))
        assert not list(wrongly_convicted(connection, tree, texts))

    asked_of(kind, examples)()
    if settings.get_current_profile_name() == "prove":
        with capsys.disabled():
            print(  # noqa: T201 - the figures of a proof
                f"  {kind}: {seen['cases']:,} cases, {seen['convicted']:,} convicted"
            )
        assert seen["cases"] >= CASES_OF_A_PROOF


COMMON = [
    tree
    for tree in [*BRANCHES, *CONSTRAINED]
    if tree["type"] in {"integer", "number", "date", "year", "boolean"}
    and not {"format", "bareNumber", "groupChar", "decimalChar"} & set(tree)
]


@pytest.mark.parametrize("tree", COMMON, ids=label)
def test_a_good_part_of_the_wrong_texts_of_common_types_needs_no_judge(connection, tree):
    texts = [text for seed in range(3) for text in texts_of(tree["type"], seed)]
    field = field_of(named(tree))
    judge = Judge(field)
    wrong = {text for text in texts if judge.verdict(text).broken}
    told = {text for text, _ in convictions(connection, field, texts)}
    assert len(told) > len(wrong) / 3


# What officials write; none of it may wake the reference.
OF_OFFICIALS = {
    "integer": ["1,234", "約5", "-", "第3号", "12人", "5.0", "８％", "なし", "…人"],
    "number": ["81.2%", "1,234.5", "約5.5", "-", "△3", "なし", "10円"],
    "date": ["令和4年8月31日", "2022/08/31", "2022.8.31", "R4.8.31", "2022-02-30", "8月31日"],
    "boolean": ["はい", "○", "有", "yes", "-"],
    "year": ["令和4年", "2022年度", "R4", "22"],
}


@pytest.mark.parametrize("kind", OF_OFFICIALS)
def test_what_officials_write_is_convicted(connection, kind):
    texts = OF_OFFICIALS[kind]
    found = convictions(connection, field_of(named({"type": kind})), texts)
    assert found == [(text, {"type"}) for text in texts]


@pytest.mark.parametrize("constraint", [
    {"type": "integer", "constraints": {"minimum": 5, "maximum": 3}},
    {"type": "number", "constraints": {"exclusiveMinimum": 5, "maximum": 3}},
    {"type": "string", "constraints": {"minLength": 9, "enum": ["x"]}},
    {"type": "date", "constraints": {"maximum": "2000-01-01"}},
], ids=label)  # fmt: skip
def test_a_cell_is_convicted_of_everything_it_breaks(connection, constraint):
    text = {"date": "2022-08-31"}.get(constraint["type"], "4")
    field = field_of(named(constraint))
    assert convictions(connection, field, [text]) == [
        (text, set(Judge(field).verdict(text).broken))
    ]
