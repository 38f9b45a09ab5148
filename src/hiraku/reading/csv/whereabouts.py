"""Where the table is, where it does not begin at once: below a title, or between other delimiters.

The names of the schema are looked for in the first rows, with each usual delimiter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.model import Dialect, Resource, Schema
from hiraku.problems import Place, Refused, Value
from hiraku.reading.csv.csv_text import CsvText
from hiraku.reading.files.encodings import decode, find_encoding

ROWS = 30
DELIMITERS = (",", ";", "\t", "|")
_CHARACTERS = 256 * 1024
_SURE = 2


class Whereabouts(Struct, frozen=True):
    """The row that holds the names, and the delimiter where it is another; all count from 1.

    `rows` is 2 where the names stand in two rows, one below the other. Of a workbook, `sheet` is
    the number of its sheet, and `sheets` the names of all.
    """

    row: int
    rows: int = 1
    delimiter: str = ""
    sheet: int = 0
    sheets: Value = ""


def of_text(path: Path, resource: Resource, labels: Sequence[str]) -> Whereabouts | None:
    """Look through a file of text; None where the header is where it is expected, or nowhere."""
    schema = resource.schema
    if not schema or not is_expected(resource):
        return None
    names = Names(schema)
    here = names.found(labels)
    if here >= names.enough:
        return None
    text = _beginning(path, resource)
    places = [
        _best(text, replace(resource.dialect, delimiter=delimiter), names)
        for delimiter in DELIMITERS
    ]
    place = max(places, key=lambda place: (place[0], -place[1].row))
    if place[0] <= here or place[0] < names.enough:
        return None
    other = place[1].delimiter != resource.dialect.delimiter
    return replace(place[1], delimiter=place[1].delimiter if other else "")


def is_expected(resource: Resource) -> bool:
    """Tell whether the header is expected in the first row."""
    return resource.dialect.header and resource.dialect.header_rows == (1,)


class Names:
    """The names and titles of a schema's fields, and how many of them a row holds."""

    def __init__(self, schema: Schema) -> None:
        self._known = {
            folded(name) for field in schema.fields for name in (field.name, str(field.title))
        }
        self._fields = len(schema.fields)

    @property
    def enough(self) -> int:
        """So many make a row the header: half of the fields, and two where there are two."""
        return max(min(_SURE, self._fields), self._fields // 2)

    def found(self, cells: Iterable[str]) -> int:
        return len({folded(cell) for cell in cells} & self._known)

    def best(self, rows: Sequence[Sequence[str]]) -> tuple[int, int, int]:
        """Return how many names are found where: at which row, and in how many rows."""
        single = [(self.found(row), -at, 1) for at, row in enumerate(rows, 1)]
        double = [
            (self.found(map(_joined, upper, lower)), -at, 2)
            for at, (upper, lower) in enumerate(pairwise(rows), 1)
        ]
        names, at, height = max([*single, *double], default=(0, -1, 1), key=lambda match: match[:2])
        return names, -at, height


def folded(label: str) -> str:
    """Return a label as it is compared: without what the eye does not see."""
    seen = (
        character for character in unicodedata.normalize("NFKC", label) if not _unseen(character)
    )
    return "".join(seen).strip().casefold()


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc"} and character not in "\t\n\r"


def _joined(upper: str, lower: str) -> str:
    return f"{upper} {lower}".strip()


def _best(text: str, dialect: Dialect, names: Names) -> tuple[int, Whereabouts]:
    rows = list(islice(_rows(text, dialect), ROWS))
    best, at, height = names.best(rows)
    return best, Whereabouts(at, height, dialect.delimiter)


def _rows(text: str, dialect: Dialect) -> Iterator[list[str]]:
    return (record.cells for record in CsvText(text, dialect).records())


def _beginning(path: Path, resource: Resource) -> str:
    """Return the beginning of the text; nothing where its encoding is not known."""
    try:
        encoding = find_encoding(path, resource.encoding, Place(path.name))
        return next(decode(path, encoding), "")[:_CHARACTERS]
    except Refused:
        return ""
