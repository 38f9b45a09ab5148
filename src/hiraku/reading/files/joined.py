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

from hiraku.admitted import Admitted
from hiraku.model import Dialect
from hiraku.problems import Example, Place, Problem, Refused
from hiraku.reading.files.appearance import refuse_disguised, refuse_pointer
from hiraku.reading.files.encodings import starts_as_utf16

MOST_FILES = 10_000
_File = tuple[Admitted, Place]
_PIECE = 1024 * 1024
_LONGEST_HEAD = 64 * 1024
_BOM = b"\xef\xbb\xbf"


class JoinedFile(Struct, frozen=True):
    """A file of a table: `before` are the lines of the table above it, `start` its bytes.

    `skipped` and `cut` are the lines and the bytes of its own that were left out: its head, a BOM.
    """

    file: str
    before: int
    start: int
    skipped: int
    cut: int


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
        if offset := values.get("offset"):
            part = self._part(problem.place.line or 1)
            values["offset"] = str(int(str(offset)) - part.start + part.cut)
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
        part = self._part(place.line)
        line = place.line - part.before + part.skipped
        return replace(place, file=part.file, line=line, row=line if part.before else place.row)

    def _part(self, line: int) -> JoinedFile:
        at = bisect_left(self.parts, line, key=lambda part: part.before) - 1
        return self.parts[max(at, 0)]


def joinable(dialect: Dialect) -> bool:
    """Tell whether such files can be joined: plain ones, with one row of headers or none."""
    with_head = dialect if dialect.header else replace(dialect, header=True, header_rows=(1,))
    return with_head.plain


def on_parts(problems: Iterable[Problem], joined: Joined | None) -> list[Problem]:
    """Return problems of a table by the files that it was joined of, where it was."""
    return [joined.placed(problem) if joined else problem for problem in problems]


def join(files: Sequence[_File], dialect: Dialect, target: Path) -> Joined:
    """Write the files below each other into `target`; raise `Refused` where that cannot be.

    None is written twice: one that is named ten thousand times would fill the disk.
    """
    first, place = files[0]
    names = _head(first.path, place, dialect) if dialect.header else []
    parts, problems, lines = list[JoinedFile](), list[Problem](), 0
    once, again = _once(files)
    with target.open("wb") as out:
        for file, place in once:
            refuse_pointer(file.path, place)
            refuse_disguised(file.path, place)
            own = _head(file.path, place, dialect) if parts and dialect.header else None
            repeated = own is not None and _same(own, dialect) == _same(names, dialect)
            if own and not repeated and _is_another_head(own, names):
                problems.append(_another_head(place, own, names))
                continue
            start = out.tell()
            cut, added = _copied(file.path, out, head=repeated)
            parts.append(JoinedFile(place.file, lines, start, int(repeated), cut))
            lines += added
    return Joined(tuple(parts), (*again, *problems))


def _once(files: Sequence[_File]) -> tuple[list[_File], list[Problem]]:
    """Return each file the first time that it is named, and what to say of the further times."""
    known: dict[tuple[int, int], _File] = {}
    again: dict[str, Problem] = {}
    for file, place in files:
        key = file.identity.device, file.identity.inode
        if key in known:
            names = dict.fromkeys((known[key][1].file, place.file))
            again[place.file] = Problem("several-files", place, {"files": (*names,)}, hint="again")
        known.setdefault(key, (file, place))
    return list(known.values()), list(again.values())


def _head(path: Path, place: Place, dialect: Dialect) -> list[str]:
    """Return the cells of the first line; raise `Refused` where it is not surely a record.

    Signs beyond ASCII are only compared, in whatever code.
    """
    with path.open("rb") as stream:
        line = stream.readline(_LONGEST_HEAD).removeprefix(_BOM)
    text = line.rstrip(b"\r\n").decode("latin-1")
    open_quote = dialect.quote_char and text.count(dialect.quote_char) % 2
    if open_quote or "\r" in text or len(line) == _LONGEST_HEAD or starts_as_utf16(path):
        raise Refused(Problem("several-files", place, {"files": (place.file,)}))
    quoting = (
        {"quotechar": dialect.quote_char} if dialect.quote_char else {"quoting": csv.QUOTE_NONE}
    )
    rows = csv.reader([text], delimiter=dialect.delimiter, **quoting)
    return [cell.strip() for cell in next(rows, [])]


def _same(labels: Sequence[str], dialect: Dialect) -> list[str]:
    """Return labels that are equal where the heads are (Table Dialect, `headerCase`)."""
    return [*labels] if dialect.header_case else [label.lower() for label in labels]


def _is_another_head(own: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a first line is a head, though not this one: half of it are names of it."""
    return sum(cell in names for cell in own if cell) * 2 >= max(len(names), 1)


def _another_head(place: Place, own: Sequence[str], names: Sequence[str]) -> Problem:
    values = {"files": (place.file,), "labels": _told(own), "wanted": _told(names)}
    return Problem("several-files", replace(place, row=1, line=1), values, hint="head")


def _told(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(label.encode("latin-1").decode("utf-8", "replace") for label in labels)


def _copied(path: Path, out: IO[bytes], *, head: bool) -> tuple[int, int]:
    """Write what a file holds, a line's end last, without its `head` where that is repeated.

    Return how many bytes were cut off before it, and how many lines were written.
    """
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        if head:
            stream.readline()
        elif stream.read(len(_BOM)) != _BOM or not out.tell():
            stream.seek(0)
        cut = stream.tell()
        for piece in _pieces(stream):
            out.write(piece)
            lines += piece.count(b"\n")
            last = piece[-1:]
    if last != b"\n":
        out.write(b"\n")
        lines += 1
    return cut, lines


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
