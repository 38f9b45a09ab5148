"""A long list in parts, of forty if nothing else is said, each on a page with its own address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from hiraku.publishing.site import links

PER_PAGE = 40


class Part(Struct, frozen=True):
    """`number` and `first` count from 1, `total` all entries of the list."""

    url: str
    items: Sequence[Any]
    number: int
    count: int
    total: int
    per_page: int = PER_PAGE

    @property
    def path(self) -> str:
        return self.at(self.number)

    @property
    def first(self) -> int:
        return (self.number - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1

    def at(self, number: int) -> str:
        return links.numbered(self.url, number)

    @property
    def shown_numbers(self) -> list[int | None]:
        """Return the pages to link to: the ends and the neighbours; None for those between."""
        near = range(self.number - 2, self.number + 3)
        numbers = [
            number for number in range(1, self.count + 1) if number in (1, self.count, *near)
        ]
        shown: list[int | None] = []
        for number in numbers:
            if shown and number - (shown[-1] or 0) > 1:
                shown.append(None)
            shown.append(number)
        return shown


def parts(url: str, items: Sequence[Any], per_page: int = PER_PAGE) -> Iterator[Part]:
    """Yield at least one part, which may be empty."""
    starts = range(0, len(items), per_page) or (0,)
    for number, start in enumerate(starts, 1):
        shown = items[start : start + per_page]
        yield Part(url, shown, number, len(starts), len(items), per_page)
