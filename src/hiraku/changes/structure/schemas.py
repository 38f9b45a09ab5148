"""What differs between two Table Schemas, property by property; nothing is judged here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from math import ceil, floor
from typing import Any

from hiraku.changes.structure.difference import Difference, Path
from hiraku.changes.structure.pairing import Pair, paired
from hiraku.checking.types.field_type import quantities
from hiraku.model import Field, Schema

_DEFAULTS: Mapping[str, Any] = {
    "decimalChar": ".",
    "groupChar": "",
    "bareNumber": True,
    "delimiter": ",",
    "itemType": "string",
    "trueValues": ["true", "True", "TRUE", "1"],
    "falseValues": ["false", "False", "FALSE", "0"],
}
_APPLIES = {
    "decimalChar": {"number"},
    "groupChar": quantities(),
    "bareNumber": quantities(),
    "delimiter": {"list"},
    "itemType": {"list"},
    "trueValues": {"boolean"},
    "falseValues": {"boolean"},
}
_WORDS = ("title", "description", "example", "examples")
_MEANING = ("unit", "rdfType", "statusColumn", "deprecated")
_PLAIN = ("required", "unique", "minLength", "maxLength", "pattern", "jsonSchema")

FieldPair = Pair[Field]


def field_pairs(old: Schema, new: Schema) -> list[FieldPair]:
    return paired(old.fields, new.fields, lambda field: field.name, lambda field: field.descriptor)


def schema_differences(old: Schema, new: Schema) -> Iterator[Difference]:
    """Yield each difference; a path begins with `fields` and a name, or is that of a property."""
    pairs = field_pairs(old, new)
    yield from _fields_that_came_or_went(pairs, old, new)
    yield from _order(pairs, old, new)
    for pair in pairs:
        if pair.old and pair.new:
            yield from _field(pair.old, pair.new)
    yield from _whole(old, new)


def _fields_that_came_or_went(
    pairs: list[FieldPair], old: Schema, new: Schema
) -> Iterator[Difference]:
    for pair in pairs:
        if pair.old is None and pair.new:
            yield Difference("field", ("fields", pair.new.name), None, _told(pair.new, new))
        elif pair.new is None and pair.old:
            yield Difference("field", ("fields", pair.old.name), _told(pair.old, old), None)
        elif pair.old and pair.new and pair.old.name != pair.new.name:
            path = ("fields", pair.new.name, "name")
            yield Difference("name", path, pair.old.name, pair.new.name)


def _told(field: Field, schema: Schema) -> dict[str, Any]:
    """Return a field as written, and whether it is the last: where it stands matters to readers."""
    place = schema.fields.index(field)
    return {**field.descriptor, "name": field.name, "position": place + 1}


def _order(pairs: list[FieldPair], old: Schema, new: Schema) -> Iterator[Difference]:
    """Tell where the fields that stayed stand in another order, or another field came between."""
    stayed = [(pair.old, pair.new) for pair in pairs if pair.old and pair.new]
    names = {before.name: after.name for before, after in stayed}
    before = [names[field.name] for field in old.fields if field.name in names]
    after = [field.name for field in new.fields if field.name in set(names.values())]
    if before != after:
        yield Difference("order", ("fields",), before, after)


def _field(old: Field, new: Field) -> Iterator[Difference]:
    at: Path = ("fields", new.name)
    for key, before, after in (
        ("type", old.type, new.type),
        ("format", old.format, new.format),
        ("missingValues", _tokens(old), _tokens(new)),
        ("missingValues-labels", _labels(old), _labels(new)),
        ("enum", old.constraints.get("enum"), new.constraints.get("enum")),
        ("categories", _categories(old), _categories(new)),
        ("lower-bound", bound(old, lower=True), bound(new, lower=True)),
        ("upper-bound", bound(old, lower=False), bound(new, lower=False)),
    ):
        if before != after:
            yield Difference(key, (*at, key), before, after)
    yield from _constraints(old, new, at)
    yield from _options(old, new, at)
    for key in (*_WORDS, *_MEANING):
        before, after = old.descriptor.get(key), new.descriptor.get(key)
        english = (old.descriptor.get(f"{key}@en"), new.descriptor.get(f"{key}@en"))
        if before != after:
            yield Difference(key, (*at, key), before, after)
        elif english[0] != english[1]:
            yield Difference(key, (*at, f"{key}@en"), *english)


def _constraints(old: Field, new: Field, at: Path) -> Iterator[Difference]:
    for key in _PLAIN:
        before, after = (_constraint(field, key) for field in (old, new))
        if before != after:
            yield Difference(key, (*at, "constraints", key), before, after)


def _constraint(field: Field, key: str) -> Any:
    """Return what a constraint states; None where it demands nothing."""
    stated = field.constraints.get(key)
    return None if stated is False else stated


def _options(old: Field, new: Field, at: Path) -> Iterator[Difference]:
    """Yield how cells are read, where the type on both sides reads cells in that way."""
    for key, types in _APPLIES.items():
        if old.type in types and new.type in types:
            before, after = (field.descriptor.get(key, _DEFAULTS[key]) for field in (old, new))
            if before != after:
                yield Difference(key, (*at, key), before, after)


def _tokens(field: Field) -> list[str]:
    return sorted({missing.value for missing in field.missing_values})


def _labels(field: Field) -> dict[str, str]:
    return {missing.value: str(missing.label) for missing in field.missing_values if missing.label}


def _categories(field: Field) -> dict[str, Any] | None:
    """Return the labels of categories by their values, and whether they are ordered."""
    members = field.descriptor.get("categories") or ()
    labels = {
        str(member["value"]): member.get("label") for member in members if isinstance(member, dict)
    }
    labels = {value: label for value, label in labels.items() if label}
    ordered = field.descriptor.get("categoriesOrdered") is True
    order = [str(m["value"] if isinstance(m, dict) else m) for m in members] if ordered else []
    return {"labels": labels, "order": order} if labels or ordered else None


def bound(field: Field, *, lower: bool) -> dict[str, Any] | None:
    """Return the tighter of a bound and an exclusive one: its value and whether it is excluded.

    Of integers an excluded bound is the next integer, and a fraction the nearest one inside.
    """
    names = ("minimum", "exclusiveMinimum") if lower else ("maximum", "exclusiveMaximum")
    stated = [
        {"value": str(field.constraints[name]), "excluded": name.startswith("excl")}
        for name in names
        if field.constraints.get(name) is not None
    ]
    if field.type not in quantities():
        return None if not stated else stated[0] if len(stated) == 1 else {"both": stated}
    numbers = [
        number for number in (_numeric(limit, field, lower=lower) for limit in stated) if number
    ]
    order = _tightness(lower=lower)
    return max(numbers, key=order, default=None)


def _tightness(*, lower: bool) -> Callable[[Mapping[str, Any]], tuple[Decimal, bool]]:
    sign = 1 if lower else -1
    return lambda limit: (sign * Decimal(limit["value"]), limit["excluded"])


def _numeric(stated: dict[str, Any], field: Field, *, lower: bool) -> dict[str, Any] | None:
    number = decimal(stated["value"])
    if number is None or not number.is_finite():
        return None
    if field.type == "integer":
        whole = Decimal(ceil(number) if lower else floor(number))
        if stated["excluded"] and whole == number:
            whole += 1 if lower else -1
        return {"value": str(whole), "excluded": False}
    return {"value": str(number.normalize()), "excluded": stated["excluded"]}


def decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _whole(old: Schema, new: Schema) -> Iterator[Difference]:
    """Yield what concerns the table: how columns match, keys, the schema's own words."""
    for kind, before, after in (
        ("fieldsMatch", fields_match(old), fields_match(new)),
        ("primaryKey", list(old.primary_key) or None, list(new.primary_key) or None),
    ):
        if before != after:
            yield Difference(kind, (kind,), before, after)
    yield from _members("uniqueKeys", _unique_keys(old), _unique_keys(new))
    yield from _foreign_keys(old, new)
    for key in ("title", "description"):
        for name in (key, f"{key}@en"):
            before, after = old.descriptor.get(name), new.descriptor.get(name)
            if before != after:
                yield Difference(f"schema-{key}", (name,), before, after)
    before, after = old.descriptor.get("$schema"), new.descriptor.get("$schema")
    if before != after:
        yield Difference("$schema", ("$schema",), before, after)


def fields_match(schema: Schema) -> str:
    """Return how columns must match (Table Schema v2, `fieldsMatch`)."""
    stated = schema.descriptor.get("fieldsMatch", "exact")
    said = stated[0] if isinstance(stated, list) and stated else stated
    return said if said in {"equal", "subset", "superset", "partial"} else "exact"


def _unique_keys(schema: Schema) -> dict[str, Any]:
    return {"+".join(sorted(key)): sorted(key) for key in schema.unique_keys}


def _members(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield Difference(kind, (kind, name), old.get(name), new.get(name))


def _foreign_keys(old: Schema, new: Schema) -> Iterator[Difference]:
    """Compare the keys of the same fields; where such fields have several, each by itself."""
    yield from _members("foreignKeys", _by_fields(old), _by_fields(new))


def _by_fields(schema: Schema) -> dict[str, list[dict[str, Any]]]:
    targets: dict[str, list[dict[str, Any]]] = {}
    for key in schema.foreign_keys:
        target = {
            "package": key.package,
            "resource": key.resource,
            "fields": list(key.reference_fields),
        }
        targets.setdefault("+".join(key.fields), []).append(target)
    return targets
