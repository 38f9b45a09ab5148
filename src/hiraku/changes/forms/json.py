"""For programs: one JSON object. Ids are language-neutral, sentences in the language asked for.

`differences` is what changed, `verdicts` what it means: one may be read without the other.
"""

from __future__ import annotations

from typing import Any, TextIO

from hiraku import __version__
from hiraku.changes.compare import told
from hiraku.changes.compare.report import ChangeFormat, ChangeReport, Subject, TableData
from hiraku.changes.rows.words import in_words
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.visible import json_text, utf8


def _write(report: ChangeReport, out: TextIO, language: str) -> None:
    utf8(out).write(json_text(_as_json(report, language)))


def _as_json(report: ChangeReport, language: str) -> dict[str, Any]:
    return {
        "hiraku": __version__,
        "base": report.base,
        "head": report.head or None,
        "profile": report.profile,
        "ok": report.ok,
        "due": len(report.due),
        "subjects": [_subject(subject, report.profile, language) for subject in report.subjects],
        "approvals": [
            _verdict(judgement, report.profile, language) for judgement in report.left_over
        ],
        "notes": [note.in_language(language) for note in report.notes],
    }


def _subject(subject: Subject, profile: str, language: str) -> dict[str, Any]:
    verdict = subject.verdict
    return {
        "kind": subject.kind,
        "id": subject.id,
        "title": subject.title.in_language(language),
        "version": {
            "before": subject.version_before,
            "declared": subject.version,
            "required": verdict.required or None,
            "bump": verdict.bump,
            "enough": verdict.how not in {"not-raised", "raised-too-little", "lowered"},
        },
        "differences": [_difference(judgement) for judgement in subject.judgements],
        "verdicts": [_verdict(judgement, profile, language) for judgement in subject.judgements],
        "data": [_data(table, language) for table in subject.tables],
    }


def _difference(judged: Judgement) -> dict[str, Any]:
    difference = judged.difference
    return {
        "kind": difference.kind,
        "path": list(difference.path),
        "old": difference.old,
        "new": difference.new,
    }


def _verdict(judged: Judgement, profile: str, language: str) -> dict[str, Any]:
    return {
        "id": judged.rule.id,
        "number": judged.rule.number,
        "path": list(judged.difference.path),
        "severity": judged.rule.severity,
        "breaks": {"readers": judged.breaks_readers, "contributors": judged.breaks_contributors},
        "bump": judged.bump(profile),
        "decided": judged.decided,
        "count": judged.count,
        "rows": list(judged.rows),
        "fingerprint": judged.fingerprint,
        "approved": judged.approved or None,
        "file": judged.file,
        "line": judged.line,
        "found": told.sentence(judged, language),
        "cure": told.advice(judged, language),
    }


def _data(table: TableData, language: str) -> dict[str, Any]:
    rows = table.rows
    return {
        "resource": table.resource,
        "keyed": rows.keyed,
        "rows": {
            "before": rows.before,
            "after": rows.after,
            "added": rows.added,
            "removed": rows.removed,
        },
        "cells": rows.cells,
        "columns": dict(rows.by_column),
        "examples": [
            {
                "row": example.row,
                "key": list(example.key),
                "field": example.field,
                "old": example.old,
                "new": example.new,
                "words": in_words(example, table.wording, language),
            }
            for example in rows.examples
        ],
    }


change_format = ChangeFormat(_write)
