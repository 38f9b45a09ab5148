"""A file that may be opened, and what its bytes tell before anything is read from it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.model import Resource
from hiraku.problems import Place
from hiraku.reading.files.encodings import starts_as_utf16
from hiraku.reading.files.survey import Survey, survey


class DataFile(Struct, frozen=True):
    """`relation` is the name of the table that it becomes, `start` the bytes of its BOM."""

    path: Path
    place: Place
    resource: Resource
    relation: str
    survey: Survey
    start: int

    @property
    def plain(self) -> bool:
        return self.survey.plain and self.resource.dialect.plain and not starts_as_utf16(self.path)

    def looked_at_closely(self) -> DataFile:
        """Return the same file with its characters looked at, where they were not."""
        if self.survey.looked:
            return self
        return replace(self, survey=survey(self.path, self.resource.dialect, self.start))
