"""Who wants to know how far the work is. Most do not."""

from collections.abc import Callable

ProgressListener = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _name: str) -> None:
    """Tell nobody how many of how many are done, and which is next."""
