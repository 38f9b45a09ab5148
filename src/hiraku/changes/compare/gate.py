"""The gates of `hiraku check`: the same judgement as `hiraku changes`, as findings of a check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from hiraku.changes.compare.repository import Repository, is_repository
from hiraku.languages import Message
from hiraku.own_folders import scratch
from hiraku.problems import Place, Problem, Report, Severity

if TYPE_CHECKING:
    from hiraku.changes.compare.report import ChangeReport, Subject
    from hiraku.changes.verdicts.judgement import Judgement

_PROFILE = "recipe"
_MAJOR = "major"
_REASONS = 3


def gate_problems(root: Path) -> Iterator[Problem]:
    """Yield what may not be published as it is: nothing where there is no git to compare with.

    A version that is too low is an error where somebody is broken, else a warning.
    """
    if not is_repository(root):
        return
    repository = Repository(root)
    if not repository.changed(repository.merge_base(repository.main(), "HEAD"), None):
        return
    from hiraku.changes.compare.comparison import compare  # noqa: PLC0415 - most often in vain
    from hiraku.changes.compare.sides import open_sides  # noqa: PLC0415

    with (
        open_sides((), root, None) as sides,
        scratch("hiraku-past-") as past,
    ):
        yield from _problems(compare(sides, _PROFILE, past))


def with_gates(report: Report, root: Path) -> Report:
    """Add what may not be published to the report on a catalog; a broken one is mended first."""
    if not report.ok:
        return report
    return replace(report, problems=(*report.problems, *gate_problems(root)))


def _problems(report: ChangeReport) -> Iterator[Problem]:
    grave = {
        (subject.kind, subject.id) for subject in report.subjects
        if subject.verdict.bump == _MAJOR
    }  # fmt: skip
    for subject in report.subjects:
        for judged in subject.open:
            if judged in report.due:
                of_version = judged.difference.kind == "version"
                severe = (subject.kind, subject.id) in grave if of_version else _is_error(judged)
                reasons = _reasons(subject) if of_version else []
                yield _problem(judged, reasons, Severity.ERROR if severe else Severity.WARNING)
    yield from (_problem(judged, [], Severity.ERROR) for judged in report.left_over)


def _is_error(judged: Judgement) -> bool:
    from hiraku.changes.rulebook import Level  # noqa: PLC0415 - as above

    return judged.rule.severity is Level.ERROR


def _reasons(subject: Subject) -> list[Judgement]:
    """Return the first changes for which the version must rise so far."""
    bump = subject.verdict.bump
    return [judgement for judgement in subject.open if judgement.bump(_PROFILE) is bump][:_REASONS]


def _problem(judged: Judgement, reasons: list[Judgement], severity: Severity) -> Problem:
    from hiraku.changes.compare.told import advice_words, sentence_words  # noqa: PLC0415 - as above

    row = judged.rows[0] if judged.rows else None
    place = Place(judged.file, row=row, line=None if row else judged.line)
    said: Message = sentence_words(judged)
    if reasons:
        listed = tuple(sentence_words(reason) for reason in reasons)
        said = Message("changes.because", {"said": said, "reasons": listed})
    values: dict[str, str | Message] = {
        "rule": f"{judged.rule.id} {judged.rule.number}",
        "found": said,
        "advice": advice_words(judged),
    }
    return Problem("change-not-ready", place, values, severity=severity)
