"""A file of an official as it stands: judged by the official rules and searched, opened once."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.persons.books import Searched, persons_in, search_book
from hiraku.checking.persons.masking import masked
from hiraku.confined.calls import Died, call
from hiraku.intake.judging import BookJudgement, judge_book, judge_file
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import open_book
from hiraku.intake.report import LIMITS, not_read, reported
from hiraku.problems import Place, Report


class JudgedFile(Struct, frozen=True):
    """What the rules say of a file, and whom it tells of."""

    judgement: BookJudgement
    searched: Searched


def official_report(path: Path, *, apart: bool) -> Report:
    """Judge a file without a schema and look through all of it for persons, who are told first.

    `apart` tells each cell as a finding of its own. The file is opened confined.
    """
    try:
        judged = call(LIMITS, judged_file, path)
    except Died as died:
        return Report((not_read(Place(path.name), died),))
    report = reported(path, judged.judgement, apart=apart)
    persons = persons_in(path.name, judged.searched, hidden_alone=False)
    read = [problem for problem in persons if problem.hint != "unread"]
    return replace(report, problems=tuple(masked([*read, *report.problems])))


def judged_file(path: Path) -> JudgedFile:
    """Do the same in this very process; nothing is searched in a file that is no book."""
    try:
        book = open_book(path)
    except Unreadable:
        return JudgedFile(judge_file(path), Searched([], "unread"))
    return JudgedFile(judge_book(book), search_book(book))
