"""Patterns that the linear-time engine (RE2) cannot read: broken ones, look-aheads."""

from collections.abc import Iterator
from functools import cache

from hiraku.checking.cells.constraints import matches
from hiraku.checking.contracts import Finding, schema_place, tried_schema_rule
from hiraku.engine import DuckDBPyConnection, Error
from hiraku.model import Schema

_MAX_PATTERN = 2000

rule = tried_schema_rule(__name__)


@rule.finds
def unreadable_patterns(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    for index, field in enumerate(schema.fields):
        pattern = field.constraints.get("pattern")
        if pattern is None:
            continue
        reason = _unreadable(matches(chr(39) * 2, field), connection)
        if len(pattern) > _MAX_PATTERN:
            reason = f"> {_MAX_PATTERN:,}"
        if reason:
            place = schema_place(schema, "fields", index, "constraints", "pattern")
            yield Finding({"pattern": pattern[:80], "reason": reason}, place)


@cache
def _unreadable(condition: str, connection: DuckDBPyConnection) -> str:
    """Return the engine's reason, empty where it can read the pattern."""
    try:
        connection.execute(f"SELECT {condition}").fetchone()
    except Error as error:
        return str(error).rpartition("Error: ")[2].splitlines()[0]
    return ""
