"""For people at a terminal: dataset by dataset, the gravest first, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeReport, Subject
from hiraku.changes.compare.told import Gathered
from hiraku.changes.rows.words import in_words
from hiraku.changes.rulebook import Level

_CELLS = 5
_INDENT = "    "


def write(report: ChangeReport, out: TextIO, language: str = "ja") -> None:
    out.writelines(f"{line}\n" for line in _lines(report, language))


def _lines(report: ChangeReport, language: str) -> Iterator[str]:
    english = language == "en"
    for subject, findings in told.shown(report):
        kind = ("データセット", "dataset") if subject.kind == "dataset" else ("スキーマ", "schema")
        yield f"{kind[english]} {subject.id}: {subject.title.in_language(language)}"
        for finding in findings:
            yield from _finding(finding, language)
        yield from _cells(subject, language)
        yield f"  {told.conclusion(subject, report.profile, language)}"
        yield ""
    for each in report.left_over:
        yield from _finding(Gathered(each), language)
    for note in report.notes:
        yield note.in_language(language)
    yield told.outcome(report, language)


def _finding(finding: Gathered, language: str) -> Iterator[str]:
    judged, english = finding.judgement, language == "en"
    where = f"{judged.file}:{judged.line}" if judged.line else judged.file
    yield (
        f"  {told.level(judged, language)} [{judged.rule.id} {judged.rule.number}] "
        f"{told.sentence(judged, language)}"
    )
    if finding.others:
        count, names = len(finding.others), "、".join(finding.others[:_CELLS])
        yield _INDENT + (
            f"also {names} ({count})" if english else f"ほか {count} 列（{names}）も同じ"
        )
    if judged.broken or judged.rule.severity is not Level.INFO:
        place = ("場所", "where")[english]
        yield f"{_INDENT}{told.who(judged, language)}。{told.how(judged, language)}".rstrip("。")
        yield f"{_INDENT}{place}: {where}"
        if judged.approved:
            yield f"{_INDENT}{('承認済み', 'approved')[english]}: {judged.approved}"
        else:
            yield f"{_INDENT}{('すること', 'to do')[english]}: {told.advice(judged, language)}"


def _cells(subject: Subject, language: str) -> Iterator[str]:
    for table in subject.tables:
        for change in table.rows.examples[:_CELLS]:
            yield f"  ・{in_words(change, table.wording, language)}"
        rest = table.rows.cells - len(table.rows.examples[:_CELLS])
        if rest > 0:
            yield f"  … {rest:,}" + (
                " more cells" if language == "en" else " セルがほかに変わりました"
            )
