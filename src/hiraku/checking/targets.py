"""What a path on the command line means: a catalog, a dataset, a package or a data file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.admitted import demand_file, demand_file_or_folder
from hiraku.checking.allowances import Weighing
from hiraku.checking.check import check
from hiraku.checking.kept.fingerprints import of_catalog
from hiraku.checking.kept.report_cache import ReportCache
from hiraku.checking.persons.masking import masked
from hiraku.errors import UsageError
from hiraku.freshness import freshness
from hiraku.model import Catalog, Dataset, Origin, Resource, Text
from hiraku.own_folders import CACHE, scratch, writable_folder
from hiraku.problems import Counts, Place, Problem, Report, Severity
from hiraku.progress import ProgressListener
from hiraku.reading.catalog.catalog import DESCRIPTORS, read_catalog
from hiraku.reading.catalog.descriptor_reader import Reading
from hiraku.reading.catalog.dialects import dialect_from
from hiraku.reading.catalog.lone_descriptors import read_dialect, read_package, read_schema
from hiraku.reading.tables import Tables
from hiraku.reading.workbook_sheets import WORKBOOKS
from hiraku.settings import Settings, read_settings

STDIN = Path("-")
_NAME_OF_STDIN = "stdin.csv"
# A file of one of these names is judged as it stands, whatever its bytes turn out to be.
_OF_OFFICIALS = {*WORKBOOKS, ".csv", ".tsv"}


class HowToRead(Struct, frozen=True):
    """What the command line says about a data file; `header_row` and a sheet's number from 1."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    dialect: Path | None = None

    @property
    def character(self) -> str | None:
        return "\t" if self.delimiter in {"TAB", "\\t"} else self.delimiter

    @property
    def settings(self) -> dict[str, Any]:
        """Return what it says as settings of Table Dialect; it goes before those of a file."""
        sheet = self.sheet or ""
        stated = {
            "delimiter": self.character,
            "sheetName": None if sheet.isdigit() else self.sheet,
            "sheetNumber": int(sheet) if sheet.isdigit() else None,
            "headerRows": [self.header_row] if self.header_row else None,
        }
        return {key: value for key, value in stated.items() if value is not None}


def check_paths(  # noqa: PLR0913 - each is an option of the command
    paths: Iterable[Path],
    schema: Path | None,
    listener: ProgressListener,
    *,
    cached: bool = True,
    how: HowToRead | None = None,
    apart: bool = False,
) -> Report:
    """Check the catalog around the current folder, or each path; one report for all."""
    options = CheckOptions(listener, cached=cached, how=how or HowToRead(), apart=apart)
    if options.how != HowToRead() and not schema:
        raise UsageError("stops.options-of-one-file")
    reports = [_check_path(path, schema, options) for path in paths]
    if not reports:
        reports = [check_catalog(catalog_root(Path.cwd()), options)]
    return _together(reports)


class CheckOptions(Struct, frozen=True):
    """How to check: who hears how far it is, whether kept verdicts count, how a file is read.

    `apart` tells each cell of a file that is judged as it stands as a finding of its own.
    """

    listener: ProgressListener
    cached: bool = True
    how: HowToRead = HowToRead()
    apart: bool = False


def check_catalog(root: Path, options: CheckOptions, only_folder: str | None = None) -> Report:
    """Check every dataset of the catalog, or just the one whose folder is given."""
    settings = read_settings(root)
    cache = ReportCache(writable_folder(root, *CACHE, "verdicts") if options.cached else None)
    fingerprint = of_catalog(root) if options.cached and not only_folder else None
    if report := cache.known(fingerprint):
        return report
    reading = read_catalog(root)
    with open_tables(root, settings) as tables:
        report = check(reading, tables, options.listener, only_folder, cache)
    late = late_updates(reading.catalog, only_folder)
    report = replace(report, problems=(*report.problems, *late))
    if fingerprint and fingerprint == of_catalog(root):
        cache.keep(fingerprint, report)
        cache.forget_others()
    return report


def late_updates(catalog: Catalog, only_folder: str | None = None) -> list[Problem]:
    """Return the datasets that are later than they promise today, weighed by what is allowed.

    It is told where stewards check and build; a published report is of its commit, and stays the
    same.
    """
    today = date.today()  # noqa: DTZ011 - a day, where the steward is
    return list(Weighing(catalog, today).of(_overdue(catalog, only_folder, today)))


def _overdue(catalog: Catalog, only_folder: str | None, day: date) -> Iterator[Problem]:
    for dataset in catalog.datasets:
        changed = dataset.modified or dataset.created or ""
        fresh = freshness(dataset.update_frequency, changed, day.isoformat(), dataset.temporal)
        if fresh.overdue and only_folder in (None, dataset.folder.name):
            line = dataset.origin.line("updateFrequency")
            place = Place(dataset.origin.file, line=line, key="updateFrequency")
            values = {
                "frequency": str(fresh.frequency), "due": fresh.due, "id": dataset.id,
                "since": fresh.covered or changed[:10],
            }  # fmt: skip
            yield Problem("update-overdue", place, values, severity=Severity.WARNING)


