"""What is the same on every page is said once: thousands of datasets share a schema's fields."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from jinja2.runtime import Macro

MOST = 4096


def macro_cache() -> Callable[..., str]:
    """Return a function that calls a macro of the model's values, and remembers what it said.

    The macro must depend on nothing else. What it was asked of is kept, so that no other value can
    ever take its place in memory; more than `MOST` of them are not.
    """
    said: dict[tuple[Hashable, ...], tuple[object, str]] = {}

    def cached(macro: Macro, subject: object, *rest: Hashable) -> str:
        key = (macro.name, id(subject), *rest)
        if key not in said:
            if len(said) >= MOST:
                said.clear()
            said[key] = (subject, macro(subject, *rest))
        return said[key][1]

    return cached
