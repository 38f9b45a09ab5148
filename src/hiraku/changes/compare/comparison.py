"""The story of a comparison: two sides, what differs, what it means, who proves it, what is due."""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.compare.approvals import approved, left_over, read_approvals
from hiraku.changes.compare.gates import dataset_gates, history_gates, reference_gates
from hiraku.changes.compare.past import past_files
from hiraku.changes.compare.report import ChangeReport, Subject, TableData
from hiraku.changes.compare.sides import Sides
from hiraku.changes.compare.tables import data_changes
from hiraku.changes.compare.witnesses import Testimony, refused, with_witnesses
from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.packages import resource_pairs
from hiraku.changes.structure.pairing import paired
from hiraku.changes.verdicts.judge import judge_packages, judge_schemas
from hiraku.changes.verdicts.judgement import CONTRIBUTORS, READERS, Judgement, judgement
from hiraku.changes.verdicts.outcome import Outcome, Word
from hiraku.changes.versions import VersionVerdict, highest, verdict
from hiraku.model import Dataset, Recipe, Resource, Schema
from hiraku.problems import Problem
from hiraku.reading.tables import Tables

# Two states of a table side by side; what does not fit spills to the disk, three times as slow.
_MEMORY = "1GB"
# DuckDB packs tables of 16 MB and more anew, again and again, in vain for what is dropped so soon.
_KEEP_AS_IT_IS = "SET checkpoint_threshold = '1TB'"


class _Comparer(Struct):
    sides: Sides
    profile: str
    tables: Tables
    scratch: Path

    def subjects(self) -> Iterator[Subject]:
        for old, new in _dataset_pairs(self.sides):
            if old and new:
                if subject := self._dataset(old, new):
                    yield subject
            else:
                yield from dataset_gates(old, new, self.sides)
        yield from self._schemas()

    def _dataset(self, old: Dataset, new: Dataset) -> Subject | None:
        judgements = [
            _placed(judgement, new.origin.file, new) for judgement in judge_packages(old, new)
        ]
        data: list[TableData] = []
        for pair in resource_pairs(old, new):
            if pair.old and pair.new:
                of_resource, table = self._resource((old, pair.old), (new, pair.new))
                judgements.extend(of_resource)
                data.extend([table] if table else [])
        same = {table.resource for table in data if table.rows.same}
        judgements = [_rejudged(judgement, same) for judgement in judgements]
        if not judgements and old.version == new.version:
            return None
        return Subject(
            "dataset", new.id, new.title, new.origin.file, tuple(judgements),
            old.version, new.version, tables=tuple(data),
        )  # fmt: skip

    def _resource(
        self, old: tuple[Dataset, Resource], new: tuple[Dataset, Resource]
    ) -> tuple[list[Judgement], TableData | None]:
        data = None
        judgements: list[Judgement] = []
        if _other_data(old, new):
            changes = data_changes(old, new, self.sides.new.catalog, self.tables)
            judgements = [
                replace(
                    judgement, file=_shown(new), line=judgement.rows[0] if judgement.rows else 1
                )
                for judgement in changes.judgements
            ]
            data = changes.table
            judgements.extend(replace(mark, file=_shown(new), line=1) for mark in _marks(old, new))
        schemas = (old[1].schema, new[1].schema)
        if schemas[0] and schemas[1] and _may_differ(schemas[0], schemas[1]):
            judgements.extend(self._schema(schemas[0], schemas[1], old, new))
        return judgements, data

    def _schema(
        self,
        before: Schema,
        after: Schema,
        old: tuple[Dataset, Resource],
        new: tuple[Dataset, Resource],
    ) -> list[Judgement]:
        """Judge by structure, then let the files of both sides speak, then the catalog's graph."""
        judgements = list(judge_schemas(before, after))
        judgements.extend(history_gates(before, after, self.sides))
        judgements.extend(reference_gates(before, after, new, self.sides.new.catalog))
        heard = list(self._testimonies(judgements, before, after, old, new))
        outside = [problem for said in heard if said.side == READERS for problem in said.problems]
        placed = [_in_schema(judgement, after) for judgement in with_witnesses(judgements, heard)]
        return [*placed, *_outside(outside)]

    def _testimonies(
        self,
        judgements: Sequence[Judgement],
        before: Schema,
        after: Schema,
        old: tuple[Dataset, Resource],
        new: tuple[Dataset, Resource],
    ) -> Iterator[Testimony]:
        catalog, tables = self.sides.new.catalog, self.tables
        if any(judgement.breaks_contributors for judgement in judgements):
            name = f"witness:{old[0].id}:{old[1].name}"
            said = refused(old, after, self.sides.old.catalog, tables, name)
            yield Testimony(CONTRIBUTORS, said)
            for number, past in enumerate(self._past(old)):
                key = f"{name}:{number}"
                yield Testimony(
                    CONTRIBUTORS,
                    refused((past, old[1]), after, self.sides.old.catalog, tables, key),
                )
        if any(judgement.breaks_readers for judgement in judgements):
            name = f"reader:{new[0].id}:{new[1].name}"
            yield Testimony(READERS, refused(new, before, catalog, tables, name))

    def _past(self, old: tuple[Dataset, Resource]) -> Iterator[Dataset]:
        if self.sides.repository and old[1].path:
            files = past_files(self.sides.repository, self.sides.base, *old, self.scratch)
            next(files, None)  # the newest is the file of before itself
            yield from files

    def _schemas(self) -> Iterator[Subject]:
        """Yield the schemas that differ: they have versions of their own."""
        old, new = (side.catalog.schemas for side in (self.sides.old, self.sides.new))
        pairs = paired(
            list(old.values()),
            list(new.values()),
            lambda schema: schema.id,
            lambda schema: schema.descriptor,
        )
        for pair in pairs:
            if not pair.old or not pair.new or not _may_differ(pair.old, pair.new):
                continue
            judgements = tuple(
                _in_schema(judgement, pair.new) for judgement in judge_schemas(pair.old, pair.new)
            )
            if judgements or pair.old.version != pair.new.version:
                yield Subject(
                    "schema", pair.new.id, pair.new.title, pair.new.origin.file, judgements,
                    pair.old.version, pair.new.version,
                )  # fmt: skip


