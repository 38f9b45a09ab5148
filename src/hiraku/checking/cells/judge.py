"""The reference judge: frictionless decides every cell that SQL did not acquit.

It reads text only, through its field objects, and words nothing by itself. `pattern` is taken
from it (it anchors the ends of an alternative only), dates are never filled from today's date, an
integer's `groupChar` is read, and the constraints that it does not know are held on its value.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.cells.own_constraints import own_checks, own_constraints
from hiraku.checking.cells.reference import cell_reader
from hiraku.checking.types.field_type import Holds, type_of
from hiraku.model import Field

_KNOWN = {
    "name", "type", "format", "missingValues", "constraints", "bareNumber", "groupChar",
    "decimalChar", "trueValues", "falseValues", "delimiter", "itemType",
}  # fmt: skip


class Verdict(Struct, frozen=True):
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
            value, notes = read(self._plain(text))
        except Exception:  # noqa: BLE001 - the reference crashes on some texts, such as sNaN < 1
            return self._verdict_one_by_one(text)
        if notes and "type" in notes:
            return Verdict(value, ("type",))
        if not notes and self._may_be_filled and _filled_from_today(text):
            return Verdict(broken=("type",))
        own = [] if value is None else [key for key, ok in self._own.items() if not ok(value)]
        return Verdict(value, (*(notes or ()), *own))

    def _plain(self, text: str) -> str:
        """Return a value's text as the reference reads it."""
        if self.field.missing_value(text):
            return text
        return type_of(self.field).for_reference(text, self.field)

    def _verdict_one_by_one(self, text: str) -> Verdict:
        """Hold each constraint by itself: one that cannot be compared with the value is broken.

        A text on which the reference crashes even without any is no value.
        """
        constraints = self.field.constraints
        if not constraints:
            return Verdict(broken=("type",))
        bare = self._with({}).verdict(text)
        if bare.broken:
            return bare
        if len(constraints) == 1:
            return Verdict(bare.value, tuple(constraints))
        alone = [self._with({key: wanted}).verdict(text) for key, wanted in constraints.items()]
        return Verdict(bare.value, tuple(key for judge in alone for key in judge.broken))

    def _with(self, constraints: dict[str, Any]) -> Judge:
        return Judge(replace(self.field, constraints=constraints))

    @cached_property
    def _own(self) -> dict[str, Holds]:
        bare = Judge(replace(self.field, constraints={}, missing_values=()))
        return own_checks(self.field, lambda stated: bare._reader(stated)[0])

    @property
    def _may_be_filled(self) -> bool:
        return self.field.format == "any" and type_of(self.field).filled_from_today

    @cached_property
    def _reader(self) -> Any:
        """The reference's reader of one field's cells, made once: making it is the slow part."""
        return cell_reader(reference_descriptor(self.field))


def reference_descriptor(field: Field) -> dict[str, Any]:
    """Return the field as the reference understands it: plain missing values, no pattern."""
    kept = {key: value for key, value in field.descriptor.items() if key in _KNOWN}
    left_out = {"pattern", "unique", *own_constraints(field)}
    kept["constraints"] = {
        key: _understood(wanted, field)
        for key, wanted in field.constraints.items()
        if key not in left_out
    }
    kept["missingValues"] = [missing.value for missing in field.missing_values]
    return {"type": field.type, **kept}


def _understood(wanted: Any, field: Field) -> Any:
    """Return what a constraint states as the reference reads it."""
    if isinstance(wanted, str):
        return type_of(field).for_reference(wanted, field)
    return [_understood(value, field) for value in wanted] if isinstance(wanted, list) else wanted


def _filled_from_today(text: str) -> bool:
    """Two defaults that share no part: a part that the text lacks shows as a difference."""
    from dateutil.parser import parse  # noqa: PLC0415 - needed for this one format

    first, second = datetime(2001, 1, 1), datetime(2002, 2, 2)  # noqa: DTZ001
    return bool(parse(text, default=first).date() != parse(text, default=second).date())
