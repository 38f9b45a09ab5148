"""Reads descriptors one by one: what is wrong with one is noted, and the others are read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, field

from hiraku.languages import spoken
from hiraku.model import LANGUAGES, Catalog
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.catalog.descriptor_parts import Codes
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.hidden_characters import hidden_characters
from hiraku.reading.descriptors.read import MAX_BYTES, read_descriptor
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.reading.descriptors.standard import sound_part
from hiraku.reading.files.paths import admit


class Reading(Struct, frozen=True):
    """A catalog, and what was wrong with its descriptors."""

    catalog: Catalog
    problems: tuple[Problem, ...] = ()


class Selection(Struct, frozen=True):
    """The folders of `datasets/` and the files of `schemas/` to read, by their names."""

    folders: Collection[str]
    schemas: Collection[str]


class DescriptorReader(Struct):
    """Reads descriptors below `root` and gathers what is wrong with them; `strict` as hiraku's own.

    `codes` are the languages that the catalog names, `broken` the schemas that could not be read.
    """

    root: Path
    strict: bool = True
    codes: Codes = LANGUAGES
    only: Selection | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def document(self, file: str, shape: str) -> Document | None:
        """Read one descriptor; None, with its problems noted, where it is of no use."""
        try:
            path = admit(self.root, file, Place(file), max_bytes=MAX_BYTES * 1024)
            document = read_descriptor(path, file)
        except Refused as refused:
            self.problems.append(refused.problem)
            return None
        if shape == "catalog":
            self.codes = languages_of(document)
        if not self.strict:
            sound, problems = sound_part(document, shape)
            self.problems.extend(problems)
            return sound
        problems = shape_problems(document, shape, self.codes)
        self.problems.extend((*problems, *hidden_characters(document)))
        usable = all(problem.id == "unknown-property" for problem in problems)
        return document if usable and document.value else None

    def named(self, document: Document, expected: str) -> None:
        """Compare a descriptor's name with the folder or file that it stands in."""
        name = document.value.get("name", expected)
        if name != expected:
            values = {"name": name, "folder": expected}
            self.problems.append(Problem("name-mismatch", document.place("name"), values))


def languages_of(document: Document) -> Codes:
    """Return the languages that a catalog names; those of a list that is none are told apart."""
    named = document.value.get("languages") if isinstance(document.value, dict) else None
    codes = named if isinstance(named, list) else []
    return tuple(code for code in codes if code in spoken()) or LANGUAGES
