"""A data file becomes a DuckDB relation: at once where it is plainly clean, else with care."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from hiraku.model import Dialect, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity
from hiraku.reading.careful import Careful
from hiraku.reading.encodings import Encoding, decode, find_encoding
from hiraku.reading.survey import Survey, survey
from hiraku.sql import literal, name

MAX_COLUMNS = 2000
MAX_CELL_BYTES = 1024 * 1024
FORMATS = {".csv", ".tsv", ".txt"}


@dataclass(frozen=True)
class Table:
    """The sound records of a file as relation `name`.

    Its columns are `row` (counted from 1, the header included), `line`, and `c1` to `cN`: text,
    NULL where a short record has no such cell. `problems` tell why other records are not in it.
    """

    name: str
    file: str
    labels: tuple[str, ...]
    rows: int
    problems: tuple[Problem, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(f"c{position}" for position in range(1, len(self.labels) + 1))


@dataclass(frozen=True)
class DataFile:
    """A file that may be opened, and what its bytes have told so far."""

    path: Path
    place: Place
    resource: Resource
    encoding: Encoding
    survey: Survey

    @property
    def plain(self) -> bool:
        return self.encoding.codec == "utf-8" and self.survey.plain


@dataclass(frozen=True)
class Loader:
    """Puts files into the relations of one connection; `scratch` holds what is on its way."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path

    def load(self, path: Path, place: Place, resource: Resource, relation: str) -> Table:
        """Load the file; raise `Refused` where it cannot be read at all."""
        file = _looked_at(path, place, resource)
        table = self._at_once(file, relation) if file.plain else None
        return self._sifted(table or self._with_care(file, relation), file)

    def _at_once(self, file: DataFile, relation: str) -> Table | None:
        """Let DuckDB read the file; None where it objects, so that the careful way tells why."""
        dialect = file.resource.dialect
        labels = _labels(_first_line(file).split(dialect.delimiter), file)
        skipped = int(dialect.header)
        cells = ", ".join(f"coalesce(c{i}, '') AS c{i}" for i in range(1, len(labels) + 1))
        columns = {f"c{i}": "VARCHAR" for i in range(1, len(labels) + 1)}
        scan = _scan(file.path, columns, dialect, skip=skipped, crlf=file.survey.crlf > 0)
        numbered = f"SELECT row_number() OVER () + {skipped} AS row, * FROM {scan}"
        try:
            rows = self._create(relation, f"SELECT row, row AS line, {cells} FROM ({numbered})")
        except duckdb.Error:
            return None
        return Table(relation, file.place.file, labels, rows)

    def _with_care(self, file: DataFile, relation: str) -> Table:
        careful = Careful("".join(decode(file.path, file.encoding)), file.resource, file.place.file)
        labels = _labels(list(careful.labels), file)
        sound = self.scratch / f"{relation}.csv"
        careful.write(sound)
        columns = {"row": "BIGINT", "line": "BIGINT"}
        columns |= {f"c{i}": "VARCHAR" for i in range(1, len(labels) + 1)}
        rows = self._create(relation, f"SELECT * FROM {_scan(sound, columns, Dialect())}")
        sound.unlink()
        return Table(relation, file.place.file, labels, rows, careful.problems)

    def _create(self, relation: str, query: str) -> int:
        self.connection.execute(f"CREATE OR REPLACE TABLE {relation} AS {query}")
        return self._count(relation, "true")

    def _count(self, relation: str, condition: str) -> int:
        found = self.connection.execute(f"SELECT count(*) FROM {relation} WHERE {condition}")
        return int((found.fetchone() or [0])[0])

    def _sifted(self, table: Table, file: DataFile) -> Table:
        """Take out blank rows and rows with a cell that is too large, and say so."""
        problems = [*file.encoding.problems, *table.problems]
        blank = " AND ".join(f"{column} = ''" for column in table.columns)
        large = " OR ".join(f"strlen({column}) > {MAX_CELL_BYTES}" for column in table.columns)
        for id_, condition in (("blank-row", blank), ("cell-too-large", large)):
            if total := self._count(table.name, condition):
                problems.append(self._taken_out(table, id_, condition, total))
        rows = self._count(table.name, "true")
        if not rows and not problems:
            problems.append(Problem("no-rows", Place(table.file), severity=Severity.WARNING))
        return replace(table, rows=rows, problems=tuple(problems))

    def _taken_out(self, table: Table, id_: str, condition: str, total: int) -> Problem:
        first = self.connection.execute(
            f"SELECT row, line FROM {table.name} WHERE {condition} ORDER BY row LIMIT {EXAMPLES}"
        ).fetchall()
        self.connection.execute(f"DELETE FROM {table.name} WHERE {condition}")
        places = [Place(table.file, row, line) for row, line in first]
        examples = tuple(Example(place) for place in places)
        values = {"limit": f"{MAX_CELL_BYTES:,}"}
        return Problem(id_, places[0], values, total=total, examples=examples)


def _looked_at(path: Path, place: Place, resource: Resource) -> DataFile:
    if path.suffix.casefold() not in FORMATS:
        raise Refused(Problem("file-unsupported", place, {"format": path.suffix or path.name}))
    if not path.stat().st_size:
        raise Refused(Problem("file-empty", place))
    encoding = find_encoding(path, resource.encoding, place)
    found = survey(path, resource.dialect.quote_char.encode(), encoding.start)
    if found.size == found.carriage_returns + found.line_feeds:
        raise Refused(Problem("file-empty", place))
    return DataFile(path, place, resource, encoding, found)


def _scan(
    path: Path, columns: dict[str, str], dialect: Dialect, *, skip: int = 0, crlf: bool = False
) -> str:
    """Return a strict scan of a UTF-8 file: nothing is guessed."""
    typed = ", ".join(f"{name(column)}: {literal(kind)}" for column, kind in columns.items())
    quote = literal(dialect.quote_char)
    options = {
        "columns": f"{{{typed}}}",
        "delim": literal(dialect.delimiter),
        "quote": quote,
        "escape": quote,
        "new_line": literal("\\r\\n" if crlf else "\\n"),
        "skip": str(skip),
        "header": "false",
        "auto_detect": "false",
        "strict_mode": "true",
        "null_padding": "false",
        "allow_quoted_nulls": "false",
    }
    written = ", ".join(f"{key}={value}" for key, value in options.items())
    return f"read_csv({literal(str(path))}, {written})"


def _first_line(file: DataFile) -> str:
    with file.path.open("rb") as stream:
        stream.seek(file.encoding.start)
        return stream.readline().decode().rstrip("\r\n")


def _labels(cells: list[str], file: DataFile) -> tuple[str, ...]:
    """Return the header's cells; without a header, the names of the fields in their order."""
    if len(cells) > MAX_COLUMNS:
        raise Refused(Problem("too-many-columns", file.place, {"limit": f"{MAX_COLUMNS:,}"}))
    if file.resource.dialect.header or not file.resource.schema:
        return tuple(cells)
    names = [field.name for field in file.resource.schema.fields]
    return tuple(names[: len(cells)] + [""] * (len(cells) - len(names)))
