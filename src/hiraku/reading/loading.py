"""A data file becomes a DuckDB relation: at once where it is plainly clean, else with care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from hiraku import engine
from hiraku.admitted import Admitted
from hiraku.model import Dataset, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity
from hiraku.reading.apart import create, read_together, together
from hiraku.reading.csv.first_record import (
    MAX_CELL_BYTES,
    NotPlain,
    named_columns,
)
from hiraku.reading.csv.line_scan import LEAST_BYTES
from hiraku.reading.csv.scan_batches import MOST_BROKEN, Questions, ScanRequest, scanned
from hiraku.reading.csv.sifting import PlainPart
from hiraku.reading.files.appearance import refuse_pointer
from hiraku.reading.files.compressed import SUFFIXES, unpacked
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import UTF8, Encoding, find_encoding
from hiraku.reading.files.integrity import integrity_problems
from hiraku.reading.files.joined import MOST_FILES, join, joinable
from hiraku.reading.files.recoded import recoded
from hiraku.reading.files.survey import Survey
from hiraku.reading.in_place import (
    in_one_pass,
    in_place_table,
    request_if_plain,
    scan_result,
)
from hiraku.reading.loaded_table import LoadedTable, finished
from hiraku.reading.records.confined import form_of, read_csv, read_table
from hiraku.reading.records.items import Item, item_records
from hiraku.reading.records.record_reader import RecordSource, Sound, write_sound
from hiraku.reading.records.sheets import SheetRecords
from hiraku.reading.records.text_files import is_text, looked_at

SMALL = 1024 * 1024
# To read a larger file with care takes longer than to plan what is asked of it alone.
SHORT = 64 * 1024
# A workbook of old Excel keeps hidden parts and comments where nobody can look for them, and one
# with macros is no file to publish.
OWN_WORKBOOKS = frozenset({".xlsx", ".ods"})


def is_own_workbook(resource: Resource) -> bool:
    """Tell whether a catalog's own data is a workbook, by the name of the file."""
    return PurePosixPath(resource.path).suffix.casefold() in OWN_WORKBOOKS


