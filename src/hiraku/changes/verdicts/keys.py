"""Keys and missing values: what a row is known by, what it refers to, what counts as nothing."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.changes.structure.difference import Difference
from hiraku.changes.verdicts.outcome import Context, Outcome, Value, Word
from hiraku.model import Schema


def primary_key_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    values = {"old": tuple(difference.old or ()), "new": tuple(difference.new or ())}
    if difference.old is None or difference.new is None:
        yield Outcome(difference.way, values=values)
        return
    old, new = set(difference.old), set(difference.new)
    if old == new:
        yield Outcome("reordered", values=values)
    elif old < new:
        # No part of a primary key may be empty: that is a new demand on the parts that joined.
        demanding = any(not _always_there(name, context.old) for name in new - old)
        yield Outcome("superset", "P" if demanding else "", values)
    elif new < old:
        # The parts that left may be empty from now on.
        sparing = any(not _always_there(name, context.new) for name in old - new)
        yield Outcome("subset", "C" if sparing else "", values)
    else:
        yield Outcome("replaced", values=values)


def _always_there(name: str, schema: Schema) -> bool:
    field = schema.field_named(name)
    return bool(field and field.required)


def unique_key_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del context
    values = {"old": tuple(difference.old or ()), "new": tuple(difference.new or ())}
    yield Outcome(difference.way, values=values)


def foreign_key_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del context
    yield Outcome(difference.way, values={"key": tuple(difference.path[1].split("+"))})


def missing_value_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """A token that was added empties cells; one that was taken away makes texts of nothing."""
    pair = context.pair
    if not pair or not pair.old or not pair.new:
        return
    added = [key for key in difference.new if key not in difference.old]
    removed = [key for key in difference.old if key not in difference.new]
    values = {"added": _tokens(added), "removed": _tokens(removed)}
    if ("missingValues" in pair.old.descriptor) != ("missingValues" in pair.new.descriptor):
        yield Outcome("override", values=values)
        return
    if added:
        demanded = pair.new.required or _in_a_key(pair.new.name, context.new)
        yield Outcome("added", "P" if demanded else "", values)
    if removed:
        yield Outcome("removed", values=values)


def _in_a_key(name: str, schema: Schema) -> bool:
    return name in schema.primary_key


def _tokens(texts: list[str]) -> Value:
    return tuple(text or Word("empty") for text in texts) or Word("none")
