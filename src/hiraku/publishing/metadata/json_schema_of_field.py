"""What the JSON download holds for each field, as JSON Schema 2020-12.

Formats that JSON Schema knows differently (times and date-times need an offset there) are patterns.
"""

from __future__ import annotations

import re
from typing import Any

from hiraku.model import Field
from hiraku.publishing.metadata.ecma_patterns import in_ecma
from hiraku.publishing.metadata.json_schema_constraint import carried

Node = dict[str, Any]

EXACT = 2**53 - 1

_KINDS = {
    "integer": "integer",
    "year": "integer",
    "number": "number",
    "boolean": "boolean",
    "object": "object",
    "geojson": "object",
    "array": "array",
    "list": "array",
}
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_SHAPES: dict[str, Node] = {
    "date": {"format": "date"},
    "yearmonth": {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "time": {"pattern": f"^{_TIME}(\\.[0-9]{{1,6}})?$"},
    "datetime": {
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T"
        f"{_TIME}(\\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?$"
    },
}
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_COUNTED = {"integer", "year", "number"}
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def schema(field: Field, *, nullable: bool) -> Node:
    """Return the JSON Schema of a field's values."""
    if field.type == "integer":
        return _integer(field, nullable=nullable)
    if field.type in {"array", "object"} and "jsonSchema" in field.constraints:
        return _inner(field, nullable=nullable)
    kind = _KINDS.get(field.type, "string")
    described: Node = {"type": [kind, "null"] if nullable else kind}
    if field.format == "default":
        described |= _SHAPES.get(field.type, {})
    return described | _constraints(field) | _choices(field, nullable=nullable)


def _inner(field: Field, *, nullable: bool) -> Node:
    """Hold values by the schema that the field has for them, where that can be carried over."""
    own = carried(field.constraints["jsonSchema"])
    value: Node = {"type": _KINDS[field.type], **({"allOf": [own]} if own else {})}
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
    return next((int(str(each)) for each in stated if _is_number(each)), None)


def _constraints(field: Field) -> Node:
    stated = field.constraints
    if field.type in _COUNTED:
        return {key: _number(stated[key]) for key in _BOUNDS if _is_number(stated.get(key))}
    if field.type != "string":
        return {}
    described = {key: int(stated[key]) for key in ("minLength", "maxLength") if key in stated}
    pattern = in_ecma(stated["pattern"]) if "pattern" in stated else None
    return described | ({"pattern": pattern} if pattern else {})


def _choices(field: Field, *, nullable: bool) -> Node:
    """Return the values allowed, typed; only where equal texts are equal values."""
    allowed = field.constraints.get("enum")
    if not allowed or field.type not in {"string", *_COUNTED}:
        return {}
    if field.type != "string" and not all(map(_is_number, allowed)):
        return {}
    values: list[Any] = [str(each) if field.type == "string" else _number(each) for each in allowed]
    return {"enum": [*values, None] if nullable else values}


def _is_number(stated: Any) -> bool:
    return _PLAIN.fullmatch(str(stated)) is not None


def _number(stated: Any) -> int | float:
    text = str(stated)
    return float(text) if "." in text else int(text)
