"""From what differs to what it means: each kind of difference has its way of being looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.packages import package_differences
from hiraku.changes.structure.schemas import FieldPair, field_pairs, schema_differences
from hiraku.changes.verdicts import constraints, fields, keys, types
from hiraku.changes.verdicts.judgement import Judgement, judgement
from hiraku.changes.verdicts.licenses import license_outcomes
from hiraku.changes.verdicts.outcome import Context, Outcome, Value, Word
from hiraku.changes.verdicts.states import judge_states
from hiraku.model import Dataset, Schema

Look = Callable[[Difference, Context], Iterator[Outcome]]

_LOOKS: Mapping[str, Look] = {
    "field": fields.field_outcomes,
    "name": fields.name_outcomes,
    "order": fields.order_outcomes,
    "fieldsMatch": fields.match_outcomes,
    "type": types.type_outcomes,
    "format": types.format_outcomes,
    "trueValues": types.truth_outcomes,
    "falseValues": types.truth_outcomes,
    "decimalChar": types.option_outcomes,
    "groupChar": types.option_outcomes,
    "bareNumber": types.option_outcomes,
    "delimiter": types.option_outcomes,
    "itemType": types.option_outcomes,
    "minLength": constraints.length_outcomes,
    "maxLength": constraints.length_outcomes,
    "lower-bound": constraints.bound_outcomes,
    "upper-bound": constraints.bound_outcomes,
    "enum": constraints.enum_outcomes,
    "pattern": constraints.pattern_outcomes,
    "primaryKey": keys.primary_key_outcomes,
    "uniqueKeys": keys.unique_key_outcomes,
    "foreignKeys": keys.foreign_key_outcomes,
    "missingValues": keys.missing_value_outcomes,
}


def judge_schemas(old: Schema, new: Schema) -> Iterator[Judgement]:
    """Judge every difference between two schemas."""
    pairs = {pair.new.name: pair for pair in field_pairs(old, new) if pair.new and pair.old}
    for difference in schema_differences(old, new):
        pair = pairs.get(difference.path[1]) if len(difference.path) > 1 else None
        yield from _judged(difference, Context(old, new, pair))
    yield from _moved_members(pairs)
    yield from judge_states(old, new)


def _judged(difference: Difference, context: Context) -> Iterator[Judgement]:
    look = _LOOKS.get(difference.kind, constraints.plain_outcomes)
    for outcome in look(difference, context):
        if judged := judgement(difference, outcome):
            yield judged


def _moved_members(pairs: Mapping[str, FieldPair]) -> Iterator[Judgement]:
    """Tell where the same values stand in `categories` instead of `enum`, or the other way."""
    for name, pair in pairs.items():
        if not pair.old or not pair.new:
            continue
        homes = [
            "categories" if field.descriptor.get("categories") else "enum"
            for field in (pair.old, pair.new)
        ]
        members = [field.constraints.get("enum") for field in (pair.old, pair.new)]
        if members[0] and members[0] == members[1] and homes[0] != homes[1]:
            difference = Difference("enum", ("fields", name, "enum"), *homes)
            if judged := judgement(difference, Outcome("moved")):
                yield judged


def judge_packages(old: Dataset, new: Dataset) -> Iterator[Judgement]:
    """Judge every difference between two descriptions of a dataset; schemas and data aside."""
    for difference in package_differences(old, new):
        for outcome in _package_outcomes(difference):
            if judged := judgement(difference, outcome):
                yield judged


def _package_outcomes(difference: Difference) -> Iterator[Outcome]:
    if difference.kind == "licenses":
        yield from license_outcomes(difference)
    elif difference.kind in {"temporal", "spatial"}:
        yield _coverage(difference)
    else:
        yield Outcome(difference.way)


def _coverage(difference: Difference) -> Outcome:
    """A period shrank where an end came nearer; an area where it is another or none."""
    old, new = difference.old, difference.new
    values = {"old": _extent(old), "new": _extent(new)}
    if old is None:
        return Outcome("grew", values=values)
    if new is None or difference.kind == "spatial":
        return Outcome("shrank", values=values)
    inside = new["start"] <= old["start"] and old["end"] <= new["end"]
    return Outcome("grew" if inside else "shrank", values=values)


def _extent(stated: dict[str, str] | None) -> Value:
    if not stated:
        return Word("none")
    return stated.get("name") or f"{stated.get('start')}/{stated.get('end')}"
