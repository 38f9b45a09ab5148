"""The reference, frictionless: half a second until it is ready, which a clean table need not pay.

Whether it will be needed is asked, and it is called beforehand, on the second core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

# Without it the reference takes a schema for one of version 1, which has no exclusive bounds.
_VERSION_2 = "https://datapackage.org/profiles/2.0/tableschema.json"
_loading: list[Thread] = []


@contextmanager
def beforehand(is_needed: Callable[[], bool]) -> Iterator[None]:
    """Have the reference come while other work is done, where it will be needed.

    It has come, or is not needed, when the work ends: nothing is asked of a closed database.
    """
    _settle()
    _loading.append(Thread(target=_load, args=(is_needed,), daemon=True))
    _loading[-1].start()
    try:
        yield
    finally:
        _settle()


def cell_reader(descriptor: dict[str, Any]) -> Any:
    """Return the reference's reader of one field's cells; raise what it raises."""
    _settle()
    return _cell_reader(descriptor)


def _settle() -> None:
    while _loading:
        _loading.pop().join()


def _load(is_needed: Callable[[], bool]) -> None:
    with suppress(Exception):  # whoever asks it meets the same fault where it can be told
        if is_needed():
            _cell_reader({"name": "first", "type": "string"})


def _cell_reader(descriptor: dict[str, Any]) -> Any:
    from frictionless import Schema  # noqa: PLC0415 - the slow part

    schema = Schema.from_descriptor({"$schema": _VERSION_2, "fields": [descriptor]})
    return schema.fields[0].create_cell_reader()
