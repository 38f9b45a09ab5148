"""A data file becomes a DuckDB relation: at once where it is plainly clean, else with care."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku import engine
from hiraku.model import Dialect, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity
from hiraku.reading.csv.accounting import Counted, bytes_add_up
from hiraku.reading.csv.first_record import (
    LINE_BYTES,
    MAX_CELL_BYTES,
    NotPlain,
    header_of,
    named_columns,
)
from hiraku.reading.csv.line_scan import Lines, LineScan
from hiraku.reading.csv.quoting import well_formed
from hiraku.reading.csv.scan import numbered, scan, texts
from hiraku.reading.csv.scan_batches import ScanQuestions, ScanRequest, ScanResult, scanned
from hiraku.reading.csv.sifting import PlainPart
from hiraku.reading.files.appearance import refuse_pointer
from hiraku.reading.files.compressed import SUFFIXES, unpacked
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import Encoding, find_encoding
from hiraku.reading.files.survey import Survey
from hiraku.reading.loaded_table import LoadedTable
from hiraku.reading.records.confined import form_of, read_csv, read_table
from hiraku.reading.records.record_reader import RecordSource, Sound, write_sound
from hiraku.reading.records.text_files import is_text, looked_at
from hiraku.sql import literal

SMALL = 1024 * 1024
PIECE = 4_000_000
LEAST_PIECE = LINE_BYTES

# What to ask of a file and the labels that were found in it.
Questions = Callable[[DataFile, tuple[str, ...]], ScanQuestions]


def no_questions(_file: DataFile, _labels: tuple[str, ...]) -> ScanQuestions:
    return ScanQuestions()


class Loader(Struct, frozen=True):
    """Makes files the relations of one connection; `scratch` holds what is on its way.

    `any_format` reads what the modules of `formats/` read beside CSV.
    """

    connection: engine.DuckDBPyConnection
    scratch: Path
    any_format: bool = False

    def scan_small_files(
        self, wanted: Iterable[tuple[Path, Place, Resource, str]], questions: Questions
    ) -> Iterator[tuple[ScanRequest, ScanResult]]:
        """Scan all small files at once that can be."""
        files = (_request_or_none(entry, questions) for entry in wanted)
        small = (file for file in files if file and file.file.survey.size <= SMALL)
        yield from scanned(small, self.connection)

    def load_scanned(
        self, request: ScanRequest, result: ScanResult, questions: Questions
    ) -> LoadedTable:
        """Load a file that was scanned before."""
        return _in_one_pass(request, result) or self._with_care(request.file, questions)

    def load(
        self, path: Path, place: Place, resource: Resource, relation: str, questions: Questions
    ) -> LoadedTable:
        """Load the file; raise `Refused` where it cannot be read at all."""
        if self.any_format and path.suffix.casefold() in SUFFIXES:
            path = unpacked(path, resource, place, self.scratch)
        if form := self._form(path, resource):
            refuse_pointer(path, place)
            file = DataFile(path, place, resource, relation, Survey(), 0)
            sound = read_table(form, path, resource, place, self._sound(file))
            return self._kept(sound, file, questions)
        file = looked_at(path, place, resource, relation)
        table = self._alone(file, questions) if file.plain else None
        return table or self._with_care(file, questions)

    def _form(self, path: Path, resource: Resource) -> str | None:
        """Return the name of the format of such files; None where it is CSV or unknown."""
        if not self.any_format or is_text(path, resource):
            return None
        return form_of(path, resource)

    def _alone(self, file: DataFile, questions: Questions) -> LoadedTable | None:
        """Let DuckDB read the file where it lies; None where anything is not as it should be."""
        try:
            request = _request(file, questions)
            return self._by_lines(request) or self._by_cells(request)
        except (engine.Error, UnicodeDecodeError, NotPlain):
            return None

    def _by_lines(self, request: ScanRequest) -> LoadedTable | None:
        """Answer by whole lines what can be, and ask the cells for the rest only."""
        sound = request.inquiry.sound
        if not sound:
            return None
        whole = Lines(request.file, request.header, sound, self.connection)
        lines = whole.answered(request.questions, self.scratch)
        if not lines:
            return None
        rest = {
            name: asked for name, asked in request.questions.items() if name not in lines.answers
        }
        if rest:
            table = self._by_cells(replace(request, inquiry=ScanQuestions(rest)))
        else:
            table = _in_place_table(request.file, request.labels)
        return table and _with_lines(table, lines)

    def _by_cells(self, request: ScanRequest) -> LoadedTable | None:
        table = _in_place_table(request.file, request.labels)
        return _in_one_pass(request, self._result(request, table))

    def _result(self, request: ScanRequest, table: LoadedTable) -> ScanResult:
        counts: tuple[Any, ...] = ()
        for selected in request.selections:
            query = f"SELECT {selected} FROM {table.unnumbered_sql}"
            counts += self.connection.execute(query).fetchone() or ()
        return request.result(counts)

    def _with_care(self, file: DataFile, questions: Questions) -> LoadedTable:
        encoding = find_encoding(file.path, file.resource.encoding, file.place)
        if file.resource.dialect.plain and (table := self._sifted(file, encoding, questions)):
            return table
        sound = read_csv(file, encoding, self._sound(file))
        return self._kept(sound, file, questions, encoding.problems)

    def _sifted(
        self, file: DataFile, encoding: Encoding, questions: Questions
    ) -> LoadedTable | None:
        """Let DuckDB read the plain records of a file; None where it does not read each of them."""
        plain = self.scratch / f"{file.relation}.plain.csv"
        sound = read_csv(file, encoding, self._sound(file), plain)
        try:
            return self._kept(sound, file, questions, encoding.problems)
        except (engine.Error, NotPlain):
            return None

    def keep(
        self,
        source: RecordSource,
        file: DataFile,
        questions: Questions,
        problems: Sequence[Problem] = (),
    ) -> LoadedTable:
        """Keep the sound records of a source in a table, and what is wrong with the others."""
        sound = write_sound(source, file.resource, file.place.file, self._sound(file))
        return self._kept(sound, file, questions, problems)

    def _sound(self, file: DataFile) -> Path:
        return self.scratch / f"{file.relation}.csv"

    def _kept(
        self,
        sound: Sound,
        file: DataFile,
        questions: Questions,
        problems: Sequence[Problem] = (),
    ) -> LoadedTable:
        if not sound.labels:
            raise Refused(Problem("header-missing", file.place))
        labels = named_columns(list(sound.labels), file)
        name = file.relation
        table = LoadedTable(name, name, file.place.file, labels, unnumbered_sql=name)
        self._create(table, sound.longest, self._sound(file))
        all_problems = [*problems, *sound.problems]
        anything = replace(file, survey=replace(file.survey, odd=True))
        request = ScanRequest(file, b"", labels, questions(anything, labels))
        if sound.plain:
            return self._whole(table, sound.plain, request, all_problems)
        result = self._result(request, table)
        if result.counted.longest > MAX_CELL_BYTES:
            all_problems.extend(self._taken_out(table))
            result = self._result(request, table)
        return _finished(
            replace(table, rows=result.counted.rows, answers=result.answers), all_problems
        )

    def _whole(
        self, apart: LoadedTable, plain: PlainPart, request: ScanRequest, told: Sequence[Problem]
    ) -> LoadedTable:
        """Put the plain records and those read apart together; raise where any is missing."""
        dialect, columns = request.file.resource.dialect, len(apart.columns)
        held = f"SELECT {', '.join(apart.columns)} FROM {apart.sql}"
        # What may be published stands in the order of its file; what is wrong need not be sorted.
        sound = all(problem.severity is not Severity.ERROR for problem in told)
        order = " ORDER BY row" if sound else ""
        numbered = f"({plain.numbered(columns, dialect)} UNION ALL FROM {apart.sql}{order})"
        bare = f"({plain.unnumbered(columns, dialect)} UNION ALL {held})"
        table = replace(apart, sql=numbered, unnumbered_sql=bare)
        result = self._result(request, table)
        counted = self.connection.execute(f"SELECT count(*) FROM {apart.sql}").fetchone()
        rows = result.counted.rows
        if (rows - plain.rows,) != counted or result.counted.longest > MAX_CELL_BYTES:
            raise NotPlain
        return _finished(replace(table, rows=rows, answers=result.answers), told)

    def _create(self, table: LoadedTable, longest: int, written: Path) -> None:
        """Take over the records that stand in a file of ours, which then goes away."""
        columns = {"row": "BIGINT", "line": "BIGINT"} | dict.fromkeys(table.columns, "VARCHAR")
        size = str(max(longest + 1, LINE_BYTES))
        source = scan(written, columns, Dialect(), new_line=literal("\\n"), max_line_size=size)
        self.connection.execute(f"CREATE OR REPLACE TABLE {table.sql} AS SELECT * FROM {source}")
        written.unlink()

    def _taken_out(self, table: LoadedTable) -> Iterator[Problem]:
        """Take out the rows with a cell that is too large, and say so."""
        held = f"FROM {table.sql} WHERE {_large(table)}"
        first = self.connection.execute(f"SELECT row, line {held} ORDER BY row").fetchall()
        if not first:
            return
        self.connection.execute(f"DELETE {held}")
        places = [Place(table.file, row, line) for row, line in first]
        examples = tuple(Example(place) for place in places[:EXAMPLES])
        values = {"limit": f"{MAX_CELL_BYTES:,}"}
        yield Problem("cell-too-large", places[0], values, total=len(places), examples=examples)


def _large(table: LoadedTable) -> str:
    return " OR ".join(f"strlen({column}) > {MAX_CELL_BYTES}" for column in table.columns)


def _finished(table: LoadedTable, problems: Sequence[Problem] = ()) -> LoadedTable:
    if not table.rows and not problems:
        problems = [Problem("no-rows", Place(table.file), severity=Severity.WARNING)]
    return replace(table, problems=tuple(problems))


def _with_lines(table: LoadedTable, lines: LineScan) -> LoadedTable:
    answers = {**table.answers, **lines.answers}
    return replace(table, rows=lines.rows, answers=answers, left_over=lines.left_over)


def _request(file: DataFile, questions: Questions) -> ScanRequest:
    header, labels = header_of(file)
    return ScanRequest(file, header, labels, questions(file, labels))


def _request_or_none(
    entry: tuple[Path, Place, Resource, str], questions: Questions
) -> ScanRequest | None:
    try:
        file = looked_at(*entry)
        return _request(file, questions) if file.plain else None
    except (Refused, UnicodeDecodeError, NotPlain):
        return None


def _in_one_pass(request: ScanRequest, result: ScanResult) -> LoadedTable | None:
    """Return the file as a table, None where DuckDB did not read it as it stands."""
    file, counted = request.file, result.counted
    if counted.shortest == 0 or counted.longest > MAX_CELL_BYTES:
        return None
    if not _whole(file, request.header, len(request.labels), counted):
        return None
    table = _in_place_table(file, request.labels, lines_in_cells=counted.breaking)
    return _finished(replace(table, rows=counted.rows, answers=result.answers))


def _whole(file: DataFile, header: bytes, columns: int, counted: Counted) -> bool:
    """Tell whether DuckDB left nothing out; the bytes tell, or where cells quote, their grammar."""
    dialect = file.resource.dialect
    if counted.quoting:
        return well_formed(file.path, file.start, dialect, columns)
    return bytes_add_up(file.survey, dialect, header, columns, counted)


def _in_place_table(
    file: DataFile, labels: tuple[str, ...], *, lines_in_cells: bool = False
) -> LoadedTable:
    dialect = file.resource.dialect
    name = numbered(file.path, len(labels), dialect, lines_in_cells=lines_in_cells)
    table = LoadedTable(file.relation, name, file.place.file, labels)
    return replace(table, unnumbered_sql=texts(file.path, table.columns, dialect, **_divided(file)))


def _divided(file: DataFile) -> dict[str, str]:
    """Let all processors read a file in pieces that stay in their caches.

    By itself DuckDB takes pieces of 8 MB, so that one processor would read a file of 8 MB alone.
    """
    if file.survey.size <= LEAST_PIECE:
        return {}
    piece = max(LEAST_PIECE, file.survey.size // (os.cpu_count() or 1) + 1)
    return {"buffer_size": str(min(piece, PIECE))}
