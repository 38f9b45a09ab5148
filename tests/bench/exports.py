"""Times of the exports of one table, beside `frictionless convert` and csvkit's `csvjson`.

    make bench
    python tests/bench/exports.py --rows 100000 --no-write

Each is a whole process that reads the same CSV. `frictionless convert` writes objects here, as the
others do; `csvjson` guesses the types, `csvjson -I --stream` leaves every value a text.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import PAGE
from commands import HERE, PYTHON, Command, Run, medians
from report import NONE, write_between
from tables import NAMES, SCHEMA, table, write_csv

ROWS = 1_000_000
MARKS = ("<!-- bench-exports -->", "<!-- /bench-exports -->")
GOAL = "20倍速い"
OWN = ("csv", "excel-csv", "status-csv", "json", "ndjson", "parquet", "xlsx")
BOTH = "json-parquet"
HEAD = ("書き出し", "hiraku（秒）", "frictionless（秒）", "何倍速いか", "csvjson（秒）",
        "何倍速いか", "メモリ（MB）", "目標")  # fmt: skip
EXPLANATION = (
    "{rows:,}行9列の表を1つ書き出す時間です。プロセスの開始から終了までで、読む時間も含みます。",
    "frictionless は `frictionless convert`、csvjson は csvkit の `csvjson` です。",
    "`csvjson` は型を推測します。推測せず、すべて文字のまま流すときは {plain:.1f} 秒でした。",
    "JSON と Parquet を合わせた行は、hiraku では1つのプロセス、ほかでは2つのプロセスの和です。",
    "メモリは hiraku が使った最大の量です。1 MBは100万バイトです。",
)


def main() -> int:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="hiraku-bench-"))
    try:
        prepare(folder, options.rows)
        runs = medians(commands(folder), options.runs)
    finally:
        shutil.rmtree(folder)
    text = page(runs, options.rows)
    sys.stdout.write(text + "\n")
    if not options.no_write and options.rows == ROWS:
        write_between(PAGE, MARKS, text)
    return 0


def prepare(folder: Path, rows: int) -> None:
    write_csv(folder / "data.csv", NAMES, table(rows))
    (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (folder / "symbols.json").write_text(json.dumps(_with_symbols()), encoding="utf-8")


def commands(folder: Path) -> dict[str, Command]:
    """Return hiraku's exports by their ids, and what others offer."""
    ours = {name: _hiraku(folder, name) for name in OWN} | {
        BOTH: _hiraku(folder, "json", "parquet")
    }
    theirs = {
        "frictionless json": _frictionless(folder, "f.json", '{"json": {"keyed": true}}'),
        "frictionless parquet": _frictionless(folder, "f.parquet"),
        "csvjson": _csvjson(folder, "csvjson.json"),
        "csvjson -I": _csvjson(folder, "csvjson.ndjson", "-I", "--stream"),
    }
    return ours | theirs


@dataclass(frozen=True)
class Row:
    """Our export and what others need for the same; 0 where they offer none."""

    what: str
    run: Run
    frictionless: float = 0
    csvjson: float = 0
    goal: str = ""

    def cells(self) -> Iterator[str]:
        yield self.what
        yield f"{self.run.wall:.2f}"
        for theirs in (self.frictionless, self.csvjson):
            yield f"{theirs:.2f}" if theirs else NONE
            yield f"{theirs / self.run.wall:.1f}" if theirs else NONE
        yield f"{self.run.memory:,.0f}"
        yield self.goal or NONE


def page(runs: dict[str, Run], rows: int) -> str:
    """Return what stands between the marks."""
    told = [
        f"- {sentence.format(rows=rows, plain=runs['csvjson -I'].wall)}" for sentence in EXPLANATION
    ]
    rule = "|" + "|".join("---" if n in {0, len(HEAD) - 1} else "---:" for n in range(len(HEAD)))
    body = [f"| {' | '.join(row.cells())} |" for row in _rows(runs)]
    return "\n".join([*told, "", f"| {' | '.join(HEAD)} |", f"{rule}|", *body])


def _rows(runs: dict[str, Run]) -> Sequence[Row]:
    as_json, parquet = (runs[f"frictionless {suffix}"].wall for suffix in ("json", "parquet"))
    others = {
        "json": (as_json, runs["csvjson"].wall),
        "parquet": (parquet, 0.0),
        BOTH: (as_json + parquet, 0.0),
    }
    names = {"excel-csv": "Excel用CSV", "status-csv": "記号を分けたCSV", "xlsx": "Excel"}
    names |= {"parquet": "Parquet", BOTH: "JSON と Parquet"}
    return [
        Row(names.get(part, part.upper()), runs[part], *others.get(part, ()),
            goal=GOAL if part == BOTH else "")
        for part in (*OWN, BOTH)
    ]  # fmt: skip


def _hiraku(folder: Path, *names: str) -> Command:
    schema = "symbols.json" if "status-csv" in names else "schema.json"
    arguments = ("data.csv", "--schema", schema, "--out", "written", "--only", *names)
    return Command((*PYTHON, str(HERE / "write_exports.py"), *arguments), folder)


def _frictionless(folder: Path, target: str, dialect: str = "") -> Command:
    program = _program("frictionless")
    arguments = ("convert", "data.csv", "--schema", "schema.json", "--to-path", target)
    return Command((program, *arguments, *(("--to-dialect", dialect) if dialect else ())), folder)


def _csvjson(folder: Path, target: str, *options: str) -> Command:
    """Let a shell keep what is written: it is too much to be read back as a command's output."""
    line = f'"$0" "$@" > {target}'
    return Command(("sh", "-c", line, _program("csvjson"), *options, "data.csv"), folder)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _with_symbols() -> dict[str, object]:
    """Return the schema with a symbol of its own for one field, in a column of its own."""
    missing = [{"value": ""}, {"value": "－", "label": "調査なし"}]
    fields = [
        field | {"missingValues": missing, "statusColumn": True}
        if field["name"] == "note"
        else field
        for field in SCHEMA["fields"]
    ]
    return SCHEMA | {"fields": fields}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the exports of one table.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=3, help="runs of each command (default 3)")
    parser.add_argument("--no-write", action="store_true", help="leave the manual's page alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
