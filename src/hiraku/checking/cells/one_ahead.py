"""What is asked of the database of the next column while this one is judged, on the second core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@contextmanager
def one_ahead(ask: Callable[[Item], Answer], items: Sequence[Item]) -> Iterator[Iterator[Answer]]:
    """Offer the answers for the items in their order; each is asked when the one before is taken.

    Whatever `ask` raises is raised where its answer is taken. No question is open at the end.
    """
    with ThreadPoolExecutor(1) as second:
        yield _answers(second, ask, items)


def _answers(
    second: ThreadPoolExecutor, ask: Callable[[Item], Answer], items: Sequence[Item]
) -> Iterator[Answer]:
    waiting: Future[Answer] | None = None
    for item in chain(items, [None]):
        following = None if item is None else second.submit(ask, item)
        if waiting:
            yield waiting.result()
        waiting = following
