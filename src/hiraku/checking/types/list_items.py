"""The items of a `list`, in SQL: the texts between its delimiters."""

from hiraku.model import Field
from hiraku.sql import literal


def delimiter(field: Field) -> str:
    return str(field.descriptor.get("delimiter", ","))


def items(column: str, field: Field) -> str:
    """Return SQL of the texts of the items."""
    return f"string_split({column}, {literal(delimiter(field))})"
