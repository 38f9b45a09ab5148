"""The reference judge: frictionless decides every cell that SQL did not acquit.

It reads text only, through its field objects, and words nothing by itself. `pattern` is taken
from it (it matches beginnings only) and dates are never filled from today's date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from hiraku.model import Field

_KNOWN = {
    "name", "type", "format", "missingValues", "constraints", "bareNumber", "groupChar",
    "decimalChar", "trueValues", "falseValues", "delimiter", "itemType",
}  # fmt: skip


# Without it the reference takes a schema for one of version 1, which has no exclusive bounds.
_VERSION_2 = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True)
class Verdict:
    """The value, or the constraints broken: `type` stands for the type itself."""

    value: Any = None
    broken: tuple[str, ...] = ()


class Judge:
    """Judges the cells of one field."""

    def __init__(self, field: Field) -> None:
        self.field = field

    @property
    def able(self) -> bool:
        """Tell whether the reference can read the cells of such a field at all."""
        try:
            return callable(self._reader)
        except Exception:  # noqa: BLE001 - whatever it raises, it cannot
            return False

    def verdict(self, text: str) -> Verdict:
        read = self._reader
        try:
            value, notes = read(text)
        except Exception:  # noqa: BLE001 - the reference crashes on some texts, such as NaN < 1
            return self._bare_verdict(text)
        if notes:
            return Verdict(value, tuple(notes))
        if self._may_be_filled and _filled_from_today(text):
            return Verdict(broken=("type",))
        return Verdict(value)

    def _bare_verdict(self, text: str) -> Verdict:
        """Judge by the type alone; a text on which the reference crashes even so is no value."""
        if not self.field.constraints:
            return Verdict(broken=("type",))
        return Judge(replace(self.field, constraints={})).verdict(text)

    @property
    def _may_be_filled(self) -> bool:
        return self.field.format == "any" and self.field.type in {"date", "datetime"}

    @cached_property
    def _reader(self) -> Any:
        """The reference's reader of one field's cells, made once: making it is the slow part."""
        from frictionless import Schema  # noqa: PLC0415 - 0.3 s that a clean table need not pay

        descriptor = {"$schema": _VERSION_2, "fields": [reference_descriptor(self.field)]}
        return Schema.from_descriptor(descriptor).fields[0].create_cell_reader()


def reference_descriptor(field: Field) -> dict[str, Any]:
    """Return the field as the reference understands it: plain missing values, no pattern."""
    kept = {key: value for key, value in field.descriptor.items() if key in _KNOWN}
    constraints: Mapping[str, Any] = field.constraints
    kept["constraints"] = {
        key: value for key, value in constraints.items() if key not in {"pattern", "unique"}
    }
    kept["missingValues"] = [each.value for each in field.missing_values]
    return {"type": field.type, **kept}


def _filled_from_today(text: str) -> bool:
    """Two defaults that share no part: a part that the text lacks shows as a difference."""
    from dateutil.parser import parse  # noqa: PLC0415 - needed for this one format

    first, second = datetime(2001, 1, 1), datetime(2002, 2, 2)  # noqa: DTZ001
    return bool(parse(text, default=first).date() != parse(text, default=second).date())
