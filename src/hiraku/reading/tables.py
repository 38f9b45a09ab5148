"""Every data file is read at most once, into one DuckDB in memory that may spill to the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Self

from msgspec.structs import replace

from hiraku import engine
from hiraku.admitted import Admitted
from hiraku.errors import HirakuError
from hiraku.model import Dataset, Resource
from hiraku.own_folders import Scratch
from hiraku.problems import Place, Problem, Refused, Severity
from hiraku.reading.catalog.resource_files import is_table
from hiraku.reading.catalog.resource_positions import ResourcePositions
from hiraku.reading.csv.line_scan import LEAST_BYTES
from hiraku.reading.csv.lines_apart import LinesApart, lines_apart
from hiraku.reading.csv.scan_batches import Questions
from hiraku.reading.csv.whereabouts import of_text
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.integrity import integrity_problems, row_count_problems
from hiraku.reading.files.joined import MOST_FILES
from hiraku.reading.files.paths import admit
from hiraku.reading.in_place import no_questions
from hiraku.reading.loaded_table import LoadedTable, in_a_file, in_memory
from hiraku.reading.loading import SMALL, Loader
from hiraku.reading.records.text_files import is_text, looked_at
from hiraku.reading.workbook_sheets import in_workbook

Cells = tuple[str | None, ...]

_PAST = "past"
# A larger table is held in a file, not in memory.
HELD_BYTES = 4 * 1024 * 1024
_WIDEST_IN_A_FILE = 1000


_Key = tuple[str, int]


class Tables:
    """The tables of a catalog, loaded when they are first asked for.

    `memory_limit` is DuckDB's, as in `512MB`; what does not fit spills below `cache`, or below the
    system's folder for temporary files. `any_format` reads JSON, old workbooks and archives, too.
    """

    def __init__(
        self,
        root: Path,
        cache: Path | None = None,
        memory_limit: str = "384MB",
        *,
        any_format: bool = False,
    ) -> None:
        self.root = root
        self._scratch = Scratch("hiraku-scratch-", cache)
        self.connection = engine.connect(memory_limit, str(self._scratch.path))
        self._loader = Loader(self.connection, self._scratch.path, any_format)
        self._any_format = any_format
        self._found: dict[_Key, LoadedTable | Problem] = {}
        self._numbers: dict[_Key, int] = {}
        self._positions = ResourcePositions()
        self._loaded_early: dict[str, LoadedTable] = {}
        self._admissions: dict[Path, Admitted] = {}
        self._looked_at: dict[str, Admitted] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self._scratch.cleanup()

    def load_small_files(self, datasets: Iterable[Dataset], questions: Questions) -> None:
        """Load all small files together that can be, before they are asked for."""
        openable = self._openable(datasets)
        for table in self._loader.load_small_files(openable, questions):
            self._loaded_early[table.key] = table

    def _openable(self, datasets: Iterable[Dataset]) -> Iterator[tuple[Path, Place, Resource, str]]:
        """Yield each small file once, by the first resource that names it."""
        known: set[Path] = set()
        for dataset in datasets:
            for resource in filter(attrgetter("path"), dataset.resources):
                with suppress(Refused):
                    admitted = self._admitted(dataset, resource)
                    large = admitted.identity.size > SMALL or resource.further
                    if large or admitted.path in known:
                        continue
                    known.add(admitted.path)
                    relation = self._relation(dataset, resource)
                    self._looked_at[relation] = admitted
                    yield admitted.path, Place(self.shown(admitted.path)), resource, relation

    def _relation(self, dataset: Dataset, resource: Resource) -> str:
        """Return the resource's own name in SQL: two resources may share one file."""
        key = self._key(dataset, resource)
        return f"t{self._numbers.setdefault(key, len(self._numbers) + 1)}"

    def table(
        self, dataset: Dataset, resource: Resource, questions: Questions = no_questions
    ) -> LoadedTable:
        """Return the resource's table; raise `Refused` where the file cannot be read at all.

        It is loaded once: `questions` are answered in the one pass that its file takes then.
        """
        key = self._key(dataset, resource)
        if key not in self._found:
            self._found[key] = self._load(dataset, resource, questions)
        loaded = self._found[key]
        if isinstance(loaded, Problem):
            raise Refused(loaded)
        return loaded

    def lines_apart(
        self, old: tuple[Dataset, Resource], new: tuple[Dataset, Resource]
    ) -> LinesApart | None:
        """Return what differs between two large plain files, None where both are to be read whole.

        Raises `Refused` where one of them may not be opened.
        """
        files = [self._looked_at_alone(*side) for side in (old, new)]
        if not files[0] or not files[1]:
            return None
        apart = lines_apart(files[0], files[1], self.connection, self._scratch.path)
        self.demand_unchanged()
        return apart

    def _looked_at_alone(self, dataset: Dataset, resource: Resource) -> DataFile | None:
        """Look at the bytes of a large CSV that no table was made of yet."""
        if not resource.path or resource.further:
            return None
        path = self._admitted(dataset, resource).path
        if path.stat().st_size < LEAST_BYTES or not is_text(path, resource):
            return None
        relation = self._relation(dataset, resource)
        return looked_at(path, Place(self.shown(path)), resource, relation)

    @contextmanager
    def held(self, dataset: Dataset, resource: Resource) -> Iterator[LoadedTable]:
        """Offer the resource's table to many questions, so that its file is read once for them.

        A small one is held in memory, a large one in a file that lets any part be read quickly; to
        write a very wide one into such a file takes more memory than there is: it stays as it is.
        Raises `Refused` where the file cannot be read at all.
        """
        table = self.table(dataset, resource)
        if table.sql == table.key:
            yield table
        elif self.path(dataset, resource).stat().st_size <= HELD_BYTES:
            with in_memory(table, self.connection) as held:
                yield held
        elif len(table.columns) > _WIDEST_IN_A_FILE:
            yield table
        else:
            with in_a_file(table, self.connection, self._scratch.path) as held:
                yield held

    def read_past(self, content: bytes, resource: Resource) -> tuple[LoadedTable, list[Cells]]:
        """Read what a resource's file held once, by the rules of today: its table and its records.

        Raises `Refused` where it cannot be read at all. Nothing of it stays in the database.
        """
        digest, suffix = hashlib.sha256(content).hexdigest(), PurePosixPath(resource.path).suffix
        path = self._scratch.path / f"{digest}{suffix}"
        path.write_bytes(content)
        try:
            table = self._loader.load(path, Place(resource.path), resource, _PAST, no_questions)
            columns = ", ".join(table.columns)
            return table, self.connection.execute(
                f"SELECT {columns} FROM {table.sql} ORDER BY row"
            ).fetchall()
        finally:
            path.unlink()
            self.connection.execute(f"DROP TABLE IF EXISTS {_PAST}")

    def demand_unchanged(self) -> None:
        """Raise `HirakuError` where a file is no longer the one that was read."""
        for admitted in self._admissions.values():
            self._demand_unchanged(admitted)

    def _demand_unchanged(self, admitted: Admitted) -> None:
        if not admitted.unchanged():
            raise HirakuError("stops.changed-meanwhile", file=self.shown(admitted.path))

    def path(self, dataset: Dataset, resource: Resource) -> Path:
        """Return the data file; raise `Refused` where it may not be opened."""
        return self._admitted(dataset, resource).path

    def _admitted(self, dataset: Dataset, resource: Resource, path: str = "") -> Admitted:
        """Admit a data file; which one it was when it was first asked for is remembered."""
        keys = ("resources", self._positions.listed(dataset, resource), "path")
        line = dataset.origin.line(*keys)
        place = Place(dataset.origin.file, line=line, key=".".join(map(str, keys)))
        admitted = admit(dataset.folder, path or resource.path, place)
        self._admissions.setdefault(admitted.path, admitted)
        return admitted

    def _load(
        self, dataset: Dataset, resource: Resource, questions: Questions
    ) -> LoadedTable | Problem:
        try:
            if not resource.path:
                return self._inline(dataset, resource, questions)
            files = self._files(dataset, resource)
            path, place = files[0].path, Place(self.shown(files[0].path))
            alone = {} if resource.further else resource.descriptor
            altered = tuple(integrity_problems(path, alone, place))
            if self._any_format and resource.descriptor and not is_table(resource.descriptor):
                return next(iter(altered), Problem("no-table", place, severity=Severity.WARNING))
            relation = self._relation(dataset, resource)
            if resource.further:
                return self._joined(files, resource, relation, questions)
            admitted = self._looked_at.pop(relation, files[0])
            self._demand_unchanged(admitted)
            table = self._located(path, place, resource, relation, questions)
            self._demand_unchanged(admitted)
            counted = _counted(table, resource)
            return replace(counted, problems=(*altered, *counted.problems))
        except Refused as refused:
            return refused.problem

    def _files(self, dataset: Dataset, resource: Resource) -> list[Admitted]:
        """Admit the files of a resource, one more than may be joined at most."""
        paths = (resource.path, *resource.further)
        return [self._admitted(dataset, resource, path) for path in paths[: MOST_FILES + 1]]

    def _joined(
        self, files: Sequence[Admitted], resource: Resource, relation: str, questions: Questions
    ) -> LoadedTable:
        """Load the several files of a resource as one table."""
        places = [(file, Place(self.shown(file.path))) for file in files]
        table = self._loader.load_joined(places, resource, relation, questions)
        for file in files:
            self._demand_unchanged(file)
        return _counted(table, resource)

    def _located(
        self, path: Path, place: Place, resource: Resource, relation: str, questions: Questions
    ) -> LoadedTable:
        """Load a file, and where it has no header of the schema look where else that may be."""
        if is_text(path, resource):
            table = self._read(path, place, resource, relation, questions)
            return replace(table, elsewhere=of_text(path, resource, table.labels))
        if resource.recipe:
            return self._read(path, place, resource, relation, questions)
        try:
            table = self._read(path, place, resource, relation, questions)
        except Refused as refused:
            elsewhere = in_workbook(path, place, resource, (), self._loader)
            if refused.problem.id not in {"header-missing", "file-empty"} or not elsewhere:
                raise
            return LoadedTable(relation, "", place.file, (), elsewhere=elsewhere)
        elsewhere = in_workbook(path, place, resource, table.labels, self._loader)
        return replace(table, elsewhere=elsewhere)

    def _read(
        self, path: Path, place: Place, resource: Resource, relation: str, questions: Questions
    ) -> LoadedTable:
        early = self._loaded_early.pop(relation, None)
        return early or self._loader.load(path, place, resource, relation, questions)

    def _inline(self, dataset: Dataset, resource: Resource, questions: Questions) -> LoadedTable:
        """Load the rows that stand in the descriptor itself."""
        at, relation = self._positions.listed(dataset, resource), self._relation(dataset, resource)
        return self._loader.load_inline(dataset, resource, at, relation, questions)

    def _key(self, dataset: Dataset, resource: Resource) -> _Key:
        """Return what tells resources apart: a stranger may give two of them one name."""
        return dataset.id, self._positions.of(dataset, resource)

    def shown(self, path: Path) -> str:
        """Return the path relative to the catalog, or as it is where it lies elsewhere."""
        inside = path.is_relative_to(self.root)
        return (path.relative_to(self.root) if inside else path).as_posix()


def _counted(table: LoadedTable, resource: Resource) -> LoadedTable:
    """Return the table, with a problem where it has not as many rows as `rows` says."""
    left_out = any(problem.severity is Severity.ERROR for problem in table.problems)
    if left_out:
        return table
    differing = row_count_problems(table.rows, resource.descriptor, table.file)
    return replace(table, problems=(*table.problems, *differing))
