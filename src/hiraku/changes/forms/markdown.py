"""A comment on a pull request that an official can read: which data, what changed, what to do.

Whatever stands in the data is text: nothing in it can be a link, an image, a mention or HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeReport, Subject, TableData
from hiraku.changes.compare.told import Gathered
from hiraku.changes.rows.words import in_words
from hiraku.changes.rulebook import Level

MOST_CHARACTERS = 60_000
CELLS = 20
_FINDINGS = 30
_MARKS = {Level.ERROR: "⛔", Level.WARNING: "⚠️", Level.INFO: "ℹ️"}
_CUT = {
    "ja": "\n\n（長いので、ここまでにしました。全部は `hiraku changes` で見られます。）\n",
    "en": "\n\n(Cut here for its length; `hiraku changes` shows all of it.)\n",
}


def write(report: ChangeReport, out: TextIO, language: str = "ja") -> None:
    text = "\n".join(_lines(report, language)) + "\n"
    if len(text) > MOST_CHARACTERS:
        cut = text.rfind("\n", 0, MOST_CHARACTERS - len(_CUT[language]))
        text = text[:cut] + _CUT[language]
    out.write(text)


def _lines(report: ChangeReport, language: str) -> Iterator[str]:
    english = language == "en"
    yield f"## {('この変更で起こること', 'What this change does')[english]}"
    yield ""
    yield f"**{told.outcome(report, language)}**"
    yield ""
    for subject, findings in told.shown(report):
        yield from _subject(subject, findings, language)
    for each in report.left_over:
        yield from _finding(Gathered(each), language)
    for note in report.notes:
        yield escaped(note.in_language(language))


def _subject(subject: Subject, findings: list[Gathered], language: str) -> Iterator[str]:
    english = language == "en"
    kind = ("スキーマ", "Schema")[english] + " " if subject.kind == "schema" else ""
    yield f"### {kind}{escaped(subject.title.in_language(language))}（`{_code(subject.id)}`）"
    yield ""
    for finding in findings[:_FINDINGS]:
        yield from _finding(finding, language)
    if len(findings) > _FINDINGS:
        yield f"- … {len(findings) - _FINDINGS}" + (" more" if english else " 件がほかにあります")
    yield ""
    for table in subject.tables:
        yield from _cells(table, language)
    yield f"**{told.conclusion(subject, '', language)}**"
    yield ""


def _finding(finding: Gathered, language: str) -> Iterator[str]:
    judged = finding.judgement
    mark = "✅" if judged.approved else _MARKS[judged.rule.severity]
    yield (
        f"- {mark} {escaped(told.sentence(judged, language))}"
        f"（`{_code(judged.rule.id)}` {judged.rule.number}）"
    )
    if finding.others:
        names = escaped("、".join(finding.others[:CELLS]))
        yield f"  - {('ほかに', 'also')[language == 'en']}: {names}"
    if judged.rule.severity is Level.INFO and not judged.broken:
        return
    yield f"  - {told.who(judged, language)}。{told.how(judged, language)}"
    if judged.approved:
        yield f"  - {('承認', 'approved')[language == 'en']}: {escaped(judged.approved)}"
    else:
        advice = escaped(told.advice(judged, language))
        yield f"  - {('すること', 'To do')[language == 'en']}: {advice}"


def _cells(table: TableData, language: str) -> Iterator[str]:
    english, rows = language == "en", table.rows
    if not rows.examples:
        return
    head = ("行", "変わったこと", "前", "後") if not english else ("Row", "What", "Before", "After")
    yield f"| {' | '.join(head)} |"
    yield "|---:|---|---|---|"
    for each in rows.examples[:CELLS]:
        words = escaped(in_words(each, table.wording, language))
        yield f"| {each.row:,} | {words} | {escaped(each.old)} | {escaped(each.new)} |"
    rest = rows.cells - len(rows.examples[:CELLS])
    if rest > 0:
        yield ""
        yield f"… {rest:,}" + (" more cells" if english else " セルがほかに変わりました")
    yield ""


def escaped(text: str) -> str:
    """Return a text as Markdown that shows nothing but the text."""
    plain = "".join(each if each.isprintable() else " " for each in text)[:300]
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = "".join(f"\\{each}" if each in "\\`*_{}[]()#+!|~$" else each for each in plain)
    return marked.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")


def _code(text: str) -> str:
    return "".join(each for each in text if each.isalnum() or each in "-_.:")
