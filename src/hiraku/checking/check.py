"""Catalog in, Report out: plan what is to be judged, judge each dataset, keep what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.allowances import Weighing, catalog_faults, dataset_faults
from hiraku.checking.dataset_judge import DatasetJudge
from hiraku.checking.kept.fingerprints import of_dataset
from hiraku.checking.kept.report_cache import ReportCache
from hiraku.checking.keys.foreign_key_targets import References
from hiraku.checking.keys.municipality_names import municipality_problems
from hiraku.checking.keys.tile_codes import tile_code_problems
from hiraku.checking.schemas import JudgedSchemas, catalog_problems, judged_schemas
from hiraku.future_dates import future_dates
from hiraku.model import Catalog, Dataset
from hiraku.problems import Counts, Place, Problem, Report, Severity
from hiraku.progress import ProgressListener, silent
from hiraku.reading.catalog.descriptor_reader import Reading
from hiraku.reading.catalog.stray_files import misplaced_lists, stray_files
from hiraku.reading.tables import Tables


def check(
    reading: Reading,
    tables: Tables,
    listener: ProgressListener = silent,
    only_folder: str | None = None,
    cache: ReportCache | None = None,
) -> Report:
    """Judge descriptors, schemas, datasets and every file.

    `listener` hears how far the work is; `only_folder` is the folder of the one dataset to judge;
    `cache` spares what was judged before.
    """
    schemas = judged_schemas(reading.catalog, tables.connection)
    judge = DatasetJudge(reading.catalog, tables, schemas, References(reading.catalog))
    plan = _plan(reading, tables, only_folder, cache or ReportCache())
    tables.load_small_files(plan.unknown, judge.questions)
    weighing = Weighing(reading.catalog, _today())
    parts: dict[str, Report] = {}
    for done, dataset in enumerate(plan.datasets, 1):
        listener(done, len(plan.datasets), dataset.id)
        report = plan.known.get(dataset.id) or _judged(dataset, judge, plan)
        dates = future_dates(dataset, _today()) if reading.catalog.strict else ()
        weighed = weighing.of((*report.problems, *dates))
        problems_left = (*weighed, *dataset_faults(dataset, _today()))
        parts[dataset.id] = replace(report, problems=problems_left)
    problems = [
        *weighing.of(_of_descriptions(reading, schemas, plan)),
        *(problem for report in parts.values() for problem in report.problems),
        *weighing.of(_around(reading.catalog, tables, only_folder)),
    ]
    if not only_folder and not any(problem.severity is Severity.ERROR for problem in problems):
        problems.extend(weighing.unneeded())
    if not parts and not problems:
        problems.append(Problem("catalog-empty", Place("/".join(["datasets", *plan.folders]))))
    counts = sum((report.counts for report in parts.values()), Counts())
    return Report(tuple(problems), counts, parts)


def _around(catalog: Catalog, tables: Tables, only_folder: str | None) -> Iterator[Problem]:
    """Yield what is wrong between datasets, and around them where the whole is judged."""
    if not only_folder:
        yield from tile_code_problems(catalog, tables)
    yield from municipality_problems(catalog, tables, only_folder)
    if not only_folder:
        yield from _of_pages(catalog)
        yield from catalog_faults(catalog, _today())


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day, where the steward is


def _of_pages(catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with the files that MkDocs publishes as they are."""
    if not catalog.strict:
        return
    from hiraku.checking.persons.site_files import site_file_problems  # noqa: PLC0415 - opens books
    from hiraku.reading.pages.active_files import active_problems  # noqa: PLC0415

    yield from site_file_problems(catalog)
    yield from active_problems(catalog.root)


class _Plan(Struct, frozen=True):
    """The datasets to judge, what is known of some, and what each depends on, by their ids.

    `folders` holds the one folder, where only one is to be judged.
    """

    datasets: list[Dataset]
    folders: tuple[str, ...]
    cache: ReportCache
    fingerprints: Mapping[str, str | None]
    known: Mapping[str, Report]

    @property
    def unknown(self) -> list[Dataset]:
        return [dataset for dataset in self.datasets if dataset.id not in self.known]


def _plan(reading: Reading, tables: Tables, only_folder: str | None, cache: ReportCache) -> _Plan:
    datasets = [
        dataset
        for dataset in reading.catalog.datasets
        if only_folder in (None, dataset.folder.name)
    ]
    prints = {
        dataset.id: of_dataset(dataset, reading.catalog, tables) if cache.folder else None
        for dataset in datasets
    }
    kept = {identifier: cache.known(fingerprint) for identifier, fingerprint in prints.items()}
    known = {identifier: report for identifier, report in kept.items() if report}
    return _Plan(datasets, (only_folder,) if only_folder else (), cache, prints, known)


def _judged(dataset: Dataset, judge: DatasetJudge, plan: _Plan) -> Report:
    """Judge a dataset, and keep the report where nothing changed meanwhile."""
    report = judge.report(dataset)
    fingerprint = plan.fingerprints[dataset.id]
    if fingerprint and fingerprint == of_dataset(dataset, judge.catalog, judge.tables):
        plan.cache.keep(fingerprint, report)
    return report


def _of_descriptions(reading: Reading, schemas: JudgedSchemas, plan: _Plan) -> list[Problem]:
    """Return what is wrong with descriptors, schemas and the catalog, as far as it is asked for."""
    problems = [*reading.problems, *schemas.problems]
    if reading.catalog.strict:
        problems.extend((*stray_files(reading.catalog), *misplaced_lists(reading.catalog.root)))
    if not reading.problems:
        problems.extend(catalog_problems(reading.catalog))
    return [problem for problem in problems if not plan.folders or _concerns(problem, plan)]


def _concerns(problem: Problem, plan: _Plan) -> bool:
    """Tell whether a problem of a descriptor is one of this dataset or of a schema that it uses."""
    used = {
        resource.schema.origin.file
        for dataset in plan.datasets
        for resource in dataset.resources
        if resource.schema
    }
    file = problem.place.file
    return file in used or any(
        f"{file}/".startswith(f"datasets/{folder}/") for folder in plan.folders
    )
