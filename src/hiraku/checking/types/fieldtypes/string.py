"""Any text, or a text in a format: an e-mail address, a URI, a UUID, base64.

The judge takes every text with a scheme for a URI; of the others the usual form is acquitted.
"""

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

title = Message("types.string")
json_type = ("string",)


_FORMS = {
    "email": r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]{1,60}[a-z]",
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:(?s:.*)",
    "uuid": "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "binary": "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
}
# An e-mail address has at most 64 characters before the @ and 253 behind it (RFC 5321).
_LIMITS = {"email": "strpos({0}, '@') <= 65 AND length({0}) - strpos({0}, '@') <= 253"}


def acquits(column: str, field: Field) -> str:
    if field.format == "default":
        return "true"
    if field.format not in _FORMS:
        return "false"
    formed = f"regexp_full_match({column}, {literal(_FORMS[field.format])})"
    limits = _LIMITS.get(field.format)
    return f"({formed} AND {limits.format(column)})" if limits else formed


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text


def value(column: str, field: Field) -> str:
    del field
    return column


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field, measured
    return "VARCHAR"


def json(value: str, field: Field) -> str:
    del field
    return f"to_json({value})::VARCHAR"
