"""Annotations at file and line (workflow commands of GitHub Actions); no text is a command.

<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>
"""

from __future__ import annotations

from typing import TextIO

from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeFormat, ChangeReport
from hiraku.changes.rulebook import Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.visible import line

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def _write(report: ChangeReport, out: TextIO, language: str) -> None:
    findings = [finding.judgement for _, group in told.shown(report) for finding in group]
    lines = [_annotation(judgement, language) for judgement in (*findings, *report.left_over)]
    lines.append(_data(line(told.outcome(report, language))))
    out.write("\n".join(lines) + "\n")


def _annotation(judged: Judgement, language: str) -> str:
    command = "notice" if judged.approved else _COMMANDS[judged.rule.severity]
    title = _property(f"{judged.rule.id} {judged.rule.number}")
    said = (told.sentence(judged, language), told.advice(judged, language))
    message = "\n".join(map(line, said))
    place = f"file={_property(judged.file)},line={judged.line or 1},title={title}"
    return f"::{command} {place}::{_data(message)}"


def _data(text: str) -> str:
    return (
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":\u200b:")
    )


def _property(text: str) -> str:
    return _data(line(text)).replace(":", "%3A").replace(",", "%2C")


change_format = ChangeFormat(_write)
