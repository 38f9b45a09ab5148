"""What is wrong with one schema by itself: defined twice, impossible to obey, misspelt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from hiraku.changes.patterns.inclusion import Relation, compare, shortest
from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.schemas import bound
from hiraku.changes.verdicts.judgement import Judgement, judgement
from hiraku.changes.verdicts.outcome import Outcome, Value
from hiraku.checking.types.field_type import quantities
from hiraku.model import Field, Schema
from hiraku.spelling import nearest

_SCHEMA = {
    "$schema", "name", "title", "description", "version", "fields", "fieldsMatch", "missingValues",
    "primaryKey", "uniqueKeys", "foreignKeys", "renamedFrom",
}  # fmt: skip
_FIELD = {
    "name", "title", "description", "type", "format", "example", "examples", "rdfType", "unit",
    "missingValues", "categories", "categoriesOrdered", "constraints", "decimalChar", "groupChar",
    "bareNumber", "trueValues", "falseValues", "delimiter", "itemType", "statusColumn",
    "deprecated", "renamedFrom", "renamedUntil", "municipalityCode",
}  # fmt: skip
_CONSTRAINTS = {
    "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "pattern", "enum", "jsonSchema",
}  # fmt: skip


# Beyond so many values nothing is said of them: a schema must be judged at once.
_MOST_VALUES = 100


def judge_states(old: Schema, new: Schema) -> Iterator[Judgement]:
    """Yield what is wrong with the new schema and was not wrong with the old one."""
    known = {(judged.difference.path, judged.rule.id) for judged in _wrong(old)}
    for judged in _wrong(new):
        if (judged.difference.path, judged.rule.id) not in known:
            yield judged


def _wrong(schema: Schema) -> Iterator[Judgement]:
    for name, times in Counter(field.name for field in schema.fields).items():
        if times > 1:
            yield from _told(("fields", name), "duplicate-field", {"name": name})
    yield from _misspelt(set(schema.descriptor), _SCHEMA, ("schema",))
    for field in schema.fields:
        at = ("fields", field.name)
        yield from _misspelt(set(field.descriptor), _FIELD, at)
        yield from _misspelt(set(field.constraints), _CONSTRAINTS, (*at, "constraints"))
        for reason in _impossible(field):
            yield from _told(at, "impossible", {"name": field.name, "reason": reason})
    for name in _key_of_one_value(schema):
        reason = "primaryKey = 1 enum"
        yield from _told(("fields", name), "impossible", {"name": name, "reason": reason})


def _told(path: tuple[str, ...], how: str, values: dict[str, Value]) -> Iterator[Judgement]:
    difference = Difference("state", path, None, sorted(map(str, values.values())))
    if judged := judgement(difference, Outcome(how, values=values)):
        yield judged


def _misspelt(stated: set[str], known: set[str], at: tuple[str, ...]) -> Iterator[Judgement]:
    """Own properties are anybody's right; only what is nearly a standard one is told."""
    for key in sorted(stated - known):
        near = nearest(key.partition("@")[0], known)
        if near and near != key.partition("@")[0]:
            yield from _told((*at, key), "unknown-property", {"key": key, "near": near})


def _impossible(field: Field) -> Iterator[str]:
    constraints = field.constraints
    low, high = bound(field, lower=True), bound(field, lower=False)
    if field.type in quantities() and low and high:
        least, most = Decimal(low["value"]), Decimal(high["value"])
        if least > most or (least == most and (low["excluded"] or high["excluded"])):
            yield f"minimum {least} > maximum {most}"
    shortest_length, longest = constraints.get("minLength"), constraints.get("maxLength")
    if shortest_length is not None and longest is not None and shortest_length > longest:
        yield f"minLength {shortest_length} > maxLength {longest}"
    text = shortest(constraints["pattern"]) if "pattern" in constraints else None
    if text is not None and longest is not None and field.type == "string" and len(text) > longest:
        yield f"pattern: {len(text)} > maxLength {longest}"
    if _no_value_matches(constraints.get("enum"), constraints.get("pattern")):
        yield "enum ∩ pattern = ∅"


def _no_value_matches(values: object, pattern: object) -> bool:
    """Tell whether it is certain that no value of an enum obeys the pattern."""
    if not isinstance(values, list) or not values or not isinstance(pattern, str):
        return False
    if len(values) > _MOST_VALUES:
        return False
    comparisons = (compare(re.escape(str(value)), pattern) for value in values)
    return all(
        comparison.relation is not Relation.UNDECIDED and comparison.only_old is not None
        for comparison in comparisons
    )


def _key_of_one_value(schema: Schema) -> Iterator[str]:
    """Yield the key that only one row could have: its one column has but one value."""
    if len(schema.primary_key) != 1:
        return
    field = schema.field_named(schema.primary_key[0])
    values = field.constraints.get("enum") if field else None
    if isinstance(values, list) and len({str(value) for value in values}) == 1:
        yield schema.primary_key[0]
