"""Licences in their order: from no conditions at all to those that are not open."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.changes.structure.difference import Difference
from hiraku.changes.verdicts.outcome import Outcome, Value, Word

# The higher, the more is demanded of who uses the data (Open Definition; Creative Commons).
_DEMANDS = {
    "CC0-1.0": 0, "PDDL-1.0": 0, "CC-PDM-1.0": 0,
    "CC-BY-4.0": 1, "CC-BY-3.0": 1, "CC-BY-2.1-JP": 1, "ODC-BY-1.0": 1, "PDL-1.0": 1,
    "CC-BY-SA-4.0": 2, "CC-BY-SA-3.0": 2, "ODBL-1.0": 2,
    "CC-BY-NC-4.0": 3, "CC-BY-ND-4.0": 3, "CC-BY-NC-SA-4.0": 4, "CC-BY-NC-ND-4.0": 4,
}  # fmt: skip


def license_outcomes(difference: Difference) -> Iterator[Outcome]:
    """Judge by the most open licence of each side: who uses the data may choose."""
    values: dict[str, Value] = {
        key: tuple(named or ()) or Word("none")
        for key, named in (("old", difference.old), ("new", difference.new))
    }
    if difference.new is None:
        yield Outcome("narrowed", values=values)
        return
    before, after = (_demand(names or ()) for names in (difference.old, difference.new))
    if difference.old is None and after is not None:
        yield Outcome("opened", values=values)
    elif before is None or after is None or before == after:
        yield Outcome("unknown", values=values, certain=False)
    else:
        yield Outcome("narrowed" if after > before else "opened", values=values)


def _demand(names: list[str] | tuple[()]) -> int | None:
    known = [_DEMANDS.get(name.upper()) for name in names]
    demands = [demand for demand in known if demand is not None]
    return None if len(demands) != len(known) or not demands else min(demands)
