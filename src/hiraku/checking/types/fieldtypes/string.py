"""Any text, or a text in a format: an e-mail address, a URI, a UUID, base64.

The judge takes every text with a scheme for a URI; of the others the usual form is acquitted.
"""

from hiraku.checking.types.field_type import FieldType, Order
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_FORMS = {
    "email": r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]{1,60}[a-z]",
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:(?s:.*)",
    "uuid": "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "binary": "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
}
# An e-mail address has at most 64 characters before the @ and 253 behind it (RFC 5321).
_LIMITS = {"email": "strpos({0}, '@') <= 65 AND length({0}) - strpos({0}, '@') <= 253"}


def _acquits(column: str, field: Field) -> str:
    if field.format == "default":
        return "true"
    if field.format not in _FORMS:
        return "false"
    formed = f"regexp_full_match({column}, {literal(_FORMS[field.format])})"
    limits = _LIMITS.get(field.format)
    return f"({formed} AND {limits.format(column)})" if limits else formed


field_type = FieldType(
    title=Message("types.string"),
    free_text=True,
    acquits=_acquits,
    exact=True,
    order=Order.OF_TEXTS,
    constraints=frozenset({"minLength", "maxLength", "pattern"}),
)
