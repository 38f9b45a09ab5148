"""Durations, ISO 8601: P1Y2M10DT2H30M."""

from collections.abc import Iterable

from hiraku.checking.types.durations import HELD, is_ordered
from hiraku.checking.types.field_type import FieldType
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal


def _parts(units: str, last: str = "") -> str:
    """Return a form of one or more parts, such as `1Y2M`, in the order of their units."""
    number = "[0-9]{1,6}"
    parts = [f"{number}{unit}" for unit in units]
    parts[-1] = f"{number}{last}{units[-1]}"
    starts = [
        first + "".join(f"({other})?" for other in parts[place + 1 :])
        for place, first in enumerate(parts)
    ]
    return f"({'|'.join(starts)})"


_TIME = "T" + _parts("HMS", r"(\.[0-9]{1,6})?")
_FORM = f"-?P({_parts('YMD')}({_TIME})?|{_TIME}|[0-9]{{1,6}}W)"


def _acquits(column: str, _field: Field) -> str:
    """Hold for the usual form, with six digits a part: the judge's days end at 10^9."""
    return f"regexp_full_match({column}, '{_FORM}')"


_SIGNED = "(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?"
_SECONDS = "(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?)?"


def _compared(column: str, _field: Field) -> str:
    """Compare months, and seconds apart: of two durations of both, neither stands for the other."""
    sign = f"CASE WHEN {column}[1] = '-' THEN -1 ELSE 1 END"
    months = _sum(column, ((2, 12), (3, 1)))
    seconds = _sum(column, ((4, 604_800), (5, 86_400), (6, 3600), (7, 60), (8, 1)))
    value = f"(({sign}) * ({months}))::VARCHAR || 'M' || (({sign}) * ({seconds}))::VARCHAR"
    usual = f"regexp_full_match({column}, '{_FORM}')"
    return f"CASE WHEN {usual} THEN {value} ELSE {column} END"


def _sum(column: str, parts: Iterable[tuple[int, int]]) -> str:
    """Return SQL of the sum of parts of the usual form, each by its group, in a unit of all."""
    form = literal(f"^{_SIGNED}{_SECONDS}$")
    return " + ".join(
        f"coalesce(TRY_CAST(regexp_extract({column}, {form}, {group}) AS DECIMAL(18, 6)), 0)"
        f" * {unit}"
        for group, unit in parts
    )


field_type = FieldType(
    title=Message("types.duration"),
    acquits=_acquits,
    compared=_compared,
    comparable=is_ordered,
    bound_hint="duration",
    own_constraints=HELD,
    csvw="duration",
)
