"""What a comparison found, as data: by dataset, with the versions, the data, and what is due."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.changes.rows.keyed import RowsChanged
from hiraku.changes.rows.words import Wording
from hiraku.changes.rulebook import Bump, Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.changes.versions import VersionVerdict
from hiraku.model import Text


class TableData(Struct, frozen=True):
    """What changed in the rows of a table, and how to tell a cell of it in words."""

    resource: str
    title: Text
    rows: RowsChanged
    wording: Wording


class Subject(Struct, frozen=True):
    """A dataset or a schema that has a version, with all that was found about it.

    `kind` is `dataset` or `schema`; `version_before` and `version` are as stated.
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
    """`base` and `head` are the two states' names; `head` is empty for the files as they are."""

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
        return not self.due
