"""Who wants to know how far the work is. Most do not."""

from collections.abc import Callable

Told = Callable[[int, int, str], None]


def silent(done: int, total: int, name: str) -> None:
    """Tell nobody that `done` of `total` are done and `name` is next."""
