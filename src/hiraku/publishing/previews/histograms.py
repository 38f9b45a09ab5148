"""How many rows each bin of a column has, as DuckDB counts them in one pass."""

from __future__ import annotations

from itertools import pairwise

from hiraku.publishing.previews.bins import Bin, bins
from hiraku.publishing.site.published.table import Profile
from hiraku.sql import literal

Spread = tuple[Bin, ...]


def spreads(types: tuple[str, ...], profiles: tuple[Profile, ...]) -> tuple[Spread, ...]:
    """Return the bins of each column; texts have none, and values that would all be in one."""
    spreads = (
        bins(kind, profile.smallest, profile.largest)
        if profile.smallest is not None and profile.largest is not None
        else ()
        for kind, profile in zip(types, profiles, strict=True)
    )
    return tuple(spread if len(spread) > 1 else () for spread in spreads)


def histogram(source: str, value: str, kind: str, spread: Spread) -> str:
    """Return the query of each bin's first and last value and its rows; there are two at least.

    Values are compared where bins meet alone: their outer ends may be wider than the type `kind`.
    """
    edges = [f"{literal(span.first)}::{kind}" for span in spread[1:]]
    inner = (f"{value} >= {low} AND {value} < {high}" for low, high in pairwise(edges))
    conditions = (f"{value} < {edges[0]}", *inner, f"{value} >= {edges[-1]}")
    firsts = ", ".join(literal(span.first) for span in spread)
    lasts = ", ".join(literal(span.last) for span in spread)
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions)
    columns = (f"unnest([{values}])" for values in (firsts, lasts, counts))
    return f"SELECT {', '.join(columns)} FROM {source}"
