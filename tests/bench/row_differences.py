"""Times of `hiraku changes`: two files of a million rows, beside daff and csv-diff, and catalogs.

    make bench
    python tests/bench/row_differences.py --rows 100000 --no-write

Each is a whole process on the same two files; daff and csv-diff tell the cells that differ, hiraku
tells them, judges them and looks for what spreadsheets damage.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import PAGE
from commands import PYTHON, Command, Run, medians
from comparisons import ROOT
from packages import write_many
from report import NONE, write_between
from tables import NAMES, SCHEMA, table, write_csv

ROWS, DATASETS, CHANGED = 1_000_000, 1_000, 3
MARKS = ("<!-- bench-changes -->", "<!-- /bench-changes -->")
HEAD = ("比べたもの", "時間（秒）", "計算（秒）", "hiraku の何倍か", "メモリ（MB）", "目標")
EXPLANATION = (
    "{rows:,}行9列の表と、値の1%（{cells:,} セル）を変えた表の違いを求める時間です。",
    "daff は `daff diff --id`、csv-diff は `csv-diff --key` です。hiraku は、ほかに判定もします。",
    "カタログでは、コミットのあとに{changed}つのデータセットの値を変えます。",
    "「何倍か」は、同じ回の時間の比です。",
)


def main() -> int:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="hiraku-bench-"))
    try:
        cells = prepare(folder, options.rows, options.datasets)
        runs = medians(commands(folder), options.runs)
    finally:
        shutil.rmtree(folder)
    text = page(runs, options.rows, cells, options.datasets)
    sys.stdout.write(text + "\n")
    if not options.no_write and options.rows == ROWS:
        write_between(PAGE, MARKS, text)
    return 0


def prepare(folder: Path, rows: int, datasets: int) -> int:
    """Write the two files and the two catalogs; return how many cells differ in the files."""
    write_csv(folder / "old.csv", NAMES, table(rows))
    number = random.Random(1)  # noqa: S311 - the same cells in every run
    cells = 0

    def changed() -> Iterator[Sequence[str]]:
        nonlocal cells
        for row in table(rows):
            spoilt = [
                f"{cell}0" if place and number.random() < 1 / 100 else cell
                for place, cell in enumerate(row)
            ]
            cells += sum(cell != other for cell, other in zip(row, spoilt, strict=True))
            yield spoilt

    write_csv(folder / "new.csv", NAMES, changed())
    schema = SCHEMA | {"primaryKey": ["id"]}
    (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    _many(folder / "many", datasets)
    _own(folder / "own")
    return cells


def commands(folder: Path) -> dict[str, Command]:
    changes = (*PYTHON, "-m", "hiraku", "changes")
    files = ("old.csv", "new.csv")
    return {
        "hiraku": Command((*changes, *files, "--schema", "schema.json"), folder, 1),
        "daff": Command((_program("daff"), "diff", "--id", "id", "--output", "d", *files), folder),
        "csv-diff": Command((_program("csv-diff"), *files, "--key", "id"), folder),
        "many": Command(changes, folder / "many", 1),
        "own": Command(changes, folder / "own", 1),
    }


def page(runs: dict[str, Run], rows: int, cells: int, datasets: int) -> str:
    """Return what stands between the marks."""
    told = [f"- {line.format(rows=rows, cells=cells, changed=CHANGED)}" for line in EXPLANATION]
    names = {
        "hiraku": (f"hiraku（{rows:,}行）", ""),
        "daff": (f"daff（{rows:,}行）", "hiraku が10倍速い"),
        "csv-diff": (f"csv-diff（{rows:,}行）", "hiraku が10倍速い"),
        "many": (f"hiraku（{datasets:,} データセットのカタログ）", "5秒以内"),
        "own": ("hiraku（このカタログ）", "1.5秒以内"),
    }
    rule = "|---|---:|---:|---:|---:|---|"
    body = [_row(runs[who], runs["hiraku"], who, *names[who]) for who in names if who in runs]
    return "\n".join([*told, "", f"| {' | '.join(HEAD)} |", rule, *body])


def _row(run: Run, ours: Run, who: str, what: str, goal: str) -> str:
    ratio = f"{run.wall / ours.wall:.1f}" if who in {"daff", "csv-diff"} else NONE
    cells = (what, f"{run.wall:.2f}", f"{run.cpu:.2f}", ratio, f"{run.memory:,.0f}", goal or NONE)
    return f"| {' | '.join(cells)} |"


def _many(folder: Path, datasets: int) -> None:
    folder.mkdir()
    names = write_many(folder, datasets, 100)
    shutil.rmtree(folder / "packages")
    _committed(folder)
    for name in names[:CHANGED]:
        change_a_value(folder / "datasets" / name)


def _own(folder: Path) -> None:
    for part in ("datasets", "schemas"):
        shutil.copytree(ROOT / part, folder / part)
    _committed(folder)
    for dataset in ("kpi", "mynumber-card-issuance", "procedures"):
        change_a_value(folder / "datasets" / dataset)


def change_a_value(dataset: Path) -> None:
    """Change a value in the last row of a dataset's file."""
    file = next(dataset.glob("*.csv"))
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[-1] = lines[-1][:-1] + "0" if lines[-1][-1].isdigit() else lines[-1] + "0"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _committed(folder: Path) -> None:
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "-q", "-m", "one"),
    ):
        subprocess.run(("git", "-C", str(folder), *arguments), check=True)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the differences of two tables.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--datasets", type=int, default=DATASETS)
    parser.add_argument("--runs", type=int, default=3, help="runs of each command (default 3)")
    parser.add_argument("--no-write", action="store_true", help="leave the manual's page alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
