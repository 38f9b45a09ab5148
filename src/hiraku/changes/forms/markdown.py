"""A comment on a pull request that an official can read: which data, what changed, what to do.

Whatever stands in the data is text: nothing in it can be a link, an image, a mention or HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeFormat, ChangeReport, Subject, TableData
from hiraku.changes.compare.told import Gathered
from hiraku.changes.rows.words import in_words
from hiraku.changes.rulebook import Level
from hiraku.languages import say
from hiraku.markdown_text import as_code, escaped

_MOST_CHARACTERS = 60_000
_CELLS = 20
_FINDINGS = 30
_MARKS = {Level.ERROR: "⛔", Level.WARNING: "⚠️", Level.INFO: "ℹ️"}
_HEADS = ("column-row", "column-what", "column-before", "column-after")


def _write(report: ChangeReport, out: TextIO, language: str) -> None:
    text = "\n".join(_lines(report, language)) + "\n"
    if len(text) > _MOST_CHARACTERS:
        cut = say(language, "changes.cut-here")
        ending = f"\n\n{cut}\n"
        text = text[: text.rfind("\n", 0, _MOST_CHARACTERS - len(ending))] + ending
    out.write(text)


def _lines(report: ChangeReport, language: str) -> Iterator[str]:
    yield "## " + say(language, "changes.what-it-does")
    yield ""
    yield f"**{told.outcome(report, language)}**"
    yield ""
    for subject, findings in told.shown(report):
        yield from _subject(subject, findings, language)
    for judgement in report.left_over:
        yield from _finding(Gathered(judgement), language)
    yield from (escaped(note.in_language(language)) for note in report.notes)


def _subject(subject: Subject, findings: list[Gathered], language: str) -> Iterator[str]:
    title = escaped(subject.title.in_language(language))
    named = say(language, f"changes.{subject.kind}", id=f"`{as_code(subject.id)}`", title=title)
    yield f"### {named}"
    yield ""
    for finding in findings[:_FINDINGS]:
        yield from _finding(finding, language)
    if (rest := len(findings) - _FINDINGS) > 0:
        yield "- " + say(language, "changes.more-findings", count=f"{rest:,}")
    yield ""
    for table in subject.tables:
        yield from _cells(table, language)
    yield f"**{told.conclusion(subject, language)}**"
    yield ""


def _finding(finding: Gathered, language: str) -> Iterator[str]:
    judged = finding.judgement
    mark = "✅" if judged.approved else _MARKS[judged.rule.severity]
    rule = f"`{as_code(judged.rule.id)}` {judged.rule.number}"
    yield f"- {mark} {escaped(told.sentence(judged, language))} ({rule})"
    if finding.others:
        count, names = f"{len(finding.others):,}", told.spoken(finding.others[:_CELLS], language)
        alike = say(language, "changes.others-alike", count=count, names=names)
        yield f"  - {escaped(alike)}"
    if judged.rule.severity is Level.INFO and not judged.broken:
        return
    yield f"  - {told.who_and_how(judged, language)}"
    if judged.approved:
        yield "  - " + say(language, "changes.approved", reason=escaped(judged.approved))
    else:
        advice = escaped(told.advice(judged, language))
        yield "  - " + say(language, "changes.to-do", advice=advice)


def _cells(table: TableData, language: str) -> Iterator[str]:
    rows = table.rows
    if not rows.examples:
        return
    heads = (say(language, f"changes.{key}") for key in _HEADS)
    yield f"| {' | '.join(heads)} |"
    yield "|---:|---|---|---|"
    shown = rows.examples[:_CELLS]
    for example in shown:
        words = escaped(in_words(example, table.wording, language))
        yield f"| {example.row:,} | {words} | {escaped(example.old)} | {escaped(example.new)} |"
    yield ""
    if rest := rows.cells - len(shown):
        yield say(language, "changes.more-cells", count=f"{rest:,}")
        yield ""


change_format = ChangeFormat(_write)
