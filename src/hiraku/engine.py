"""DuckDB by its compiled module: the package around it doubles what starting hiraku costs."""

from _duckdb import DuckDBPyConnection, Error, connect

__all__ = ["DuckDBPyConnection", "Error", "connect"]