def compare(sides: Sides, profile: str, scratch: Path, today: str = "") -> ChangeReport:
    """Compare two sides; `today` (ISO 8601) decides which approvals are in force."""
    now = today or date.today().isoformat()  # noqa: DTZ011 - an approval ends with its own day
    with Tables(sides.new.root, memory_limit=_MEMORY, any_format=True) as tables:
        tables.connection.execute(_KEEP_AS_IT_IS)
        compared = list(_Comparer(sides, profile, tables, scratch).subjects())
    approvals = read_approvals(sides.new.root)
    subjects = [
        _concluded(subject, profile, approved(subject.judgements, approvals, now))
        for subject in compared
    ]
    known = {
        judgement.fingerprint: judgement for subject in subjects for judgement in subject.judgements
    }
    return ChangeReport(
        sides.old.name,
        sides.new.name,
        profile,
        tuple(subjects),
        tuple(left_over(known, approvals, now)),
    )


def _concluded(subject: Subject, profile: str, judgements: tuple[Judgement, ...]) -> Subject:
    """Return the subject with its version judged: what is approved asks for no bump."""
    bump = highest(judgement.bump(profile) for judgement in judgements if not judgement.approved)
    summary = verdict(subject.version_before, subject.version, bump)
    advised = [_with_advice(judgement, summary) for judgement in judgements]
    if summary.how:
        advised.append(_version_judgement(subject, summary))
    return replace(subject, judgements=tuple(advised), verdict=summary)


def _with_advice(judged: Judgement, found: VersionVerdict) -> Judgement:
    values = {"required": found.required or Word("next-version"), "fingerprint": judged.fingerprint}
    return replace(judged, values={**judged.values, **values})


def _version_judgement(subject: Subject, found: VersionVerdict) -> Judgement:
    difference = Difference("version", ("version",), subject.version_before, subject.version)
    values = {
        "declared": subject.version or Word("none"),
        "required": found.required,
        "subject": subject.title,
    }
    judged = judgement(difference, Outcome(found.how, values=values))
    if not judged:
        raise KeyError(found.how)
    return replace(judged, file=subject.file, line=1)


