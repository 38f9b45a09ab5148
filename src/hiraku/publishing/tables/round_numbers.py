"""The round numbers of an axis."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 5


def ticks(values: Iterable[float], most: int = _MOST) -> list[float]:
    """Return round numbers from the lowest to the highest value, zero among them: `most` steps."""
    known = [0.0, *values]
    lowest, highest = min(known), max(known)
    step = _round_step((highest - lowest) / most or 1.0)
    first, last = int(lowest // step), int(-(-highest // step))
    return [round(at * step, 10) for at in range(first, last + 1)]


def written(value: float, unit: str) -> str:
    """Return the label of a tick: with its unit only where that is a sign."""
    shown = f"{value:,.10f}".rstrip("0").rstrip(".")
    return shown + unit if unit == "%" else shown


def _round_step(least: float) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that is not below."""
    power = 10.0 ** (len(str(int(least))) - 1) if least >= 1 else 0.1
    while power > least:
        power /= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
