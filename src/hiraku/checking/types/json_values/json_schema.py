"""The constraint `jsonSchema`: a JSON value against a JSON Schema, in time linear in its texts.

No schema is fetched: a reference leads into the same schema or to a published draft.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn


def fault(schema: Any) -> str:
    """Return why it is no JSON Schema that can be used; empty where it is one."""
    try:
        _validator(json.dumps(schema))
    except ValueError as error:
        return str(error).splitlines()[0]
    return ""


def objection(schema: Any, value: Any) -> str:
    """Return the first place that breaks the schema, as a JSON Path, and the keyword it breaks."""
    try:
        errors = list(_validator(json.dumps(schema)).iter_errors(value))
    except (ValueError, OverflowError, RecursionError):
        return "$"
    if not errors:
        return ""
    first = errors[0]
    steps = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in first.instance_path]
    return "".join(["$", *steps, *(f": {keyword}" for keyword in first.schema_path[-1:])])


def fits(schema: Any, _read: Callable[[Any], Any]) -> Callable[[Any], bool]:
    """Return what tells whether a value keeps the schema."""
    return lambda value: not objection(schema, value)


@cache
def _validator(schema: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - few schemas have the constraint

    linear = jsonschema_rs.RegexOptions()
    return jsonschema_rs.validator_for(
        json.loads(schema), pattern_options=linear, retriever=_refuse
    )


def _refuse(address: str) -> NoReturn:
    raise ValueError(address)
