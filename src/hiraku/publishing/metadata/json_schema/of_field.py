"""What the JSON download holds for each field, as JSON Schema 2020-12.

Formats that JSON Schema knows differently (times and date-times need an offset there) are patterns.
"""

from __future__ import annotations

import re
from typing import Any

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field
from hiraku.publishing.metadata.ecma_patterns import from_re2
from hiraku.publishing.metadata.json_schema.constraint import carried

Node = dict[str, Any]

EXACT = 2**53 - 1

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def schema(field: Field, *, nullable: bool) -> Node:
    """Return the JSON Schema of a field's values."""
    known = type_of(field)
    if known.quantity and known.json_kind == "integer":
        return _integer(field, nullable=nullable)
    if "jsonSchema" in known.constraints & set(field.constraints):
        return _inner(field, nullable=nullable)
    node: Node = {"type": [known.json_kind, "null"] if nullable else known.json_kind}
    if field.format == "default":
        node |= known.json_shape
    return node | _constraints(field) | _choices(field, nullable=nullable)


def _inner(field: Field, *, nullable: bool) -> Node:
    """Hold values by the schema that the field has for them, where that can be carried over."""
    own = carried(field.constraints["jsonSchema"])
    value: Node = {"type": type_of(field).json_kind, **({"allOf": [own]} if own else {})}
    return {"anyOf": [value, {"type": "null"}]} if nullable else value


def _integer(field: Field, *, nullable: bool) -> Node:
    """Let integers that a double cannot hold be strings, unless the bounds leave none of them."""
    number = {"type": "integer", **_constraints(field), **_choices(field, nullable=False)}
    lowest = max(number.get("minimum", -EXACT), -EXACT)
    highest = min(number.get("maximum", EXACT), EXACT)
    kinds = [{**number, "minimum": lowest, "maximum": highest}]
    signs = _signs_beyond(field)
    if signs and "enum" not in number:
        kinds.append({"type": "string", "pattern": f"^{signs}[1-9][0-9]{{15,}}$"})
    if nullable:
        kinds.append({"type": "null"})
    return {"anyOf": kinds} if len(kinds) > 1 else kinds[0]


def _signs_beyond(field: Field) -> str:
    """Return a pattern of the signs that integers beyond ±(2^53−1) may have; empty for none."""
    low, high = _limit(field, "inimum"), _limit(field, "aximum")
    below = low is None or low < -EXACT
    above = high is None or high > EXACT
    return {(True, True): "-?", (True, False): "-", (False, True): "()"}.get((below, above), "")


def _limit(field: Field, ending: str) -> int | None:
    stated = (field.constraints.get(f"m{ending}"), field.constraints.get(f"exclusiveM{ending}"))
    return next((int(str(length)) for length in stated if _is_number(length)), None)


def _constraints(field: Field) -> Node:
    stated = field.constraints
    if type_of(field).numeric:
        return {key: _number(stated[key]) for key in _BOUNDS if _is_number(stated.get(key))}
    if "pattern" not in type_of(field).constraints:
        return {}
    node = {key: int(stated[key]) for key in ("minLength", "maxLength") if key in stated}
    pattern = from_re2(stated["pattern"]) if "pattern" in stated else None
    return node | ({"pattern": pattern} if pattern else {})


def _choices(field: Field, *, nullable: bool) -> Node:
    """Return the values allowed, typed; only where equal texts are equal values."""
    allowed = field.constraints.get("enum")
    numeric = type_of(field).numeric
    if not allowed or not (numeric or "pattern" in type_of(field).constraints):
        return {}
    if numeric and not all(map(_is_number, allowed)):
        return {}
    values: list[Any] = [_number(value) if numeric else str(value) for value in allowed]
    return {"enum": [*values, None] if nullable else values}


def _is_number(stated: Any) -> bool:
    return _PLAIN.fullmatch(str(stated)) is not None


def _number(stated: Any) -> int | float:
    text = str(stated)
    return float(text) if "." in text else int(text)
