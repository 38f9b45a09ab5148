"""Durations, ISO 8601: P1Y2M10DT2H30M."""

from hiraku.checking.types.durations import HELD, is_ordered
from hiraku.checking.types.field_type import FieldType
from hiraku.languages import Message
from hiraku.model import Field


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


field_type = FieldType(
    title=Message("types.duration"),
    acquits=_acquits,
    comparable=is_ordered,
    bound_hint="duration",
    own_constraints=HELD,
    csvw="duration",
)
