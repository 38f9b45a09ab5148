"""DuckDB by its compiled module: the package around it doubles what starting hiraku costs.

To connect takes some 0.02 s without Python's lock, so a check begins with it and imports the rest
of hiraku meanwhile.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from hiraku.errors import HirakuError, LibraryError

try:
    from _duckdb import DuckDBPyConnection, Error
    from _duckdb import connect as _connect
except ImportError as error:
    if sys.modules.get("_duckdb"):
        raise LibraryError("DuckDB") from error
    raise HirakuError("stops.library-unloaded", library="DuckDB", reason=str(error)) from error

__all__ = ["DuckDBPyConnection", "Error", "connect", "preconnect"]

_NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


# cgroups(7): DuckDB looks there for the memory that it may take.
_CONTROL_GROUPS = Path("/proc/self/cgroup")


class _Beginning(Thread):
    """A connection on its way; None where it failed, so that the next attempt tells why."""

    connection: DuckDBPyConnection | None = None

    def run(self) -> None:
        with suppress(Error, OSError):
            self.connection = _connected()


_begun: list[_Beginning] = []


def preconnect() -> None:
    """Make a database in the background; the next `connect` takes it."""
    _begun.append(_Beginning())
    _begun[-1].start()


def connect(memory_limit: str, spill: str) -> DuckDBPyConnection:
    """Return a new database in memory; what exceeds `memory_limit` spills to the folder `spill`.

    What is sorted and joined may take half of it: the rest is for what cannot be spilled. Without
    that bound a join of many keys took all there is, and then failed.

    Raises `OSError` where Linux does not tell what DuckDB asks it for.
    """
    connection = _taken() or _connected()
    connection.execute("SET memory_limit = ?", [memory_limit])
    connection.execute("SET operator_memory_limit = ?", [_half(memory_limit)])
    connection.execute("SET temp_directory = ?", [spill])
    return connection


def _connected() -> DuckDBPyConnection:
    """Connect where DuckDB can: it ends the process where it cannot read its control groups."""
    with suppress(FileNotFoundError), _CONTROL_GROUPS.open("rb"):
        pass
    return _connect(config=_NO_EXTENSIONS)


def _half(size: str) -> str:
    """Return half of a size such as `512MB`."""
    number = size.rstrip(" BKMGTi")
    return f"{float(number) / 2}{size.removeprefix(number)}"


def _taken() -> DuckDBPyConnection | None:
    if not _begun:
        return None
    beginning = _begun.pop()
    beginning.join()
    return beginning.connection
