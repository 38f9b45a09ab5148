"""A folder of data files that are read one after another, through the door that hiraku uses."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter

from hiraku.model import Dataset, Dialect, Origin, Resource, Text
from hiraku.problems import Refused
from hiraku.reading.tables import Tables

PLAIN = Dialect()


@dataclass
class Found:
    """What was read: labels, records with their row and line numbers, problems."""

    labels: list[str]
    cells: list[list[str | None]]
    rows: list[int]
    lines: list[int]
    problems: tuple

    @property
    def ids(self):
        return [problem.id for problem in self.problems]

    @property
    def places(self):
        """Every example of every problem: id, row, line, column."""
        return [
            (problem.id, example.place.row, example.place.line, example.place.column)
            for problem in self.problems
            for example in problem.examples
        ]


@dataclass
class Shelf:
    folder: object
    tables: Tables
    number: int = 0

    def table(self, content, name="t.csv", encoding=None, dialect=PLAIN, schema=None):
        """Write the bytes and load them; raise `Refused` as hiraku does."""
        return self.tables.table(*self.put(content, name, encoding, dialect, schema))

    def put(self, content, name="t.csv", encoding=None, dialect=PLAIN, schema=None):
        """Write the bytes, and return the dataset and the resource that they are."""
        self.number += 1
        (self.folder / name).write_bytes(content)
        resource = Resource(
            "t", name, Text({"ja": "t"}), schema, encoding=encoding, dialect=dialect
        )
        origin = Origin("datapackage.yaml")
        dataset = Dataset(
            f"d{self.number}", self.folder, Text({"ja": "d"}), (resource,), origin=origin
        )
        return dataset, resource

    def read(self, content, **how):
        table = self.table(content, **how)
        selected = ", ".join(("row", "line", *table.columns))
        found = self.tables.connection.execute(f"SELECT {selected} FROM {table.sql}").fetchall()
        records = sorted(found, key=itemgetter(0))  # DuckDB holds much of what it sorts
        return Found(
            labels=list(table.labels),
            cells=[list(record[2:]) for record in records],
            rows=[record[0] for record in records],
            lines=[record[1] for record in records],
            problems=table.problems,
        )

    def refusal(self, content, **how):
        """Return the problem for which the file is refused."""
        try:
            self.table(content, **how)
        except Refused as refused:
            return refused.problem
        raise AssertionError("the file was read")


@contextmanager
def opened(folder):
    with Tables(folder) as tables:
        yield Shelf(folder, tables)
