"""What is compared: each comparison writes its data into a folder and names the commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commands import Command, floor, frictionless, hiraku, once
from packages import write_keyed, write_many
from tables import BAD_CELLS, BAD_KEYS, NAMES, SCHEMA, bad_cells, spoil, table, write_csv

ROOT = Path(__file__).parents[2]
# Here frictionless is not run at all: it would take five minutes.
LARGE = 10_000_000
# What is said of a fault, and what becomes of the line that it stands in.
FAULTS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "1m-blank": ("空の行が1つ", lambda line: b"\n" + line),
    "1m-ragged": ("セルが多すぎる行が1つ", lambda line: line[:-1] + b",x\n"),
    "1m-stray": ("余分な引用符が1つ", lambda line: line.replace(b",", b',a"', 1)),
}


@dataclass(frozen=True)
class Comparison:
    """`prepare` returns the commands by who; `errors` is what each that checks must count.

    "cached" is hiraku a second time, right after its first run; "clean" is hiraku on the same rows
    without anything wrong.
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
        _table("10k-bad", 10_000, bad=True, goal="誤りなしの1.6倍以内"),
        _table("100k", 100_000),
        _table("100k-bad", 100_000, bad=True),
        _table("1m", 1_000_000, goal="40倍速い、下限の1.6倍以内"),
        _table("1m-bad", 1_000_000, bad=True, goal="20倍速い、下限の2.5倍以内"),
        *(_faulty(name, 1_000_000, "誤りなしの3倍以内") for name in FAULTS),
        *([_table("10m", LARGE, goal="600 MB以内、下限の3倍以内")] if large else []),
        _keyed("keys", 100_000, goal="20倍速い"),
        _keyed("keys-bad", 100_000, bad=True, goal="誤りなしの1.5倍以内"),
        _many("packages", 1_000, 100),
        _many_faulty("packages-blank", 300, 100),
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
        if bad:
            write_csv(folder / "clean.csv", NAMES, table(rows))
            commands["clean"] = _on_clean(folder)
        return commands

    what = "一つの表（1 %のセルが誤り）" if bad else "一つの表（誤りなし）"
    return Comparison(name, what, rows, prepare, goal, bad_cells(rows) if bad else 0)


def _on_clean(folder: Path) -> Command:
    file = ("clean.csv", "--schema", "schema.json")
    return hiraku("check", "--format", "json", *file, folder=folder)


def _faulty(name: str, rows: int, goal: str) -> Comparison:
    """One record of the middle is no sound one; frictionless sees no quote that is astray."""
    what, spoilt = FAULTS[name]

    def prepare(folder: Path) -> dict[str, Command]:
        write_csv(folder / "clean.csv", NAMES, table(rows))
        (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
        spoil(folder / "clean.csv", folder / "data.csv", rows // 2, spoilt)
        file = ("data.csv", "--schema", "schema.json")
        return {
            "hiraku": hiraku("check", "--format", "json", *file, folder=folder, exit_code=1),
            "clean": _on_clean(folder),
            "floor": floor("clean.csv", folder=folder),
        }

    return Comparison(name, f"一つの表（{what}）", rows, prepare, goal, 1)


def _keyed(name: str, rows: int, *, bad: bool = False, goal: str = "") -> Comparison:
    def prepare(folder: Path) -> dict[str, Command]:
        write_keyed(folder, rows, bad=bad)
        package = "datapackage.json"
        commands = {
            "hiraku": hiraku("check", "--format", "json", package, folder=folder, exit_code=bad),
            "frictionless": frictionless(package, folder=folder, exit_code=bad),
            "floor": floor("uses.csv", folder=folder),
        }
        if bad:
            (folder / "clean").mkdir()
            write_keyed(folder / "clean", rows, bad=False)
            clean = f"clean/{package}"
            commands["clean"] = hiraku("check", "--format", "json", clean, folder=folder)
        return commands

    what = "主キーと外部キーのある表" + ("（1 %のキーが誤り）" if bad else "（誤りなし）")
    return Comparison(name, what, rows, prepare, goal, bad_cells(rows, len(BAD_KEYS)) if bad else 0)


def _many(name: str, packages: int, rows: int) -> Comparison:
    def prepare(folder: Path) -> dict[str, Command]:
        names = write_many(folder, packages, rows)
        descriptors = [f"packages/{name}/datapackage.json" for name in names]
        files = [f"packages/{name}/{name}.csv" for name in names]
        return {
            **_twice(folder),
            "frictionless": frictionless(*descriptors, folder=folder),
            "floor": floor(*files, folder=folder),
        }

    what = f"{rows}行のデータセット{packages:,}個"
    return Comparison(name, what, packages * rows, prepare, "5倍速い", cached_goal="2秒以内")


def _many_faulty(name: str, packages: int, rows: int) -> Comparison:
    """Each file has a blank row: none of them is read as it stands."""
    what, spoilt = FAULTS["1m-blank"]

    def prepare(folder: Path) -> dict[str, Command]:
        (folder / "clean").mkdir()
        write_many(folder / "clean", packages, rows)
        names = write_many(folder, packages, rows)
        for own in names:
            clean = folder / "clean" / "datasets" / own / f"{own}.csv"
            spoil(clean, folder / "packages" / own / f"{own}.csv", rows // 2, spoilt)
        descriptors = [f"packages/{own}/datapackage.json" for own in names]
        return {
            "hiraku": hiraku("check", "--format", "json", folder=folder, exit_code=1),
            "clean": hiraku("check", "--format", "json", folder=folder / "clean"),
            "frictionless": frictionless(*descriptors, folder=folder, exit_code=1),
        }

    what = f"{rows}行のデータセット{packages:,}個（{what}ずつ）"
    return Comparison(name, what, packages * rows, prepare, "誤りなしの3倍以内", packages)


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
    for name in ("mkdocs.yml", "reviewed.sha256"):
        shutil.copy(ROOT / name, folder / name)


def _own_rows() -> int:
    files = ROOT.glob("datasets/*/*.csv")
    return sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in files)