def _dataset_pairs(sides: Sides) -> Iterable[tuple[Dataset | None, Dataset | None]]:
    """Pair datasets by id or `renamedFrom`; of a folder, file or schema there is one each."""
    old, new = sides.old.catalog.datasets, sides.new.catalog.datasets
    if len(old) == len(new) == 1 and not sides.repository and not sides.new.catalog.strict:
        return [(old[0], new[0])]
    pairs = paired(old, new, lambda dataset: dataset.id, lambda dataset: dataset.descriptor)
    return [(pair.old, pair.new) for pair in pairs]


def _other_data(old: tuple[Dataset, Resource], new: tuple[Dataset, Resource]) -> bool:
    """Tell whether the files differ, or are read in another way."""
    before, after = (side[0].folder / side[1].path for side in (old, new))
    if not old[1].path or not new[1].path or not before.is_file() or not after.is_file():
        return False
    readings = [(side[1].dialect, side[1].encoding, _reading(side[1])) for side in (old, new)]
    return readings[0] != readings[1] or not filecmp.cmp(before, after, shallow=False)


def _reading(resource: Resource) -> Recipe | None:
    """Return the recipe that finds the table; which file it came from changes nothing."""
    return resource.recipe and replace(resource.recipe, file="")


def _may_differ(old: Schema, new: Schema) -> bool:
    return old.descriptor != new.descriptor or old.fields != new.fields


def _rejudged(judged: Judgement, same: set[str]) -> Judgement:
    """Return the verdict on a dialect again, where the table that is read stayed the same."""
    difference = judged.difference
    if difference.kind != "dialect" or difference.path[1] not in same:
        return judged
    again = judgement(difference, Outcome("same-table"))
    return replace(again, file=judged.file, line=judged.line) if again else judged


def _marks(old: tuple[Dataset, Resource], new: tuple[Dataset, Resource]) -> Iterator[Judgement]:
    """Yield where a byte order mark came or went (RFC 3629, 6)."""
    marked = [_has_mark(side[0].folder / side[1].path) for side in (old, new)]
    if marked[0] != marked[1]:
        words = ["BOM" if marked_side else None for marked_side in marked]
        difference = Difference("bom", ("resources", new[1].name, "data"), *words)
        if judged := judgement(difference, Outcome("any")):
            yield judged


def _has_mark(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(3) == b"\xef\xbb\xbf"


def _outside(problems: Sequence[Problem]) -> Iterator[Judgement]:
    """Yield the cells of today that the schema of before would have refused."""
    for problem in problems:
        if problem.id in {"type-error", "constraint-error"} and problem.place.field:
            name = problem.place.field
            difference = Difference("cells", ("fields", name, "values"), None, problem.total)
            values = {"name": name, "count": f"{problem.total:,}"}
            rows = tuple(example.place.row for example in problem.examples if example.place.row)
            if judged := judgement(difference, Outcome("outside", values=values)):
                yield replace(
                    judged, count=problem.total, rows=rows, file=problem.place.file,
                    line=problem.place.line,
                )  # fmt: skip


def _shown(new: tuple[Dataset, Resource]) -> str:
    folder = new[0].origin.file.rpartition("/")[0]
    return f"{folder}/{new[1].path}" if folder else new[1].path


def _placed(judged: Judgement, file: str, dataset: Dataset) -> Judgement:
    """Return the judgement with the line of the property that it is about."""
    keys: list[str | int] = list(judged.difference.path)
    if keys[:1] == ["resources"] and len(keys) > 1:
        names = [resource.name for resource in dataset.resources]
        keys[1] = names.index(str(keys[1])) if keys[1] in names else 0
    return replace(judged, file=file, line=dataset.origin.line(*keys) or 1)


def _in_schema(judged: Judgement, schema: Schema) -> Judgement:
    keys: list[str | int] = list(judged.difference.path)
    if keys[:1] == ["fields"] and len(keys) > 1:
        names = [field.name for field in schema.fields]
        keys = ["fields", names.index(str(keys[1])), *keys[2:]] if keys[1] in names else ["fields"]
    line = schema.origin.line(*keys) or schema.origin.line()
    return replace(judged, file=judged.file or schema.origin.file, line=line or 1)
