"""One dataset in, its report out: its description, then each table from its header to its keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.cells.cells import cell_problems, texts_in_doubt
from hiraku.checking.cells.one_ahead import one_ahead
from hiraku.checking.cells.rows_in_doubt import reference_beforehand, set_aside
from hiraku.checking.cells.scan_questions import (
    doubts_in,
    scan_questions,
    sound_questions,
)
from hiraku.checking.cells.sound_cells import sound_record
from hiraku.checking.contracts import (
    Column,
    ColumnRule,
    CountingRule,
    DatasetRule,
    Kind,
    MemberRule,
    TableRule,
    ValueRule,
    problem,
    rules,
)
from hiraku.checking.keys.foreign_key_targets import References, referred
from hiraku.checking.keys.keys import foreign_key_problems, key_problems
from hiraku.checking.keys.labels import OF_EVERY_ROW, FileHeader, match_labels
from hiraku.checking.keys.matched_table import MatchedFields, MatchedTable
from hiraku.checking.persons.masking import masked
from hiraku.checking.schemas import JudgedSchemas, problems_of
from hiraku.model import Catalog, Dataset, ForeignKey, Resource, Schema
from hiraku.problems import Counts, Place, Problem, Refused, Report, Severity, Value
from hiraku.reading.csv import line_scan
from hiraku.reading.csv.scan_batches import ScanQuestions
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.joined import on_parts
from hiraku.reading.files.sheet_grid import on_sheets
from hiraku.reading.loaded_table import LoadedTable
from hiraku.reading.loading import is_own_workbook
from hiraku.reading.tables import Tables

# Faults of a file that take no key out of it; with any other, a key may be missing in the table
# and yet stand in the file.
KEEP_KEYS = {
    "blank-row", "extra-cell", "missing-cell", "mixed-line-ends", "cr-line-ends",
    "encoding-undeclared", "encoding-utf16", "row-count",
}  # fmt: skip


# What a resource is called changes nothing of what is found in its file.
_NAMING = {"name", "title", "description"}

# What is asked of thousands of columns at once exceeds any memory.
AT_ONCE = 100
# To plan what is asked by a schema takes some 20 ms: more of them would take minutes.
MOST_SCHEMAS = 1000
# To tell what is wrong in a table takes as long; in sound ones a tenth of it.
MOST_FAULTY = 1000


class DatasetJudge(Struct, frozen=True):
    """Judges datasets of a catalog, by what is right in their schemas."""

    catalog: Catalog
    tables: Tables
    schemas: JudgedSchemas
    references: References

    def report(self, dataset: Dataset) -> Report:
        """Judge a dataset: its description and every table."""
        problems, counts = self._tables(dataset)
        return Report((*self._description(dataset), *problems), counts)

    def _tables(self, dataset: Dataset) -> tuple[list[Problem], Counts]:
        """Judge the tables one by one: of what two share it is done once."""
        problems, counts = list[Problem](), Counts(datasets=1)
        judged: dict[str, tuple[list[Problem], Counts]] = {}
        resources = _within_the_limit(dataset)
        if len(resources) < len(dataset.resources):
            problems.append(_too_many_schemas(dataset, len(resources)))
        faulty = 0
        for at, resource in enumerate(resources):
            if faulty == MOST_FAULTY:
                problems.append(_too_many_faulty_tables(dataset, at))
                break
            known = judged.get(_alike(resource))
            own, counted = known or self._resource(dataset, resource)
            faulty += not known and bool(own)
            if all(problem.place.file != dataset.origin.file for problem in own):
                judged[_alike(resource)] = own, counted
            problems += own
            counts += counted
        problems += self._books(dataset, problems)
        return problems, counts

    def _books(self, dataset: Dataset, known: list[Problem]) -> list[Problem]:
        """Look through the workbooks that are data, for they are published as they are."""
        if not self.catalog.strict or not any(map(is_own_workbook, dataset.resources)):
            return []
        from hiraku.checking.persons.published_books import (  # noqa: PLC0415 - all of `intake`
            book_problems,
        )

        return masked(book_problems(dataset, self.tables, known))

    def _resource(self, dataset: Dataset, resource: Resource) -> tuple[list[Problem], Counts]:
        try:
            table = self.tables.table(dataset, resource, self.questions)
        except Refused as refused:
            return [refused.problem], Counts(resources=1)
        grid = None if table.elsewhere else table.grid
        problems = on_sheets(self._table(table, dataset, resource), grid, table.file)
        problems = masked(on_parts(problems, table.joined))
        cells = table.rows * len(table.labels)
        return problems, Counts(resources=1, rows=table.rows, cells=cells)

    def questions(self, file: DataFile, labels: tuple[str, ...]) -> ScanQuestions:
        """Return what to ask of a file with these labels on its one pass."""
        schema = self.schemas.of(file.resource)
        if not schema:
            return ScanQuestions()
        fields = MatchedFields(
            schema, match_labels(FileHeader(file.place.file, labels), schema).positions
        )
        referenced = self.references.to(file.resource)
        counting = rules(CountingRule)
        asked = dict(scan_questions(file, fields, counting, referenced))
        if file.survey.size < line_scan.LEAST_BYTES:
            return ScanQuestions(asked)
        columns = fields.columns(tuple(fields.positions))
        answered = frozenset(sound_questions(fields, counting))
        sound = sound_record(columns, len(labels), file.resource.dialect, answered)
        return ScanQuestions(asked, sound)

    def _description(self, dataset: Dataset) -> list[Problem]:
        if not self.catalog.strict:
            return []
        place = Place(dataset.origin.file)
        problems = [
            *problems_of(DatasetRule, lambda rule: rule.find(dataset), place),
            *problems_of(MemberRule, lambda rule: rule.find(dataset, self.catalog), place),
        ]
        return sorted(problems, key=attrgetter("id"))

    def _table(self, table: LoadedTable, dataset: Dataset, resource: Resource) -> Iterator[Problem]:
        schema = self.schemas.of(resource)
        if not schema:
            yield from table.problems
            return
        matching = match_labels(table, schema)
        if matching.misread:
            yield from (problem for problem in table.problems if problem.id not in OF_EVERY_ROW)
            yield from _but_the_delimiter(matching.problems, resource)
            return
        yield from table.problems
        yield from matching.problems
        fields = MatchedFields(schema, matching.positions)
        matched = MatchedTable(table, fields, self.tables.connection)
        problems, broken = self._cells(matched)
        yield from problems
        matched = replace(matched, broken=broken)
        yield from self._together(matched)
        yield from key_problems(matched)
        yield from foreign_key_problems(
            matched, resource, lambda key: self._target(key, dataset, resource, matched)
        )

    def _cells(self, matched: MatchedTable) -> tuple[list[Problem], dict[int, str]]:
        """Judge every column; return the relations of keys' texts that are no values as well."""
        columns = matched.columns(tuple(matched.fields.positions))
        problems: list[Problem] = []
        broken: dict[int, str] = {}
        for first in range(0, len(columns), AT_ONCE):
            problems += self._some_cells(matched, columns[first : first + AT_ONCE], broken)
        return problems, broken

    def _some_cells(
        self, matched: MatchedTable, columns: list[Column], broken: dict[int, str]
    ) -> Iterator[Problem]:
        doubts = [
            column for column in columns if not matched.is_known_to_be_none(doubts_in(column))
        ]
        doubtful = {column.position for column in doubts}
        aside = set_aside(matched, doubts)
        asked = [
            replace(column, table=aside, connection=column.connection.cursor()) for column in doubts
        ]
        values = [self._judged(rule) for rule in rules(ValueRule)]
        with (
            reference_beforehand(aside, doubts),
            one_ahead(texts_in_doubt, asked) as in_doubt,
        ):
            for column in columns:
                if column.position in doubtful:
                    texts = matched.broken_texts(column)
                    apart = replace(column, table=aside)
                    yield from cell_problems(apart, next(in_doubt), values, texts.add)
                    if relation := texts.relation():
                        broken[column.position] = relation
                for rule in map(self._judged, rules(ColumnRule)):
                    findings = rule.find(column)
                    yield from (problem(rule, finding, column.place) for finding in findings)

    def _together(self, matched: MatchedTable) -> Iterator[Problem]:
        """Judge the columns of the table as one."""
        columns = matched.columns(tuple(matched.fields.positions))
        key = matched.fields.schema.primary_key
        for rule in map(self._judged, rules(TableRule)):
            for finding in rule.find(columns, key):
                yield problem(rule, finding, Place(matched.table.file))

    def _judged(self, rule: Kind) -> Kind:
        """A rule of our own warns only where the data is not ours to publish."""
        return rule if self.catalog.strict else replace(rule, severity=Severity.WARNING)

    def _target(
        self, key: ForeignKey, dataset: Dataset, resource: Resource, own: MatchedTable
    ) -> MatchedTable | None:
        """Find the table that a foreign key reaches; None where there is no sound one."""
        if not key.package and not key.resource:
            return own
        referred_to = referred(self.catalog, dataset, resource, key)
        schema = self.schemas.of(referred_to[1]) if referred_to else None
        if not referred_to or not schema:
            return None
        try:
            table = self.tables.table(*referred_to, self.questions)
        except Refused:
            return None
        errors = (problem for problem in table.problems if problem.severity is Severity.ERROR)
        if any(error.id not in KEEP_KEYS for error in errors):
            return None
        return _matched(table, schema, self.tables)


