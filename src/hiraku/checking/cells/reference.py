"""The reference, frictionless: half a second until it is ready, which a clean table need not pay.

Where it is certain that it will be needed, it is called beforehand and comes on the second core.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import Any

# Without it the reference takes a schema for one of version 1, which has no exclusive bounds.
_VERSION_2 = "https://datapackage.org/profiles/2.0/tableschema.json"
_loading: list[Thread] = []


def preload() -> None:
    """Have the reference come while other work is done."""
    if not _loading:
        _loading.append(Thread(target=_load, daemon=True))
        _loading[0].start()


def cell_reader(descriptor: dict[str, Any]) -> Any:
    """Return the reference's reader of one field's cells; raise what it raises."""
    for thread in _loading:
        thread.join()
    return _cell_reader(descriptor)


def _load() -> None:
    with suppress(Exception):  # whoever asks it meets the same fault where it can be told
        _cell_reader({"name": "first", "type": "string"})


def _cell_reader(descriptor: dict[str, Any]) -> Any:
    from frictionless import Schema  # noqa: PLC0415 - the slow part

    schema = Schema.from_descriptor({"$schema": _VERSION_2, "fields": [descriptor]})
    return schema.fields[0].create_cell_reader()
