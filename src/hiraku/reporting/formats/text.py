"""For people at a terminal: what, where, the row with the cell marked, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from hiraku.explanations import explanation, shortened, told
from hiraku.problems import Example, Place, Problem, Report, Severity
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import line

_NEIGHBOURS = 3

_WORDS = {
    "ja": {
        "error": "誤り",
        "warning": "注意",
        "place": "場所",
        "row": "行の中身",
        "cure": "直し方",
        "column": " 列{letter}",
        "named": "「{name}」",
        "at": "（{line}行目）",
        "more": "同じ誤りがほかに {more:,} か所（{rows}{rest}）",
        "counts": "{datasets} データセット、{rows:,} 行、{cells:,} セルを検査しました。",
        "fine": "問題はありません。",
        "verdict": "誤り {errors:,} 件、注意 {warnings:,} 件。",
        "and": "、",
        "line": "{row}行目",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "place": "where",
        "row": "the row",
        "cure": "to do",
        "column": " column {letter}",
        "named": ' "{name}"',
        "at": " (line {line})",
        "more": "{more:,} more like this ({rows}{rest})",
        "counts": "Checked {datasets} dataset{s[0]}, {rows:,} row{s[1]}, {cells:,} cell{s[2]}. ",
        "fine": "Nothing is wrong.",
        "verdict": "Errors: {errors:,}, warnings: {warnings:,}.",
        "and": ", ",
        "line": "row {row}",
    },
}


def _write(report: Report, out: TextIO, language: str) -> None:
    """Write every problem as a paragraph, errors first, and a last line with the counts."""
    ordered = sorted(report.problems, key=lambda each: each.severity is Severity.WARNING)
    out.writelines(
        "\n".join(map(line, _paragraph(problem, language))) + "\n\n" for problem in ordered
    )
    out.write(_last_line(report, language) + "\n")


def _paragraph(problem: Problem, language: str) -> Iterator[str]:
    words = _WORDS[language]
    title = explanation(problem.id, language).title
    yield f"{words[problem.severity]} [{problem.id}] {title}"
    yield f"  {told(problem, 'found', language)}"
    first = problem.examples[0] if problem.examples else Example(problem.place)
    yield f"  {words['place']}: {_place(first.place, language)}"
    if first.record and first.place.column:
        yield f"  {words['row']}: {_marked(first)}"
    yield f"  {words['cure']}: {told(problem, 'cure', language)}"
    if problem.total > 1:
        yield f"  {_more(problem, words)}"


def _place(place: Place, language: str) -> str:
    """Return the place as `datasets/x/x.csv:128 列C「市町村名」`."""
    words = _WORDS[language]
    number = place.row or place.line
    text = place.file + (f":{number}" if number else "")
    if place.row and place.line and place.line != place.row:
        text += words["at"].format(line=place.line)
    if place.letter:
        text += words["column"].format(letter=place.letter)
    name = place.title if language == "ja" and place.title else place.field
    name = name or place.key
    return text + (words["named"].format(name=name) if name else "")


def _marked(example: Example) -> str:
    """Show the cell between its neighbours, marked with ≪ ≫."""
    position = (example.place.column or 1) - 1
    record = example.record or ()
    first, last = max(0, position - _NEIGHBOURS), min(len(record), position + _NEIGHBOURS + 1)
    cells = [
        f"≪{shortened(record[i] or '', 30)}≫" if i == position else shortened(record[i] or "", 20)
        for i in range(first, last)
    ]
    before, after = ["…"] * (first > 0), ["…"] * (last < len(record))
    return " | ".join([*before, *cells, *after])


def _more(problem: Problem, words: dict[str, str]) -> str:
    rows = [example.place.row for example in problem.examples[1:] if example.place.row]
    named = words["and"].join(words["line"].format(row=row) for row in rows)
    rest = "…" if problem.total > len(rows) + 1 else ""
    text = words["more"].format(more=problem.total - 1, rows=named, rest=rest)
    return text.replace("（…）", "").replace(" (…)", "")


def _last_line(report: Report, language: str) -> str:
    words = _WORDS[language]
    counts = report.counts
    numbers = {"datasets": counts.datasets, "rows": counts.rows, "cells": counts.cells}
    plurals = ["" if each == 1 else "s" for each in numbers.values()]
    checked = words["counts"].format(**numbers, s=plurals)
    if not report.problems:
        return checked + words["fine"]
    return checked + words["verdict"].format(errors=report.errors, warnings=report.warnings)


report_format = ReportFormat(_write)
