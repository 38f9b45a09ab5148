"""Valid values that read differently elsewhere: full-width digits, `1_000`, padding, `2020-1-1`."""

import re
from collections.abc import Iterator
from typing import Any

from hiraku.checking.contracts import Finding, value_rule
from hiraku.checking.types.field_type import type_of
from hiraku.model import Field

rule = value_rule(__name__)


@rule.finds
def other_forms(value: Any, text: str, field: Field) -> Iterator[Finding]:
    """Compare the text with the one that the value is written as."""
    canonical = type_of(field).canonical(value, text, field)
    if canonical != text:
        yield Finding({"proposal": canonical}, hint=_hint(canonical, text, field))


def _hint(canonical: str, text: str, field: Field) -> str | None:
    """Return what lies behind it: no cure may state a value that nobody had."""
    if not canonical:
        return "not-a-number"
    if field.type == "integer" and re.fullmatch("0[0-9]+", text):
        return "leading-zero"
    marked = {"decimalChar", "groupChar"} & set(field.descriptor)
    return "marks" if marked and re.search(r"[0-9][^0-9][0-9]", text) else None
