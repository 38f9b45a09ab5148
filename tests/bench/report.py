"""The results as a page of the manual, in Japanese, between the marks of the page."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from commands import LONG, Run
from comparisons import Comparison
from in_english import in_english

MARKS = ("<!-- bench -->", "<!-- /bench -->")
NONE = "—"
ONCE = "※"
TIMES = (
    "比べたもの",
    "行数",
    "hiraku（秒）",
    "frictionless（秒）",
    "何倍速いか",
    "下限（秒）",
    "下限の何倍か",
    "誤りなしの何倍か",
    "目標",
)
MEANS = ("比べたもの", "行数", "計算（秒）", "メモリ（MB）")
WHO = ("hiraku", "frictionless", "floor")
EXPLANATION = (
    "秒は、プロセスの開始から終了までの時間です。",
    "{runs}回ずつ交互に測った中央値です。{long}秒以上かかるものは1回だけ測り、{once}を付けます。",
    "frictionless は、1,000件で数えるのをやめる上限を外し、すべての誤りを数えます。",
    "多数のデータセットは、frictionless では一つのプロセスで調べます。",
    "下限は、DuckDB が同じファイルのすべてのセルを文字列として読むだけの時間です。検査はしません。",
    "「誤りなし」は、同じ行数の、誤りが1つもない表を hiraku で検査した時間です。",
    "「2回目」は、前の検査の結果を保存した状態での時間です。",
    "計算は、使ったすべてのコアの時間の合計です。メモリは、同時に使った最大の量です。",
    "計算とメモリは hiraku、frictionless、下限の順です。1 MBは100万バイトです。",
)


@dataclass(frozen=True)
class Result:
    """One row of the table: medians by who, and what was counted differently, if anything."""

    what: str
    rows: int
    runs: dict[str, Run]
    goal: str = ""
    differs: str = ""


def results(comparison: Comparison, runs: dict[str, Run], differs: str) -> Iterator[Result]:
    """Yield the first run and, where hiraku has a cache, the second as a row of its own."""
    first = {who: run for who, run in runs.items() if who != "cached"}
    yield Result(comparison.what, comparison.rows, first, comparison.goal, differs)
    if "cached" in runs:
        second = first | {"hiraku": runs["cached"]}
        what = comparison.what + "（2回目）"
        yield Result(what, comparison.rows, second, comparison.cached_goal, differs)


def page(measured: Sequence[Result], runs: int) -> str:
    """Return what stands between the marks."""
    told = [f"- {line.format(runs=runs, once=ONCE, long=LONG)}" for line in EXPLANATION]
    wrong = [f"- **数が違います。** {row.what}: {row.differs}" for row in measured if row.differs]
    return "\n".join(
        [
            *(_machine(), ""),
            *(told + wrong),
            *("", "## かかった時間", "", *_table(TIMES, map(_times, measured))),
            *("", "## 計算とメモリ", "", *_table(MEANS, map(_means, measured))),
        ]
    )


def write(path: Path, text: str) -> None:
    write_between(path, MARKS, text)


def write_between(path: Path, marks: tuple[str, str], text: str) -> None:
    """Put the text between the marks, in English into the English page where there is one."""
    _put(path, marks, text)
    english = path.parents[1] / "en" / path.parent.name / path.name
    if english.is_file():
        _put(english, marks, in_english(text))


def _put(path: Path, marks: tuple[str, str], text: str) -> None:
    """Put the text between the marks; everything else in the file stays as it is."""
    whole = path.read_bytes().decode()
    before, rest = whole.split(marks[0])
    _, after = rest.split(marks[1])
    path.write_bytes(f"{before}{marks[0]}\n{text}\n{marks[1]}{after}".encode())


def _machine() -> str:
    today = dt.datetime.now(tz=dt.UTC).date()
    versions = [f"{name} {version(name)}" for name in ("hiraku", "frictionless", "duckdb")]
    cores = len(os.sched_getaffinity(0))
    named = "、".join([*versions, f"Python {platform.python_version()}"])
    return f"{today.isoformat()} に測りました。{named}、{cores}コア。"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if name in {'比べたもの', '目標'} else '---:' for name in head)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _times(each: Result) -> list[str]:
    ours, theirs, floor = (each.runs.get(who) for who in WHO)
    clean = each.runs.get("clean")
    return [
        each.what,
        f"{each.rows:,}",
        *(_seconds(ours), _seconds(theirs), f"{theirs.wall / ours.wall:.1f}" if theirs else NONE),
        *(_seconds(floor), f"{ours.wall / floor.wall:.1f}" if floor else NONE),
        f"{ours.wall / clean.wall:.1f}" if clean else NONE,
        each.goal or NONE,
    ]


def _means(each: Result) -> list[str]:
    found = [each.runs.get(who) for who in WHO]
    cpu = " / ".join(f"{run.cpu:.2f}" if run else NONE for run in found)
    memory = " / ".join(f"{run.memory:,.0f}" if run else NONE for run in found)
    return [each.what, f"{each.rows:,}", cpu, memory]


def _seconds(run: Run | None) -> str:
    return f"{run.wall:.2f}" + ONCE * (run.times == 1) if run else NONE
