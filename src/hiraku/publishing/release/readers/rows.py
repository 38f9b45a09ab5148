"""What a reader returns of a table's file: how many rows it has, and the values of some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct

Values = tuple[Any, ...]


class SampledRows(Struct, frozen=True):
    """`total` counts the rows below a header; `values` holds those that were asked for.

    Rows count from 0. Values are texts, numbers as texts, truth values, lists or None, in the order
    of `header`, or of the CSV where that is None.
    """

    total: int
    values: Mapping[int, Values]
    header: tuple[str, ...] | None = None


def gathered(
    rows: Iterator[Values], wanted: Collection[int], header: tuple[str, ...] | None = None
) -> SampledRows:
    """Count all rows and keep those that are wanted."""
    values, total = {}, 0
    for total, row in enumerate(rows, 1):
        if total - 1 in wanted:
            values[total - 1] = row
    return SampledRows(total, values, header)
