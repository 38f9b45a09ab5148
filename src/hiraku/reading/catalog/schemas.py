"""A Table Schema descriptor becomes a Schema."""

from __future__ import annotations

from typing import Any

from hiraku.model import LANGUAGES, Field, ForeignKey, MissingValue, Origin, Schema
from hiraku.reading.catalog.descriptor_parts import Codes, Tree, key, missing_values, text, title
from hiraku.reading.descriptors.document import Document

_EMPTY = (MissingValue(""),)


def build_schema(document: Document, identifier: str, codes: Codes) -> Schema:
    """Build from a document that has the shape of a schema."""
    return schema_from(document.value, identifier, document.origin, document, codes)


def schema_from(
    tree: Tree,
    identifier: str,
    origin: Origin,
    document: Document | None = None,
    codes: Codes = LANGUAGES,
) -> Schema:
    missing = missing_values(tree, _EMPTY, codes)
    return Schema(
        id=identifier,
        fields=tuple(
            _field(field, missing, document, index, codes)
            for index, field in enumerate(tree["fields"])
        ),
        title=title(tree, identifier, codes),
        version=tree.get("version"),
        description=text(tree, "description", codes),
        primary_key=key(tree.get("primaryKey")),
        unique_keys=tuple(dict.fromkeys(key(unique) for unique in tree.get("uniqueKeys") or ())),
        foreign_keys=tuple(_foreign_key(foreign) for foreign in tree.get("foreignKeys") or ()),
        descriptor=tree,
        origin=origin,
    )


def _field(
    tree: dict[str, Any],
    missing: tuple[MissingValue, ...],
    document: Document | None,
    index: int,
    codes: Codes,
) -> Field:
    constraints = dict(tree.get("constraints") or {})
    if document and tree.get("type", "string") == "string" and "enum" in constraints:
        constraints["enum"] = [
            document.texts.get(("fields", index, "constraints", "enum", position), str(value))
            for position, value in enumerate(constraints["enum"])
        ]
    example = tree.get("example")
    return Field(
        name=tree["name"],
        type=tree.get("type", "string"),
        title=title(tree, tree["name"], codes),
        description=text(tree, "description", codes),
        format=tree.get("format", "default"),
        unit=tree.get("unit"),
        example=None if example is None else str(example),
        constraints=_with_categories(constraints, tree),
        missing_values=missing_values(tree, missing, codes),
        descriptor={**tree, "constraints": constraints} if constraints else tree,
    )


def _with_categories(constraints: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """Let `categories` limit the values as `enum` does (Table Schema v2, `categories`)."""
    categories = tree.get("categories")
    if not categories or "enum" in constraints:
        return constraints
    values = [
        category["value"] if isinstance(category, dict) else category for category in categories
    ]
    return {**constraints, "enum": values}


def _foreign_key(tree: Tree) -> ForeignKey:
    reference = tree["reference"]
    return ForeignKey(
        fields=key(tree["fields"]),
        reference_fields=key(reference["fields"]),
        resource=reference.get("resource", ""),
        package=reference.get("package", ""),
    )
