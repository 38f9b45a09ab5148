"""SQL acquits a cell only where the reference accepts it, with the value that the text denotes.

Each example is a field and about 200 different texts, in one query. `HYPOTHESIS_PROFILE=prove`
runs over at least 200,000 pairs of a field and a text for each type, and counts them.
"""

import duckdb
import pytest
from fields_of_types import BRANCHES, fields, label, named
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from objections import TYPES, acquitted, field_of, objections, reference_of
from texts_of_types import texts_of

from hiraku.checking.contracts import SchemaRule, TriedSchemaRule, rules
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from

CASES_OF_A_PROOF = 200_000
TEXTS = 300
# The reference takes ten times as long for a field of GeoJSON as for any other.
SLOW = {"geojson": 10}


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def is_sound(connection, tree):
    schema = schema_from({"fields": [tree]}, "s", Origin("s"))
    found = [finding for rule in rules(SchemaRule) for finding in rule.find(schema)]
    tried = [
        finding for rule in rules(TriedSchemaRule) for finding in rule.find(schema, connection)
    ]
    return not (found or tried)


def asked_of(kind, examples):
    """Return a property of a type with as many examples as a gate has time for, or a proof."""
    proof = settings.get_current_profile_name() == "prove"
    few = not proof and SLOW.get(kind)
    return settings(max_examples=few)(examples) if few else examples


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_sql_acquits_the_reference_accepts_with_the_same_value(connection, kind, capsys):
    seen = Seen()

    @given(data=st.data())
    def examples(data):
        tree = data.draw(fields(kind), label="field")
        seed = data.draw(st.integers(0, 2**32), label="seed")
        own = data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
        assume(is_sound(connection, tree) and reference_of(tree))
        texts = list(dict.fromkeys([*texts_of(kind, seed, TEXTS), *own]))
        found = objections(connection, tree, texts)
        seen.add(connection, tree, texts)
        assert not found, found[0]

    asked_of(kind, examples)()
    if settings.get_current_profile_name() == "prove":
        with capsys.disabled():
            print(  # noqa: T201 - the figures of a proof
                f"  {kind}: {seen.cases:,} cases, {seen.acquitted:,} acquitted"
            )
        assert seen.cases >= CASES_OF_A_PROOF


class Seen:
    """How many cases there were, and in how many SQL alone decided."""

    def __init__(self):
        self.cases = self.acquitted = 0

    def add(self, connection, tree, texts):
        self.cases += len(texts)
        self.acquitted += len(acquitted(connection, field_of(tree), texts))


@pytest.mark.parametrize("tree", BRANCHES, ids=label)
def test_a_good_part_of_the_texts_is_acquitted(connection, tree):
    """A property over texts none of which is acquitted would say nothing."""
    texts = [text for seed in range(5) for text in texts_of(tree["type"], seed)]
    found = acquitted(connection, field_of(named(tree)), texts)
    assert len(found) > len(texts) / 200


# Fields and texts of which an expression once said too much.
ONCE_WRONG = [
    ({"type": "array"}, "[1,]"),
    ({"type": "array"}, "[NaN]"),
    ({"type": "array"}, "[1, -inf]"),
    ({"type": "array"}, "[" + "1" * 5000 + "]"),
    ({"type": "array"}, "[" * 2000 + "]" * 2000),
    ({"type": "object"}, '{"a": 1,}'),
    ({"type": "object", "constraints": {"minLength": 2}}, r'{"a": 1, "\u0061": 2}'),
    ({"type": "number", "decimalChar": ",", "groupChar": ".", "constraints": {"maximum": 9}},
     "1.780"),
    ({"type": "datetime", "constraints": {"exclusiveMinimum": "2022-08-31T13:30:00"}},
     "2022-08-31T13:30:00.0"),
    ({"type": "integer", "bareNumber": False}, "１5"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "text"), ONCE_WRONG)
def test_a_text_once_acquitted_wrongly_is_not(connection, tree, text):
    assert not objections(connection, named(tree), [text])
