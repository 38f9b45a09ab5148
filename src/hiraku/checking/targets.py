"""What a path on the command line means: a catalog, a dataset, a package or a data file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from hiraku.checking.check import check
from hiraku.checking.kept.fingerprints import of_catalog
from hiraku.checking.kept.report_cache import Verdicts
from hiraku.errors import UsageError
from hiraku.model import Catalog, Dataset, Origin, Resource, Text
from hiraku.own_folders import CACHE, own_folder
from hiraku.problems import Counts, Report
from hiraku.progress import Told
from hiraku.reading.catalog.catalog import (
    DESCRIPTORS,
    Reading,
    read_catalog,
    read_package,
    read_schema,
)
from hiraku.reading.tables import Tables
from hiraku.settings import Settings, read_settings


def check_paths(
    paths: Iterable[Path], schema: Path | None, told: Told, *, cached: bool = True
) -> Report:
    """Check the catalog around the current folder, or each path; one report for all."""
    asked = Asked(told, cached=cached)
    reports = [_check_path(path, schema, asked) for path in paths]
    if not reports:
        reports = [check_catalog(catalog_root(Path.cwd()), asked)]
    return _together(reports)


class Asked(Struct, frozen=True):
    """How to check: who hears how far the work is, and whether kept verdicts count."""

    told: Told
    cached: bool = True


def check_catalog(root: Path, asked: Asked, only: str | None = None) -> Report:
    """Check every dataset of the catalog, or just the one whose folder is given."""
    settings = read_settings(root)
    verdicts = Verdicts(own_folder(root, *CACHE, "verdicts") if asked.cached else None)
    fingerprint = of_catalog(root) if asked.cached and not only else None
    if report := verdicts.known(fingerprint):
        return report
    reading = read_catalog(root)
    with open_tables(root, settings) as tables:
        report = check(reading, tables, asked.told, only, verdicts)
    if fingerprint and fingerprint == of_catalog(root):
        verdicts.keep(fingerprint, report)
        verdicts.forget_others()
    return report


def open_tables(root: Path, settings: Settings) -> Tables:
    return Tables(root, own_folder(root, *CACHE), settings.memory_limit)


def catalog_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `datasets/`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "datasets").is_dir():
            return folder
    raise UsageError(
        "ここにはカタログがありません。datasets フォルダのあるフォルダで実行してください。",
        "There is no catalog here. Run hiraku in a folder that holds `datasets`.",
    )


def _check_path(path: Path, schema: Path | None, asked: Asked) -> Report:
    if not path.exists():
        raise UsageError(f"「{path}」がありません。", f'There is no "{path}".')
    if schema:
        return _check_file(path, schema, asked.told)
    if root := _catalog_of(path):
        return check_catalog(root, asked)
    if inside := _inside_catalog(path):
        root, identifier = inside
        return check_catalog(root, asked, identifier)
    package = _descriptor(path)
    if not package:
        raise UsageError(
            f"「{path}」の検査に使う定義が分かりません。--schema で指定してください。",
            f'Nothing says how to check "{path}". Name a Table Schema with --schema.',
        )
    return _check_alone(read_package(package), asked.told)


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
    found = [
        each for each in candidates if each.is_file() and each.suffix in {".json", ".yaml", ".yml"}
    ]
    return found[0] if found else None


def _check_file(path: Path, schema_path: Path, told: Told) -> Report:
    """Check a data file by a schema; hiraku's own rules only warn."""
    if not schema_path.is_file():
        raise UsageError(f"「{schema_path}」がありません。", f'There is no "{schema_path}".')
    schema, problems = read_schema(schema_path)
    if not schema:
        return Report(problems)
    resource = Resource(path.stem, path.name, Text(path.name), schema)
    folder = path.parent.resolve()
    dataset = Dataset(path.stem, folder, Text(path.name), (resource,), origin=Origin(str(path)))
    catalog = Catalog(Path.cwd(), (dataset,), strict=False)
    return _check_alone(Reading(catalog, problems), told)


def _check_alone(reading: Reading, told: Told) -> Report:
    with Tables(reading.catalog.root, any_format=True) as tables:
        return check(reading, tables, told)


def _together(reports: list[Report]) -> Report:
    if len(reports) == 1:
        return reports[0]
    problems = tuple(problem for report in reports for problem in report.problems)
    counts = sum((report.counts for report in reports), Counts())
    parts = {key: part for report in reports for key, part in report.parts.items()}
    return Report(problems, counts, parts)
