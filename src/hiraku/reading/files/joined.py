"""Several files that are one table (Data Resource, `path`): joined below the head of the first.

A later file begins with the same head, which is left out, or with its first row. The place of what
is wrong is given by the file and the line in which it stands.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from hiraku.model import Dialect
from hiraku.problems import Example, Place, Problem, Refused
from hiraku.reading.files.appearance import refuse_disguised, refuse_pointer
from hiraku.reading.files.encodings import starts_as_utf16

MOST_FILES = 10_000
_PIECE = 1024 * 1024
_LONGEST_HEAD = 64 * 1024
_BOM = b"\xef\xbb\xbf"


class JoinedFile(Struct, frozen=True):
    """A file of a table: `before` are the lines of the table above it, `skipped` its own head."""

    file: str
    before: int
    skipped: int


class Joined(Struct, frozen=True):
    """The files that were joined, in their order, and why others were not."""

    parts: tuple[JoinedFile, ...]
    problems: tuple[Problem, ...]

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the table as one of the file in which it stands."""
        examples = tuple(map(self._of_example, problem.examples))
        place, values = self._place(problem.place), dict(problem.values)
        if first := values.get("first_row"):
            values["first_row"] = self._row(str(first), place)
        return replace(problem, place=place, values=values, examples=examples)

    def _row(self, number: str, beside: Place) -> str:
        """Name another row of the table, with its file where that is not the same.

        It is taken for a line: cells of several lines before it shift the number.
        """
        row = int(number)
        other = self._place(Place(self.parts[0].file, row, row))
        return f"{other.row}" if other.file == beside.file else f"{other.file}:{other.row}"

    def _of_example(self, example: Example) -> Example:
        return replace(example, place=self._place(example.place))

    def _place(self, place: Place) -> Place:
        if place.line is None or place.file != self.parts[0].file:
            return place
        at = bisect_left(self.parts, place.line, key=lambda part: part.before) - 1
        part = self.parts[max(at, 0)]
        line = place.line - part.before + part.skipped
        return replace(place, file=part.file, line=line, row=place.row if at <= 0 else line)


def on_parts(problems: Iterable[Problem], joined: Joined | None) -> list[Problem]:
    """Return problems of a table by the files that it was joined of, where it was."""
    return [joined.placed(problem) if joined else problem for problem in problems]


def join(files: Sequence[tuple[Path, Place]], dialect: Dialect, target: Path) -> Joined:
    """Write the files below each other into `target`; raise `Refused` where that cannot be."""
    first, place = files[0]
    head = _first_line(first, place) if dialect.header else b""
    names = _labels(head, dialect)
    parts, problems, lines = list[JoinedFile](), list[Problem](), 0
    with target.open("wb") as out:
        for path, place in files:
            refuse_pointer(path, place)
            refuse_disguised(path, place)
            skipped = 0
            if parts and dialect.header:
                own = _labels(_first_line(path, place), dialect)
                skipped = int(own == names)
                if not skipped and _is_another_head(own, names):
                    problems.append(_another_head(place, own, names))
                    continue
            parts.append(JoinedFile(place.file, lines, skipped))
            lines += _copied(path, skipped, out)
    return Joined(tuple(parts), tuple(problems))


def _first_line(path: Path, place: Place) -> bytes:
    """Return the first line without its end; raise `Refused` where it is not surely the head."""
    with path.open("rb") as stream:
        line = stream.readline(_LONGEST_HEAD).removeprefix(_BOM)
    odd = line.count(b'"') % 2 or b"\r" in line.rstrip(b"\r\n") or len(line) == _LONGEST_HEAD
    if odd or starts_as_utf16(path):
        raise Refused(Problem("several-files", place, {"files": (place.file,)}))
    return line.rstrip(b"\r\n")


def _labels(line: bytes, dialect: Dialect) -> list[str]:
    """Return the cells of a head; signs beyond ASCII are only compared, in whatever code."""
    text = line.decode("latin-1")
    quoting = (
        {"quotechar": dialect.quote_char} if dialect.quote_char else {"quoting": csv.QUOTE_NONE}
    )
    rows = csv.reader([text], delimiter=dialect.delimiter, **quoting)
    return [cell.strip() for cell in next(rows, [])]


def _is_another_head(own: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a first line is a head, though not this one: half of it are names of it."""
    return sum(cell in names for cell in own if cell) * 2 >= max(len(names), 1)


def _another_head(place: Place, own: Sequence[str], names: Sequence[str]) -> Problem:
    values = {"files": (place.file,), "labels": _told(own), "wanted": _told(names)}
    return Problem("several-files", replace(place, row=1, line=1), values, hint="head")


def _told(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(label.encode("latin-1").decode("utf-8", "replace") for label in labels)


def _copied(path: Path, skipped: int, out: IO[bytes]) -> int:
    """Write a file's bytes behind each other, a line's end last; return how many lines they are."""
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        if skipped:
            stream.readline()
        elif stream.read(len(_BOM)) != _BOM or not out.tell():
            stream.seek(0)
        for piece in _pieces(stream):
            out.write(piece)
            lines += piece.count(b"\n")
            last = piece[-1:]
    if last != b"\n":
        out.write(b"\n")
        lines += 1
    return lines


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
