"""How CSV on the Web names a field and its type; what it cannot say exactly is a string.

https://www.w3.org/TR/tabular-metadata/, sections 5.6 (names) and 5.11 (datatypes).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field
from hiraku.publishing.metadata.ecma_patterns import from_re2

Node = dict[str, Any]

_BOUNDED = {"integer", "decimal", "date"}
_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
    "exclusiveMaximum": "maxExclusive",
}
_DIGITS = ("groupChar", "decimalChar", "bareNumber")


def name(field_name: str) -> str:
    """Return a column name: percent-encoded, since names beginning with `_` are reserved."""
    encoded = quote(field_name, safe="")
    return f"%5F{encoded[1:]}" if encoded.startswith("_") else encoded


def datatype(field: Field) -> Node:
    """Return the datatype of a field's values, with its format and its bounds."""
    known = type_of(field)
    if known.csvw == "boolean":
        return _boolean(field)
    base = known.csvw if is_plain(field) else "string"
    node: Node = {"base": base}
    if base in _BOUNDED:
        node |= _bounds(field)
    return node | (_lengths(field) if "pattern" in known.constraints else {})


def is_plain(field: Field) -> bool:
    """Tell whether the texts of a field are as its type writes them, in no form of their own."""
    return field.format == "default" and not any(key in field.descriptor for key in _DIGITS)


def _boolean(field: Field) -> Node:
    """A boolean has one text for true and one for false, in CSV on the Web."""
    true = field.descriptor.get("trueValues", ["true"])
    false = field.descriptor.get("falseValues", ["false"])
    texts = [*true, *false]
    if len(true) > 1 or len(false) > 1 or "|" in "".join(texts):
        return {"base": "string"}
    return {"base": "boolean", "format": "|".join(texts)}


def _bounds(field: Field) -> Node:
    stated = field.constraints
    return {theirs: str(stated[ours]) for ours, theirs in _BOUNDS.items() if ours in stated}


def _lengths(field: Field) -> Node:
    stated = field.constraints
    node: Node = {key: int(stated[key]) for key in ("minLength", "maxLength") if key in stated}
    pattern = from_re2(stated["pattern"]) if "pattern" in stated else None
    return node | ({"format": pattern} if pattern else {})
