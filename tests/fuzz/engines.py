"""One DuckDB for all cases: to make a database takes fifty times as long as to ask it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from unittest import mock

from hiraku import engine

_connect = engine.connect
_TABLES = "SELECT database_name, table_name FROM duckdb_tables()"
_VIEWS = "SELECT database_name, view_name FROM duckdb_views() WHERE NOT internal"


class _Kept:
    """A connection that drops what was made in it, instead of being closed."""

    def __init__(self, connection):
        self._connection = connection

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def close(self):
        for kind, listed in (("VIEW", _VIEWS), ("TABLE", _TABLES)):
            for database, name in self._connection.execute(listed).fetchall():
                self._connection.execute(f'DROP {kind} "{database}"."{name}"')


@cache
def _database(memory_limit):
    connection = _connect(memory_limit, "")
    connection.execute("SET threads = 1")
    return connection


@contextmanager
def one_database():
    """Have hiraku connect to the one database, which is empty again afterwards."""
    with mock.patch.object(engine, "connect", lambda limit, _: _Kept(_database(limit))):
        yield
