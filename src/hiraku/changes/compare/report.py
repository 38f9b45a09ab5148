"""What a comparison found, as data: by dataset, with the versions, the data, and what is due.

A `ChangeFormat` is a way to tell it; each is a file in `forms/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from msgspec import Struct

from hiraku.changes.rows.keyed import RowsChanged
from hiraku.changes.rows.words import Wording
from hiraku.changes.rulebook import Bump, Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.changes.versions import VersionVerdict
from hiraku.model import Text
from hiraku.registry import entry


class TableData(Struct, frozen=True):
    """What changed in a table: `resource` and `title` name it, `rows` are its changed rows.

    `wording` is how to tell a cell of it in words.
    """

    resource: str
    title: Text
    rows: RowsChanged
    wording: Wording


class Subject(Struct, frozen=True):
    """A dataset or a schema that has a version, with all that was found about it.

    `kind` is `dataset` or `schema`; `id`, `title` and `file` name it. `judgements` is what was
    found, `version_before` and `version` are as stated, `verdict` is whether the version is
    raised enough, `tables` are the data that changed.
    """

    kind: str
    id: str
    title: Text
    file: str
    judgements: tuple[Judgement, ...]
    version_before: str | None = None
    version: str | None = None
    verdict: VersionVerdict = VersionVerdict("", "", Bump.NONE)
    tables: tuple[TableData, ...] = ()

    @property
    def open(self) -> tuple[Judgement, ...]:
        """What nobody has approved."""
        return tuple(judgement for judgement in self.judgements if not judgement.approved)


class ChangeReport(Struct, frozen=True):
    """All that changed from `base` to `head`, the names of two states.

    `head` is empty for the files as they are. `profile` says whose bumps are asked (`recipe`,
    `relaxed`), `subjects` is what changed, `left_over` what an approval says of nothing that is
    there, `notes` what could not be compared; `ok` that nothing is `due`.
    """

    base: str
    head: str
    profile: str
    subjects: tuple[Subject, ...] = ()
    left_over: tuple[Judgement, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def due(self) -> tuple[Judgement, ...]:
        """What needs a bump, an approval or a correction before this may be published."""
        return tuple(self._due())

    def _due(self) -> Iterator[Judgement]:
        for subject in self.subjects:
            for judgement in subject.open:
                if (
                    judgement.rule.severity is not Level.INFO
                    and judgement.bump(self.profile) is Bump.NONE
                ):
                    yield judgement
        yield from (
            judgement for judgement in self.left_over if judgement.rule.severity is Level.ERROR
        )

    @property
    def ok(self) -> bool:
        """Nothing is due."""
        return not self.due


class ChangeFormat(Struct, frozen=True):
    """`write` writes a report to a stream of text, its sentences in a language (BCP 47)."""

    write: Callable[[ChangeReport, TextIO, str], None]


def write_changes(name: str, report: ChangeReport, out: TextIO, language: str) -> None:
    """Write a report in the format of a name; KeyError where there is no such format."""
    entry("hiraku.changes.forms", ChangeFormat, name).write(report, out, language)
