"""Fields that came, went, were renamed or stand elsewhere, and how columns must match."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.pairing import folded
from hiraku.changes.structure.schemas import fields_match
from hiraku.changes.verdicts.outcome import Context, Outcome

# Which tables each way of matching accepts: what stands in the set is accepted as well.
_WIDER = {
    "exact": {"exact"},
    "equal": {"exact", "equal"},
    "subset": {"exact", "equal", "subset"},
    "superset": {"exact", "equal", "superset"},
    "partial": {"exact", "equal", "subset", "superset", "partial"},
}
_COLUMNS_MAY_BE_MISSING = {"superset", "partial"}
_COLUMNS_MAY_BE_MORE = {"subset", "partial"}


def field_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    name = {"name": difference.path[1]}
    if difference.new is None:
        # With the field gone, a column that stays is one too many.
        more = fields_match(context.new) in _COLUMNS_MAY_BE_MORE
        yield Outcome("dropped", "" if more else "P", name)
        return
    constraints = difference.new.get("constraints") or {}
    required = constraints.get("required") is True or difference.path[1] in context.new.primary_key
    missing = fields_match(context.new) in _COLUMNS_MAY_BE_MISSING
    last = difference.new["position"] == len(context.new.fields)
    if required:
        yield Outcome("required", values=name)
    else:
        how = "appended" if last or _only_new_behind(difference, context) else "inserted"
        yield Outcome(how, "" if missing else "P", name)


def _only_new_behind(difference: Difference, context: Context) -> bool:
    """Tell whether all fields behind are new as well, so that none that stayed moved."""
    known = {field.name for field in context.old.fields}
    behind = context.new.fields[difference.new["position"] :]
    return not any(field.name in known for field in behind)


def name_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del context
    old, new = difference.old, difference.new
    if folded(old) == folded(new):
        yield Outcome("alike", values={"codes": f"{_codes(old)} / {_codes(new)}"})
    else:
        yield Outcome("renamed")


def _codes(name: str) -> str:
    shown = " ".join(f"U+{ord(character):04X}" for character in name[:8])
    return shown if len(name) <= 8 else f"{shown} …"  # noqa: PLR2004 - as many as a line holds


def order_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """A file in the old order is refused only where columns must stand as in the schema."""
    strict = fields_match(context.new) == "exact"
    values = {"old": tuple(difference.old), "new": tuple(difference.new)}
    yield Outcome("changed", "P" if strict else "", values)


def match_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del context
    old, new = difference.old, difference.new
    if old in _WIDER[new]:
        yield Outcome("loosened")
    elif new in _WIDER[old]:
        yield Outcome("tightened")
    else:
        yield Outcome("replaced")
