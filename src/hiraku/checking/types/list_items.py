"""The items of a `list`, in SQL: the texts between its delimiters."""

from hiraku.model import Field
from hiraku.sql import literal

# Table Schema v2, "list": the types that the items of a list may be of.
ITEM_TYPES = ("string", "integer", "boolean", "number", "datetime", "date", "time")


def delimiter(field: Field) -> str:
    return str(field.descriptor.get("delimiter", ","))


def items(column: str, field: Field) -> str:
    """Return SQL of the texts of the items."""
    return f"string_split({column}, {literal(delimiter(field))})"
