"""Catalog in, Report out: the order in which things are judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.checking.allowances import allowed
from hiraku.checking.cells import reference
from hiraku.checking.cells.cells import cell_problems
from hiraku.checking.cells.scan_questions import in_doubt, questions
from hiraku.checking.contracts import Column, Finding, Rule
from hiraku.checking.counting import counted
from hiraku.checking.kept.fingerprints import of_dataset
from hiraku.checking.kept.report_cache import Verdicts
from hiraku.checking.keys.foreign_key_targets import References, referred
from hiraku.checking.keys.keyed import Keyed
from hiraku.checking.keys.keys import foreign_key_problems, key_problems
from hiraku.checking.keys.labels import OF_EVERY_ROW, match_labels
from hiraku.checking.persons.masking import masked
from hiraku.checking.tile_codes import tile_code_problems
from hiraku.checking.types.sound_schemas import without
from hiraku.model import Catalog, Dataset, ForeignKey, Resource, Schema
from hiraku.problems import Counts, Place, Problem, Refused, Report, Severity
from hiraku.progress import Told, silent
from hiraku.reading.catalog.catalog import Reading
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.loading import Table
from hiraku.reading.tables import Tables
from hiraku.registry import entries

RULES = "hiraku.checking.rules"
# Faults of a file that take no key out of it; with any other, a key may be missing in the table
# and yet stand in the file.
KEEP_KEYS = {
    "blank-row", "extra-cell", "missing-cell", "mixed-line-ends", "cr-line-ends",
    "encoding-undeclared", "encoding-utf16", "row-count",
}  # fmt: skip


def check(
    reading: Reading,
    tables: Tables,
    told: Told = silent,
    only: str | None = None,
    verdicts: Verdicts | None = None,
) -> Report:
    """Judge descriptors, schemas, datasets and every file.

    `told` hears how far the work is; `only` names the one dataset to judge; `verdicts` spares
    what was judged before.
    """
    kept = verdicts or Verdicts()
    checker = _Checker(reading.catalog, tables)
    wanted = [each for each in reading.catalog.datasets if only in (None, each.folder.name)]
    problems = [*reading.problems, *checker.schema_problems()]
    if not reading.problems:
        problems.extend(checker.catalog_problems())
    if only:
        problems = [each for each in problems if _concerns(each, only, wanted)]
    prints = {each.id: _fingerprint(each, reading, tables, kept) for each in wanted}
    known = {each.id: kept.known(prints[each.id]) for each in wanted}
    tables.look_ahead(each for each in wanted if not known[each.id])
    parts: dict[str, Report] = {}
    for done, dataset in enumerate(wanted, 1):
        told(done, len(wanted), dataset.id)
        parts[dataset.id] = known[dataset.id] or checker.dataset_report(dataset)
        problems.extend(parts[dataset.id].problems)
        if not known[dataset.id] and prints[dataset.id] == _fingerprint(
            dataset, reading, tables, kept
        ):
            kept.keep(prints[dataset.id], parts[dataset.id])
    if not only:
        problems.extend(tile_code_problems(reading.catalog, tables))
    counts = sum((part.counts for part in parts.values()), Counts())
    if not parts and not problems:
        problems.append(Problem("catalog-empty", Place(f"datasets/{only}" if only else "datasets")))
    return Report(tuple(problems), counts, parts)


def _fingerprint(
    dataset: Dataset, reading: Reading, tables: Tables, verdicts: Verdicts
) -> str | None:
    return of_dataset(dataset, reading.catalog, tables) if verdicts.folder else None


def _concerns(problem: Problem, folder: str, datasets: list[Dataset]) -> bool:
    """Tell whether a problem of a descriptor is one of this dataset or of a schema that it uses."""
    used = {
        resource.schema.origin.file
        for dataset in datasets
        for resource in dataset.resources
        if resource.schema
    }
    file = problem.place.file
    return f"{file}/".startswith(f"datasets/{folder}/") or file in used


class _Checker(Struct, dict=True):
    catalog: Catalog
    tables: Tables
    sound: dict[int, Schema] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.references = References(self.catalog)

    def schema_problems(self) -> list[Problem]:
        """Judge every schema once; data is judged by what is right in it."""
        problems: list[Problem] = []
        for schema in self._schemas():
            found = [
                _problem(rule, each, Place(schema.origin.file))
                for rule in _rules("schema")
                for each in rule.find(schema, self.tables.connection)
            ]
            wrong = [each.place.key or "" for each in found if each.severity is Severity.ERROR]
            self.sound[id(schema)] = without(schema, wrong) if wrong else schema
            problems.extend(found)
            problems.extend(self._description_problems(schema))
        self.tables.ask(self._questions)
        return problems

    def _schemas(self) -> Iterator[Schema]:
        """Yield every schema once: those of the catalog, and those that stand in a package."""
        used = (
            resource.schema
            for dataset in self.catalog.datasets
            for resource in dataset.resources
            if resource.schema
        )
        yield from {id(each): each for each in (*self.catalog.schemas.values(), *used)}.values()

    def _schema(self, resource: Resource) -> Schema | None:
        """Return what is right in a resource's schema."""
        return self.sound[id(resource.schema)] if resource.schema else None

    def catalog_problems(self) -> Iterator[Problem]:
        if self.catalog.described:
            for rule in _rules("catalog"):
                for each in rule.find(self.catalog):
                    yield _problem(rule, each, Place(self.catalog.origin.file))

    def _description_problems(self, schema: Schema) -> Iterator[Problem]:
        if self.catalog.strict:
            for rule in _rules("description"):
                for each in rule.find(schema):
                    yield _problem(rule, each, Place(schema.origin.file))

    def _questions(self, file: DataFile, labels: tuple[str, ...]) -> Iterator[str]:
        if schema := self._schema(file.resource):
            table = Table("", "", "", labels)
            positions = match_labels(table, schema).positions
            keyed = Keyed(table, schema, positions, self.tables.connection)
            yield from questions(
                file,
                keyed,
                [*_rules("column"), *_rules("table")],
                self.references.to(file.resource),
            )

    def dataset_report(self, dataset: Dataset) -> Report:
        problems = list(self._dataset_problems(dataset))
        counts = Counts(datasets=1)
        for resource in dataset.resources:
            found, seen = self._resource(dataset, resource)
            problems.extend(found)
            counts += seen
        permitted = allowed(problems, dataset, _allowable(), date.today())  # noqa: DTZ011 - a day
        return Report(tuple(permitted), counts)

    def _dataset_problems(self, dataset: Dataset) -> Iterator[Problem]:
        if self.catalog.strict:
            for rule in _rules("dataset"):
                for each in rule.find(dataset, self.catalog):
                    yield _problem(rule, each, Place(dataset.origin.file))

    def _resource(self, dataset: Dataset, resource: Resource) -> tuple[list[Problem], Counts]:
        try:
            table = self.tables.table(dataset, resource)
        except Refused as refused:
            return [refused.problem], Counts(resources=1)
        counts = Counts(resources=1, rows=table.rows, cells=table.rows * len(table.labels))
        problems = list(table.problems)
        if schema := self._schema(resource):
            matching = match_labels(table, schema)
            if matching.misread:
                others = [each for each in problems if each.id not in OF_EVERY_ROW]
                return [*others, *matching.problems], counts
            keyed = Keyed(table, schema, matching.positions, self.tables.connection)
            problems.extend(matching.problems)
            problems.extend(self._columns(keyed))
            problems.extend(self._table(keyed))
            problems.extend(key_problems(keyed))
            problems.extend(
                foreign_key_problems(
                    keyed, resource, lambda key: self._target(key, dataset, resource, keyed)
                )
            )
        return masked(problems), counts

    def _table(self, keyed: Keyed) -> Iterator[Problem]:
        columns = keyed.columns(tuple(keyed.positions))
        for rule in map(self._judged, _rules("table")):
            for each in rule.find(columns, keyed.schema.primary_key):
                yield _problem(rule, each, Place(keyed.table.file))

    def _columns(self, keyed: Keyed) -> Iterator[Problem]:
        columns = keyed.columns(tuple(keyed.positions))
        answers = keyed.table.answers
        doubts = [each for each in columns if answers[counted(in_doubt(each))]]
        doubtful = {each.position for each in doubts}
        aside = self._set_aside(keyed.table, doubts)
        values = [self._judged(rule) for rule in _rules("value")]
        for column in columns:
            if column.position in doubtful:
                broken: deque[str] = deque(maxlen=None if keyed.in_key(column) else 0)
                yield from cell_problems(replace(column, table=aside), values, broken)
                keyed.set_broken(column, list(broken))
            for rule in map(self._judged, _rules("column")):
                for each in rule.find(column):
                    yield _problem(rule, each, column.place)

    def _set_aside(self, table: Table, doubts: list[Column]) -> Table:
        """Copy the rows with a cell in doubt, so that the file need not be read for each column."""
        if doubts:
            reference.call()
            held = " OR ".join(f"({in_doubt(each)})" for each in doubts)
            self.tables.connection.execute(
                f"CREATE OR REPLACE TABLE doubts AS SELECT * FROM {table.name} WHERE {held}"
            )
        return replace(table, name="doubts", bare="doubts", answers={})

    def _judged(self, rule: Rule) -> Rule:
        """A rule of our own warns only where the data is not ours to publish."""
        severity = rule.severity if self.catalog.strict else Severity.WARNING
        return replace(rule, severity=severity)

    def _target(
        self, key: ForeignKey, dataset: Dataset, resource: Resource, own: Keyed
    ) -> Keyed | None:
        """Find the table that a foreign key reaches; None where there is no sound one."""
        if not key.package and not key.resource:
            return own
        found = referred(self.catalog, dataset, resource, key)
        if not found or not found[1].schema:
            return None
        other, target = found
        try:
            table = self.tables.table(other, target)
        except Refused:
            return None
        if any(
            each.severity is Severity.ERROR and each.id not in KEEP_KEYS for each in table.problems
        ):
            return None
        schema = self._schema(target)
        positions = match_labels(table, schema).positions if schema else {}
        return Keyed(table, schema, positions, self.tables.connection) if schema else None


def _rules(scope: str) -> list[Rule]:
    return [each.rule for each in entries(RULES).values() if each.rule.scope == scope]


def _allowable() -> set[str]:
    rules = (each.rule for each in entries(RULES).values())
    return {rule.id for rule in rules if rule.allowable}


def _problem(rule: Rule, finding: Finding, place: Place) -> Problem:
    first = finding.examples[0].place if finding.examples else finding.place or place
    return Problem(
        rule.id,
        first,
        finding.values,
        hint=finding.hint,
        severity=finding.severity or rule.severity,
        total=finding.total,
        examples=finding.examples,
    )