def open_tables(root: Path, settings: Settings) -> Tables:
    return Tables(root, writable_folder(root, *CACHE), settings.memory_limit)


def catalog_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `datasets/`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "datasets").is_dir():
            return folder
    raise UsageError("stops.no-catalog")


def _check_path(path: Path, schema: Path | None, options: CheckOptions) -> Report:
    if schema and path == STDIN:
        return _check_stdin(schema, options)
    if not path.exists():
        raise UsageError("stops.no-such-path", path=path)
    if schema:
        return _check_file(path, schema, options)
    demand_file_or_folder(path)
    if root := _catalog_of(path):
        return check_catalog(root, options)
    if inside := _inside_catalog(path):
        root, identifier = inside
        return check_catalog(root, options, identifier)
    package = _descriptor(path)
    if not package and path.suffix.lower() in _OF_OFFICIALS:
        return as_it_stands(path, apart=options.apart)
    if not package:
        raise UsageError("stops.no-schema-known", path=path)
    return _check_alone(read_package(package), options.listener)


def as_it_stands(path: Path, *, apart: bool = False) -> Report:
    """Judge a file of an official without a schema, and look through all of it for persons."""
    from hiraku.checking.persons.official_files import (  # noqa: PLC0415 - all of `intake`
        official_report,
    )

    return official_report(path, apart=apart)


def _with_hidden_persons(path: Path, report: Report) -> Report:
    """Add whom what a workbook hides tells of; one that took too much is told already."""
    if any(problem.id == "file-too-costly" for problem in report.problems):
        return report
    from hiraku.checking.persons.books import personal_problems  # noqa: PLC0415 - all of `intake`

    persons = [
        replace(problem, severity=Severity.WARNING)
        for problem in personal_problems(path, hidden_alone=True)
        if problem.hint != "unread" and problem not in report.problems
    ]
    return replace(report, problems=tuple(masked([*report.problems, *persons])))


def _catalog_of(path: Path) -> Path | None:
    """Return the catalog that a path stands for: its folder, its description or a schema of it."""
    whole = path.absolute()
    if whole.is_dir() and (whole / "datasets").is_dir():
        return whole
    if whole.is_file() and whole.parent.name in {"datasets", "schemas"}:
        root = whole.parent.parent
        return root if (root / "datasets" / "catalog.yaml").is_file() else None
    return None


def _inside_catalog(path: Path) -> tuple[Path, str] | None:
    """Return the catalog and the folder of the dataset that a path belongs to."""
    whole = path.absolute()
    for folder in (whole, *whole.parents):
        if folder.parent.name == "datasets" and (folder.parent / "catalog.yaml").is_file():
            return folder.parent.parent, folder.name
    return None


def _descriptor(path: Path) -> Path | None:
    candidates = [path / name for name in DESCRIPTORS] if path.is_dir() else [path]
    files = [
        candidate
        for candidate in candidates
        if candidate.is_file() and candidate.suffix in {".json", ".yaml", ".yml"}
    ]
    return files[0] if files else None


def _check_stdin(schema_path: Path, options: CheckOptions) -> Report:
    """Check what comes in as a data file; it is put aside, for it is read more than once."""
    with scratch("hiraku-stdin-") as folder:
        path = folder / _NAME_OF_STDIN
        with path.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        return _check_file(path, schema_path, options, root=path.parent)


def _check_file(
    path: Path, schema_path: Path, options: CheckOptions, root: Path | None = None
) -> Report:
    """Check a data file by a schema; hiraku's own rules only warn."""
    demand_file(schema_path)
    schema, problems = read_schema(schema_path)
    if not schema:
        return Report(problems)
    settings, more = _settings(options.how)
    catalog = Catalog((root or Path.cwd()).resolve(), strict=False)
    title = Text({catalog.language: path.name})
    resource = Resource(
        path.stem,
        path.name,
        title,
        schema,
        encoding=options.how.encoding,
        dialect=dialect_from(settings, path.name),
    )
    folder = path.parent.resolve()
    dataset = Dataset(path.stem, folder, title, (resource,), origin=Origin(str(path)))
    catalog = replace(catalog, datasets=(dataset,))
    report = _check_alone(Reading(catalog, (*problems, *more)), options.listener)
    if path.suffix.lower() not in WORKBOOKS:
        return replace(report, problems=tuple(masked(report.problems)))
    return _with_hidden_persons(path, report)


def _settings(how: HowToRead) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the settings of Table Dialect, of its file and of the command line."""
    if how.character is not None and len(how.character) != 1:
        raise UsageError("stops.delimiter-too-long")
    if not how.dialect:
        return how.settings, ()
    demand_file(how.dialect)
    stated, problems = read_dialect(how.dialect)
    return {**stated, **how.settings}, problems


def _check_alone(reading: Reading, listener: ProgressListener) -> Report:
    with Tables(reading.catalog.root, any_format=True) as tables:
        return check(reading, tables, listener)


def _together(reports: list[Report]) -> Report:
    if len(reports) == 1:
        return reports[0]
    problems = tuple(problem for report in reports for problem in report.problems)
    counts = sum((report.counts for report in reports), Counts())
    parts = {key: part for report in reports for key, part in report.parts.items()}
    return Report(problems, counts, parts)
