"""What is compared: each comparison writes its data into a folder and names the commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commands import Command, floor, frictionless, hiraku, once
from packages import write_keyed, write_many
from tables import BAD_CELLS, BAD_KEYS, NAMES, SCHEMA, bad_cells, table, write_csv

ROOT = Path(__file__).parents[2]
# Here frictionless is not run at all: it would take five minutes.
LARGE = 10_000_000


@dataclass(frozen=True)
class Comparison:
    """`prepare` returns the commands by who; `errors` is what each that checks must count.

    "cached" is hiraku a second time, right after its first run.
    """

    name: str
    what: str
    rows: int
    prepare: Callable[[Path], dict[str, Command]]
    goal: str = ""
    errors: int = 0
    cached_goal: str = ""


def comparisons(*, large: bool) -> list[Comparison]:
    return [
        _table("10k", 10_000),
        _table("10k-bad", 10_000, bad=True),
        _table("100k", 100_000),
        _table("100k-bad", 100_000, bad=True),
        _table("1m", 1_000_000, goal="40倍速い"),
        _table("1m-bad", 1_000_000, bad=True, goal="20倍速い"),
        *([_table("10m", LARGE, goal="600 MB以内、下限の3倍以内")] if large else []),
        _keyed("keys", 100_000, goal="20倍速い"),
        _keyed("keys-bad", 100_000, bad=True),
        _many("packages", 1_000, 100),
        Comparison("check", "このカタログの検査", _own_rows(), _own_check, "0.7秒以内"),
        Comparison("build", "このカタログの公開", _own_rows(), _own_build, "15秒以内"),
    ]


def _table(name: str, rows: int, *, bad: bool = False, goal: str = "") -> Comparison:
    def prepare(folder: Path) -> dict[str, Command]:
        write_csv(folder / "data.csv", NAMES, table(rows, BAD_CELLS if bad else None))
        (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
        file = ("data.csv", "--schema", "schema.json")
        commands = {
            "hiraku": hiraku("check", "--format", "json", *file, folder=folder, exit_code=bad),
            "frictionless": frictionless(*file, folder=folder, exit_code=bad),
            "floor": floor("data.csv", folder=folder),
        }
        if rows >= LARGE:
            del commands["frictionless"]
        return commands

    what = "一つの表（1 %のセルが誤り）" if bad else "一つの表（誤りなし）"
    return Comparison(name, what, rows, prepare, goal, bad_cells(rows) if bad else 0)


def _keyed(name: str, rows: int, *, bad: bool = False, goal: str = "") -> Comparison:
    def prepare(folder: Path) -> dict[str, Command]:
        write_keyed(folder, rows, bad=bad)
        package = "datapackage.json"
        return {
            "hiraku": hiraku("check", "--format", "json", package, folder=folder, exit_code=bad),
            "frictionless": frictionless(package, folder=folder, exit_code=bad),
            "floor": floor("uses.csv", folder=folder),
        }

    what = "主キーと外部キーのある表" + ("（1 %のキーが誤り）" if bad else "（誤りなし）")
    return Comparison(name, what, rows, prepare, goal, bad_cells(rows, len(BAD_KEYS)) if bad else 0)


def _many(name: str, packages: int, rows: int) -> Comparison:
    def prepare(folder: Path) -> dict[str, Command]:
        names = write_many(folder, packages, rows)
        descriptors = [f"packages/{each}/datapackage.json" for each in names]
        files = [f"packages/{each}/{each}.csv" for each in names]
        return {
            **_twice(folder),
            "frictionless": frictionless(*descriptors, folder=folder),
            "floor": floor(*files, folder=folder),
        }

    what = f"{rows}行のデータセット{packages:,}個"
    return Comparison(name, what, packages * rows, prepare, "5倍速い", cached_goal="2秒以内")


def _own_check(folder: Path) -> dict[str, Command]:
    _copy_this_catalog(folder)
    once(_build(folder))
    published = sorted(folder.glob("site/datasets/*/datapackage.json"))
    descriptors = [path.relative_to(folder).as_posix() for path in published]
    return {**_twice(folder), "frictionless": frictionless(*descriptors, folder=folder)}


def _twice(folder: Path) -> dict[str, Command]:
    """Check the catalog without and with what the first time has cached."""
    arguments = ("check", "--format", "json")
    return {
        "hiraku": hiraku(*arguments, folder=folder),
        "cached": hiraku(*arguments, folder=folder, cached=True),
    }


def _own_build(folder: Path) -> dict[str, Command]:
    _copy_this_catalog(folder)
    tables = [path.relative_to(folder).as_posix() for path in folder.glob("datasets/*/*.csv")]
    return {"hiraku": _build(folder), "floor": floor(*sorted(tables), folder=folder)}


def _build(folder: Path) -> Command:
    return hiraku("build", "--site-dir", str(folder / "site"), folder=folder)


def _copy_this_catalog(folder: Path) -> None:
    for part in ("datasets", "schemas", "site_src"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


def _own_rows() -> int:
    files = ROOT.glob("datasets/*/*.csv")
    return sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in files)
