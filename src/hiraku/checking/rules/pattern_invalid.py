"""Patterns that no engine can read: broken ones."""

from collections.abc import Iterator
from functools import cache

from hiraku.checking.cells.constraints import matches
from hiraku.checking.contracts import Finding, schema_place, tried_schema_rule
from hiraku.checking.types.patterns.reader import UnreadableError
from hiraku.engine import DuckDBPyConnection, Error
from hiraku.model import Field, Schema

_MAX_PATTERN = 2000

rule = tried_schema_rule(__name__)


@rule.finds
def unreadable_patterns(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    for index, field in enumerate(schema.fields):
        pattern = field.constraints.get("pattern")
        if pattern is None:
            continue
        reason = f"> {_MAX_PATTERN:,}" if len(pattern) > _MAX_PATTERN else ""
        reason = reason or _unreadable(field, connection)
        if reason:
            place = schema_place(schema, "fields", index, "constraints", "pattern")
            yield Finding({"pattern": pattern[:80], "reason": reason}, place)


def _unreadable(field: Field, connection: DuckDBPyConnection) -> str:
    """Return the engine's reason, empty where it can read the pattern."""
    try:
        return _refused(matches(chr(39) * 2, field), connection)
    except UnreadableError as error:
        return str(error)


@cache
def _refused(condition: str, connection: DuckDBPyConnection) -> str:
    try:
        connection.execute(f"SELECT {condition}").fetchone()
    except Error as error:
        return str(error).rpartition("Error: ")[2].splitlines()[0]
    return ""
