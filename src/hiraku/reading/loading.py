"""A data file becomes a DuckDB relation: at once where it is plainly clean, else with care."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import duckdb

from hiraku.model import Dialect, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity
from hiraku.reading.careful import Careful, Source
from hiraku.reading.csv_text import CsvText
from hiraku.reading.encodings import decode, find_encoding, starts_as_utf16, starts_with_bom
from hiraku.reading.quoting import well_formed
from hiraku.reading.scan import numbered, scan
from hiraku.reading.survey import Survey, survey
from hiraku.registry import entries
from hiraku.sql import literal

MAX_COLUMNS = 2000
MAX_CELL_BYTES = 1024 * 1024
_LINE_BYTES = 2 * MAX_CELL_BYTES
FORMATS = {".csv", ".tsv", ".txt"}
_FORMS = "hiraku.reading.formats"


Questions = Callable[[Resource, tuple[str, ...]], list[str]]


def no_questions(resource: Resource, labels: tuple[str, ...]) -> list[str]:
    """Ask nothing about a resource and the labels that were found in its file."""
    del resource, labels
    return []


@dataclass(frozen=True)
class Table:
    """The sound records of a file, in its order: `name` is what stands after FROM in SQL.

    `key` is a name of its own among all tables. The columns are `row` (counted from 1, the header
    included), `line`, and `c1` to `cN`: text, NULL where a short record has no such cell.
    `problems` tell why other records are not in it, `answers` in how many rows each condition
    holds that was asked about.
    """

    key: str
    name: str
    file: str
    labels: tuple[str, ...]
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    answers: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(f"c{position}" for position in range(1, len(self.labels) + 1))


@dataclass(frozen=True)
class DataFile:
    """A file that may be opened, what its bytes tell, and the relation that it becomes."""

    path: Path
    place: Place
    resource: Resource
    relation: str
    survey: Survey
    start: int

    @property
    def plain(self) -> bool:
        return self.survey.plain and self.resource.dialect.plain and not starts_as_utf16(self.path)


@dataclass(frozen=True)
class Loader:
    """Makes files the relations of one connection; `scratch` holds what is on its way.

    `questions` are conditions, asked in the one pass that every file takes. `any_format` reads
    what the modules of `formats/` read beside CSV.
    """

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    questions: Questions
    any_format: bool = False

    def load(self, path: Path, place: Place, resource: Resource, relation: str) -> Table:
        """Load the file; raise `Refused` where it cannot be read at all."""
        if form := self._form(path, resource):
            file = DataFile(path, place, resource, relation, Survey(), 0)
            return self.keep(form.read(path, resource, place), file)
        file = _looked_at(path, place, resource, relation)
        table = self._at_once(file) if file.plain else None
        return table or self._with_care(file)

    def _form(self, path: Path, resource: Resource) -> ModuleType | None:
        """Return the module that reads files of this kind; None where it is CSV or unknown."""
        if not self.any_format or path.suffix.casefold() in FORMATS:
            return None
        named = str(resource.descriptor.get("format", "")).casefold()
        for suffix in (path.suffix.casefold(), f".{named}"):
            for form in entries(_FORMS).values():
                if suffix in form.suffixes:
                    return form
        return None

    def _at_once(self, file: DataFile) -> Table | None:
        """Let DuckDB read the file where it lies; None where anything is not as it should be."""
        try:
            labels = _labels(_header(file), file)
            dialect = file.resource.dialect
            if not _sound(file, len(labels)):
                return None
            table = Table(
                file.relation, numbered(file.path, len(labels), dialect), file.place.file, labels
            )
            rows, blank, large, *answers = self._asked(table, file)
        except (duckdb.Error, UnicodeDecodeError, _NotPlain):
            return None
        skipped = file.survey.lines - file.resource.dialect.header - rows
        if blank or large or (skipped and not _lines_in_cells(file, len(labels))):
            return None
        if skipped:
            name = numbered(file.path, len(labels), dialect, lines_in_cells=True)
            table = replace(table, name=name)
        return _finished(replace(table, rows=rows, answers=tuple(answers)))

    def _with_care(self, file: DataFile) -> Table:
        encoding = find_encoding(file.path, file.resource.encoding, file.place)
        text = "".join(decode(file.path, encoding))
        if not text.strip("\r\n"):
            raise Refused(Problem("file-empty", file.place))
        source = CsvText(text, file.resource.dialect)
        return self.keep(source, file, encoding.problems)

    def keep(self, source: Source, file: DataFile, problems: Sequence[Problem] = ()) -> Table:
        """Keep the sound records of a source in a table, and what is wrong with the others."""
        careful = Careful(source, file.resource, file.place.file)
        if not careful.labels:
            raise Refused(Problem("header-missing", file.place))
        labels = _labels(list(careful.labels), file)
        table = Table(file.relation, file.relation, file.place.file, labels)
        sound = self.scratch / f"{table.name}.csv"
        longest = careful.write(sound)
        columns = {"row": "BIGINT", "line": "BIGINT"} | dict.fromkeys(table.columns, "VARCHAR")
        size = str(max(longest + 1, _LINE_BYTES))
        scanned = scan(sound, columns, Dialect(), new_line=literal("\\n"), max_line_size=size)
        self.connection.execute(f"CREATE OR REPLACE TABLE {table.name} AS SELECT * FROM {scanned}")
        sound.unlink()
        problems = [*problems, *getattr(source, "problems", ()), *careful.problems]
        rows, _, large, *answers = self._asked(table, file)
        if large:
            problems.append(self._taken_out(table))
            rows, _, _, *answers = self._asked(table, file)
        return _finished(replace(table, rows=rows, answers=tuple(answers)), problems)

    def _asked(self, table: Table, file: DataFile) -> tuple[int, ...]:
        """Count the rows, the blank ones, those with a huge cell, and what was asked about.

        Every column is looked at, because DuckDB validates the text of those only.
        """
        blank = " AND ".join(f"{column} = ''" for column in table.columns)
        conditions = [blank, _large(table), *self.questions(file.resource, table.labels)]
        counts = ", ".join(f"count_if({condition})" for condition in conditions)
        found = self.connection.execute(f"SELECT count(*), {counts} FROM {table.name}").fetchone()
        return tuple(found or ())

    def _taken_out(self, table: Table) -> Problem:
        """Take out the rows with a cell that is too large, and say so."""
        held = f"FROM {table.name} WHERE {_large(table)}"
        first = self.connection.execute(f"SELECT row, line {held} ORDER BY row").fetchall()
        self.connection.execute(f"DELETE {held}")
        places = [Place(table.file, row, line) for row, line in first]
        examples = tuple(Example(place) for place in places[:EXAMPLES])
        values = {"limit": f"{MAX_CELL_BYTES:,}"}
        return Problem("cell-too-large", places[0], values, total=len(places), examples=examples)


def _large(table: Table) -> str:
    return " OR ".join(f"strlen({column}) > {MAX_CELL_BYTES}" for column in table.columns)


def _finished(table: Table, problems: Sequence[Problem] = ()) -> Table:
    if not table.rows and not problems:
        problems = [Problem("no-rows", Place(table.file), severity=Severity.WARNING)]
    return replace(table, problems=tuple(problems))


def _looked_at(path: Path, place: Place, resource: Resource, relation: str) -> DataFile:
    if path.suffix.casefold() not in FORMATS:
        raise Refused(Problem("file-unsupported", place, {"format": path.suffix or path.name}))
    start = 3 if starts_with_bom(path) else 0
    found = survey(path, resource.dialect, start)
    if found.empty:
        raise Refused(Problem("file-empty", place))
    return DataFile(path, place, resource, relation, found, start)


class _NotPlain(Exception):  # noqa: N818 - no error: the careful way is taken
    """The file has something that DuckDB cannot be trusted with."""


def _sound(file: DataFile, columns: int) -> bool:
    """Tell whether every record has its cells: DuckDB overlooks an empty one too many."""
    if file.survey.quoted:
        return well_formed(file.path, file.start, file.resource.dialect, columns)
    return file.survey.delimiters == (columns - 1) * file.survey.lines


def _lines_in_cells(file: DataFile, columns: int) -> bool:
    """Tell whether rows may be fewer than lines: where cells have lines, not where one is blank."""
    return file.survey.quoted and columns > 1


def _header(file: DataFile) -> list[str]:
    """Return the cells of the first line, which must be one whole record."""
    with file.path.open("rb") as stream:
        stream.seek(file.start)
        line = stream.readline(_LINE_BYTES).decode()
    first = next(CsvText(line, file.resource.dialect).records())
    if first.faults:
        raise _NotPlain
    return first.cells


def _labels(cells: list[str], file: DataFile) -> tuple[str, ...]:
    """Return the header's cells; without a header, the names of the fields in their order."""
    if len(cells) > MAX_COLUMNS:
        raise Refused(Problem("too-many-columns", file.place, {"limit": f"{MAX_COLUMNS:,}"}))
    schema = file.resource.schema
    if not schema:
        return tuple(cells)
    names = [field.name for field in schema.fields]
    if file.resource.dialect.header:
        folded = {} if file.resource.dialect.header_case else {n.casefold(): n for n in names}
        return tuple(folded.get(cell.casefold(), cell) for cell in cells)
    return tuple(names[: len(cells)] + [""] * (len(cells) - len(names)))
