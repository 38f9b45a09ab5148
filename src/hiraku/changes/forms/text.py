"""For people at a terminal: dataset by dataset, the gravest first, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeFormat, ChangeReport, Subject
from hiraku.changes.compare.told import Gathered
from hiraku.changes.rows.words import in_words
from hiraku.changes.rulebook import Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.languages import say
from hiraku.visible import line

_CELLS = 5
_INDENT = "    "


def _write(report: ChangeReport, out: TextIO, language: str) -> None:
    out.writelines(f"{line(text)}\n" for text in _lines(report, language))


def _lines(report: ChangeReport, language: str) -> Iterator[str]:
    for subject, findings in told.shown(report):
        title = subject.title.in_language(language)
        yield say(language, f"changes.{subject.kind}", id=subject.id, title=title)
        for finding in findings:
            yield from _finding(finding, language)
        yield from _cells(subject, language)
        yield f"  {told.conclusion(subject, language)}"
        yield ""
    for judgement in report.left_over:
        yield from _finding(Gathered(judgement), language)
    for note in report.notes:
        yield note.in_language(language)
    yield told.outcome(report, language)


def _finding(finding: Gathered, language: str) -> Iterator[str]:
    judged = finding.judgement
    yield (
        f"  {told.level(judged, language)} [{judged.rule.id} {judged.rule.number}] "
        f"{told.sentence(judged, language)}"
    )
    if finding.others:
        count, names = f"{len(finding.others):,}", finding.others[:_CELLS]
        listed = told.spoken(names, language)
        yield _INDENT + say(language, "changes.others-alike", count=count, names=listed)
    if judged.broken or judged.rule.severity is not Level.INFO:
        place = f"{judged.file}:{judged.line}" if judged.line else judged.file
        yield f"{_INDENT}{told.who_and_how(judged, language)}"
        yield _INDENT + say(language, "changes.place", place=place)
        yield _INDENT + _advice(judged, language)


def _advice(judged: Judgement, language: str) -> str:
    if judged.approved:
        return say(language, "changes.approved", reason=judged.approved)
    return say(language, "changes.to-do", advice=told.advice(judged, language))


def _cells(subject: Subject, language: str) -> Iterator[str]:
    for table in subject.tables:
        shown = table.rows.examples[:_CELLS]
        yield from (f"  ・{in_words(change, table.wording, language)}" for change in shown)
        if rest := table.rows.cells - len(shown):
            yield "  " + say(language, "changes.more-cells", count=f"{rest:,}")


change_format = ChangeFormat(_write)