class Loader(Struct, frozen=True):
    """Makes files the relations of one connection; `scratch` holds what is on its way.

    `any_format` reads whatever the modules of `formats/` read; of a catalog's own files they read
    the workbooks of `OWN_WORKBOOKS`.
    """

    connection: engine.DuckDBPyConnection
    scratch: Path
    any_format: bool = False

    def load_small_files(
        self, wanted: Iterable[tuple[Path, Place, Resource, str]], questions: Questions
    ) -> Iterator[LoadedTable]:
        """Load all small files at once that can be."""
        files = [file for entry in wanted if (file := _small(entry))]
        requests = (request_if_plain(file, questions) for file in files)
        known = set[str]()
        for request, result in scanned(filter(None, requests), self.connection):
            if table := in_one_pass(request, result):
                known.add(table.key)
                yield table
        short = (file for file in files if file.survey.size <= SHORT)
        others = islice((file for file in short if file.relation not in known), MOST_BROKEN)
        yield from read_together(others, questions, self.connection, self.scratch)

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

    def load_joined(
        self,
        files: Sequence[tuple[Admitted, Place]],
        resource: Resource,
        relation: str,
        questions: Questions,
    ) -> LoadedTable:
        """Load several files as one table; raise `Refused` where one of them is no plain text."""
        (_, place), *_ = files
        known = all(is_text(file.path, resource) for file, _ in files)
        if not (known and joinable(resource.dialect)) or len(files) > MOST_FILES:
            names = tuple(place.file for _, place in files[:EXAMPLES])
            raise Refused(Problem("several-files", place, {"files": names}))
        target = self.scratch / f"{relation}.parts.csv"
        joined = join(files, resource.dialect, target)
        altered = integrity_problems(target, resource.descriptor, place)
        try:
            table = self.load(target, place, resource, relation, questions)
        except Refused as refused:
            raise Refused(joined.placed(refused.problem)) from refused
        if table.sql == table.key:
            target.unlink()
        problems = (*joined.problems, *altered, *table.problems)
        return replace(table, problems=problems, joined=joined)

    def load_inline(
        self, dataset: Dataset, resource: Resource, at: int, relation: str, questions: Questions
    ) -> LoadedTable:
        """Load the rows that stand in the descriptor itself (Data Resource, `data`).

        The resource is the `at`th of the dataset, counted from 0.
        """
        keys = ("resources", at, "data")
        key, file = ".".join(map(str, keys)), dataset.origin.file
        data = resource.descriptor.get("data")
        if isinstance(data, str) and is_text(Path("data"), resource):
            return self._inline_text(data, Place(f"{file} {key}"), resource, relation, questions)
        place = Place(file, line=dataset.origin.line(*keys), key=key)
        if not isinstance(data, list):
            raise Refused(Problem("json-no-table", place))
        items = [Item(dataset.origin.line(*keys, row), cells) for row, cells in enumerate(data)]
        source = SheetRecords(item_records(items, resource, place))
        whole = DataFile(dataset.folder, Place(file), resource, relation, Survey(), 0)
        return self.keep(source, whole, questions)

    def _inline_text(
        self, text: str, place: Place, resource: Resource, relation: str, questions: Questions
    ) -> LoadedTable:
        """Load CSV that stands in the descriptor as one text; its lines are those of the text."""
        path = self.scratch / f"{relation}.inline.csv"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return self.load(path, place, resource, relation, questions)

    def _form(self, path: Path, resource: Resource) -> str | None:
        """Return the name of the format of such files; None where it is CSV or unknown."""
        if is_text(path, resource):
            return None
        own = path.suffix.casefold() in OWN_WORKBOOKS
        return form_of(path, resource) if own or self.any_format else None

    def _alone(self, file: DataFile, questions: Questions) -> LoadedTable | None:
        """Let DuckDB read the file where it lies; None where anything is not as it should be."""
        try:
            return in_place_table(file, questions, self.connection, self.scratch)
        except (engine.Error, UnicodeDecodeError, NotPlain):
            return None

    def _with_care(self, file: DataFile, questions: Questions) -> LoadedTable:
        encoding = find_encoding(file.path, file.resource.encoding, file.place)
        if file.resource.dialect.plain:
            table = self._in_utf8(file, encoding, questions)
            if table := table or self._sifted(file, encoding, questions):
                return table
        sound = read_csv(file, encoding, self._sound(file))
        return self._kept(sound, file, questions, encoding.problems)

    def _in_utf8(
        self, file: DataFile, encoding: Encoding, questions: Questions
    ) -> LoadedTable | None:
        """Read a large file in place that is not in UTF-8, or not all of whose lines end alike."""
        utf8 = encoding.codec == UTF8
        if file.survey.size < LEAST_BYTES or (file.plain and utf8):
            return None
        plain = file if utf8 else recoded(file, encoding, self.scratch)
        table = self._alone(plain, questions)
        if not table or not table.rows:
            return None
        return replace(table, problems=(*encoding.problems, *table.problems))

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
        table = LoadedTable(
            name, name, file.place.file, labels, unnumbered_sql=name, grid=sound.grid
        )
        create(self.connection, table, sound.longest, self._sound(file))
        all_problems = [*problems, *sound.problems]
        anything = replace(file, survey=replace(file.survey, odd=True))
        request = ScanRequest(file, b"", labels, questions(anything, labels))
        if sound.plain:
            return self._whole(table, sound.plain, request, all_problems)
        result = scan_result(request, table, self.connection)
        if result.counted.longest > MAX_CELL_BYTES:
            all_problems.extend(self._taken_out(table))
            result = scan_result(request, table, self.connection)
        return finished(
            replace(table, rows=result.counted.rows, answers=result.answers), all_problems
        )

    def _whole(
        self, apart: LoadedTable, plain: PlainPart, request: ScanRequest, told: Sequence[Problem]
    ) -> LoadedTable:
        """Put the plain records and those read apart together; raise where any is missing."""
        # What may be published stands in the order of its file; what is wrong need not be sorted.
        in_order = all(problem.severity is not Severity.ERROR for problem in told)
        table = together(apart, plain, request.file.resource.dialect, in_order=in_order)
        result = scan_result(request, table, self.connection)
        counted = self.connection.execute(f"SELECT count(*) FROM {apart.sql}").fetchone()
        rows = result.counted.rows
        if (rows - plain.rows,) != counted or result.counted.longest > MAX_CELL_BYTES:
            raise NotPlain
        return finished(replace(table, rows=rows, answers=result.answers), told)

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


def _small(entry: tuple[Path, Place, Resource, str]) -> DataFile | None:
    """Look at a file; None of what is large, or refused."""
    try:
        file = looked_at(*entry)
    except (Refused, UnicodeDecodeError):
        return None
    return file if file.survey.size <= SMALL else None


def _large(table: LoadedTable) -> str:
    return " OR ".join(f"strlen({column}) > {MAX_CELL_BYTES}" for column in table.columns)