def _within_the_limit(dataset: Dataset) -> tuple[Resource, ...]:
    """Return the resources before the one whose schema is one too many."""
    schemas: set[str] = set()
    for at, resource in enumerate(dataset.resources):
        schemas.add(json.dumps(resource.descriptor.get("schema"), sort_keys=True))
        if len(schemas) > MOST_SCHEMAS:
            return dataset.resources[:at]
    return dataset.resources


def _too_many_schemas(dataset: Dataset, judged: int) -> Problem:
    values = _of_all(MOST_SCHEMAS, judged, dataset)
    return Problem("too-many-schemas", Place(dataset.origin.file, key="resources"), values)


def _too_many_faulty_tables(dataset: Dataset, judged: int) -> Problem:
    values = _of_all(MOST_FAULTY, judged, dataset)
    return Problem("too-many-faulty-tables", Place(dataset.origin.file, key="resources"), values)


def _of_all(limit: int, judged: int, dataset: Dataset) -> dict[str, Value]:
    total = len(dataset.resources)
    return {"limit": f"{limit:,}", "judged": f"{judged:,}", "total": f"{total:,}"}


def _alike(resource: Resource) -> str:
    """Return what resources share of which the same is found, though each has its own name."""
    tree = {key: value for key, value in resource.descriptor.items() if key not in _NAMING}
    schema = 0 if isinstance(tree.get("schema"), dict) else id(resource.schema)
    read = resource.path, resource.encoding, repr(resource.dialect), schema
    return json.dumps([read, tree], sort_keys=True)


def _but_the_delimiter(problems: list[Problem], resource: Resource) -> Iterator[Problem]:
    """Leave out what only follows from a delimiter that is none, which is told already."""
    known = not resource.dialect.delimiter_unknown
    yield from (problem for problem in problems if known or problem.id != "delimiter-mismatch")


def _matched(table: LoadedTable, schema: Schema, tables: Tables) -> MatchedTable:
    positions = match_labels(table, schema).positions
    return MatchedTable(table, MatchedFields(schema, positions), tables.connection)
