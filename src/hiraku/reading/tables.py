"""One data file becomes a DuckDB relation of text columns, and the problems of its structure.

A plainly clean file is read by DuckDB at once. Any other goes the careful way: it is read record
by record, what departs from the dialect is told, and the sound records are handed to DuckDB.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import duckdb

from hiraku.model import Dataset, Dialect, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity
from hiraku.reading.careful import Careful
from hiraku.reading.encodings import Encoding, decode, find_encoding
from hiraku.reading.paths import admit
from hiraku.reading.survey import survey
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


class Tables:
    """Reads each data file at most once, into one DuckDB in memory that may spill to `cache`."""

    def __init__(self, root: Path, cache: Path | None = None, memory_limit: str = "512MB") -> None:
        self.root = root
        if cache:
            cache.mkdir(parents=True, exist_ok=True)
        self._scratch = tempfile.TemporaryDirectory(prefix="hiraku-", dir=cache)
        self.connection = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "temp_directory": self._scratch.name,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        self._read: dict[tuple[str, str], Table | Problem] = {}

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()
        self._scratch.cleanup()

    def table(self, dataset: Dataset, resource: Resource) -> Table:
        """Return the resource's table; raise `Refused` where the file cannot be read at all."""
        key = (dataset.id, resource.name)
        if key not in self._read:
            try:
                self._read[key] = self._load(dataset, resource, f"t{len(self._read) + 1}")
            except Refused as refused:
                self._read[key] = refused.problem
        found = self._read[key]
        if isinstance(found, Problem):
            raise Refused(found)
        return found

    def path(self, dataset: Dataset, resource: Resource) -> Path:
        """Return the data file; raise `Refused` where it may not be opened."""
        keys = ("resources", dataset.resources.index(resource), "path")
        line = dataset.origin.line(*keys)
        place = Place(dataset.origin.file, line=line, key=".".join(map(str, keys)))
        return admit(dataset.folder, resource.path, place)

    def _load(self, dataset: Dataset, resource: Resource, relation: str) -> Table:
        path = self.path(dataset, resource)
        place = Place(_shown(path, self.root))
        if path.suffix.casefold() not in FORMATS:
            raise Refused(Problem("file-unsupported", place, {"format": path.suffix or path.name}))
        if not path.stat().st_size:
            raise Refused(Problem("file-empty", place))
        encoding = find_encoding(path, resource.encoding, place)
        found = survey(path, resource.dialect.quote_char.encode(), encoding.start)
        if found.size == found.carriage_returns + found.line_feeds:
            raise Refused(Problem("file-empty", place))
        table = None
        if encoding.codec == "utf-8" and found.plain:
            table = self._read_at_once(
                path, encoding, resource, relation, place, crlf=found.crlf > 0
            )
        if table is None:
            table = self._read_with_care(path, encoding, resource, relation, place)
        return self._sifted(table, encoding)

    def _read_at_once(
        self, path: Path, encoding: Encoding, resource: Resource, relation: str, place: Place, *, crlf: bool
    ) -> Table | None:
        """Let DuckDB read the file; None where it objects, so that the careful way tells why."""
        dialect = resource.dialect
        labels = _labels(_first_line(path, encoding).split(dialect.delimiter), resource, place)
        skipped = int(dialect.header)
        cells = ", ".join(f"coalesce(c{i}, '') AS c{i}" for i in range(1, len(labels) + 1))
        columns = {f"c{i}": "VARCHAR" for i in range(1, len(labels) + 1)}
        scan = _scan(path, columns, dialect, skip=skipped, crlf=crlf)
        numbered = f"SELECT row_number() OVER () + {skipped} AS row, * FROM {scan}"
        try:
            rows = self._create(relation, f"SELECT row, row AS line, {cells} FROM ({numbered})")
        except duckdb.Error:
            return None
        return Table(relation, place.file, labels, rows)

    def _read_with_care(
        self, path: Path, encoding: Encoding, resource: Resource, relation: str, place: Place
    ) -> Table:
        careful = Careful("".join(decode(path, encoding)), resource, place.file)
        labels = _labels(list(careful.labels), resource, place)
        sound = Path(self._scratch.name) / f"{relation}.csv"
        careful.write(sound)
        columns = {"row": "BIGINT", "line": "BIGINT"}
        columns |= {f"c{i}": "VARCHAR" for i in range(1, len(labels) + 1)}
        scan = _scan(sound, columns, Dialect())
        rows = self._create(relation, f"SELECT * FROM {scan}")
        sound.unlink()
        return Table(relation, place.file, labels, rows, careful.problems)

    def _create(self, relation: str, query: str) -> int:
        self.connection.execute(f"CREATE OR REPLACE TABLE {relation} AS {query}")
        return self._count(relation, "true")

    def _count(self, relation: str, condition: str) -> int:
        found = self.connection.execute(f"SELECT count(*) FROM {relation} WHERE {condition}")
        return int((found.fetchone() or [0])[0])

    def _sifted(self, table: Table, encoding: Encoding) -> Table:
        """Take out blank rows and rows with a cell that is too large, and say so."""
        problems = [*encoding.problems, *table.problems]
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


def _scan(
    path: Path, columns: dict[str, str], dialect: Dialect, *, skip: int = 0, crlf: bool = False
) -> str:
    """Return a strict scan of a UTF-8 file: nothing is guessed."""
    quote = literal(dialect.quote_char)
    line_end = "\\r\\n" if crlf else "\\n"
    typed = ", ".join(f"{name(column)}: {literal(kind)}" for column, kind in columns.items())
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header=false, columns={{{typed}}}, "
        f"delim={literal(dialect.delimiter)}, quote={quote}, escape={quote}, "
        f"skip={skip}, new_line={literal(line_end)}, strict_mode=true, null_padding=false, allow_quoted_nulls=false)"
    )


def _first_line(path: Path, encoding: Encoding) -> str:
    with path.open("rb") as stream:
        stream.seek(encoding.start)
        return stream.readline().decode().rstrip("\r\n")


def _labels(cells: list[str], resource: Resource, place: Place) -> tuple[str, ...]:
    if len(cells) > MAX_COLUMNS:
        raise Refused(Problem("too-many-columns", place, {"limit": f"{MAX_COLUMNS:,}"}))
    if resource.dialect.header or not resource.schema:
        return tuple(cells)
    names = [field.name for field in resource.schema.fields]
    return tuple(names[: len(cells)] + [""] * (len(cells) - len(names)))


def _shown(path: Path, root: Path) -> str:
    """Return the path relative to the catalog, or as it is where it lies elsewhere."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
