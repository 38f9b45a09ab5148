"""The header against the schema: which column holds which field, and what is wrong with it.

The ids are the reference's; a header that only looks like a field's name is told with its code
points, and its column is judged all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from hiraku.look_alikes import look_equal
from hiraku.model import Field, Schema
from hiraku.problems import EXAMPLES, Example, Place, Problem, Value
from hiraku.reading.csv.whereabouts import Whereabouts, folded
from hiraku.reading.descriptors.standard import NAMELESS

# What is wrong with every row where the first one is no header.
OF_EVERY_ROW = {
    "blank-row", "extra-cell", "missing-cell", "stray-quote", "text-after-quote",
    "unterminated-quote", "no-rows", "merged-cells", "sheet-unchecked", "row-count",
}  # fmt: skip


class Header(Protocol):
    """The labels of a file, as a table has them."""

    @property
    def file(self) -> str: ...

    @property
    def labels(self) -> tuple[str, ...]: ...

    @property
    def elsewhere(self) -> Whereabouts | None: ...


class FileHeader(Struct, frozen=True):
    """The labels of a file that is not read yet."""

    file: str
    labels: tuple[str, ...]
    elsewhere: Whereabouts | None = None


class Matching(Struct):
    """`positions` holds the 1-based column of each field that was found.

    `misread` holds where the first row is no header at all: then nothing else can be told.
    """

    positions: dict[str, int] = {}
    problems: list[Problem] = []
    misread: bool = False


def match_labels(header: Header, schema: Schema) -> Matching:
    """Match by the exact label first, then by likeness; a missing column is one finding.

    `fieldsMatch` of Table Schema v2 says which columns may be missing, more, or in another order.
    """
    if misread := _no_header(header, schema):
        return Matching(problems=[misread], misread=True)
    matching = Matching()
    _exact(header, schema, matching)
    _nameless(header, schema, matching)
    _alike(header, schema, matching)
    _others(header, schema, matching)
    if not matching.problems and _match(schema) == "exact":
        _order(header, schema, matching)
    return matching


def _exact(header: Header, schema: Schema, matching: Matching) -> None:
    names = Counter(field.name for field in schema.fields)
    columns: dict[str, list[int]] = {}
    for position, label in enumerate(header.labels, 1):
        columns.setdefault(label, []).append(position)
        if not label.strip():
            matching.problems.append(Problem("blank-label", _place(header, position)))
        elif label in names and label not in matching.positions:
            matching.positions[label] = position
    for label, (first, *others) in columns.items():
        if label.strip() and others and names[label] < 2:  # noqa: PLR2004 - else the schema's fault
            matching.problems.append(_repetition(header, label, first, others))


def _repetition(header: Header, label: str, first: int, others: list[int]) -> Problem:
    places = [_place(header, position) for position in others]
    values = {"label": label, "first": Place("", column=first).letter or ""}
    examples = [Example(place, label) for place in places[:EXAMPLES]]
    return Problem(
        "duplicate-label", places[0], values, total=len(others), examples=tuple(examples)
    )


def _nameless(header: Header, schema: Schema, matching: Matching) -> None:
    """Take the column at the place of a field without a name: that is told already."""
    free = {position for position, label in _free(header, matching) if label.strip()}
    for position, field in enumerate(schema.fields, 1):
        if field.descriptor.get(NAMELESS) and position in free:
            matching.positions[field.name] = position


def _alike(header: Header, schema: Schema, matching: Matching) -> None:
    for field in _unmatched(schema, matching):
        for position, label in _free(header, matching):
            if label.strip() and _looks_like(label, field.name):
                values = {"label": label, "wanted": field.name, "codes": _codes(label, field.name)}
                place = _place(header, position, field)
                matching.problems.append(Problem("label-lookalike", place, values))
                matching.positions[field.name] = position
                break


def _looks_like(label: str, name: str) -> bool:
    return folded(label) == folded(name) or look_equal(label, name)


def _others(header: Header, schema: Schema, matching: Matching) -> None:
    """What is left: a wrong label where a field is wanted, a label too many, a field too few."""
    free = {position: label for position, label in _free(header, matching) if label.strip()}
    free = {position: label for position, label in free.items() if not _repeated(header, position)}
    places = {field.name: number for number, field in enumerate(schema.fields, 1)}
    titles = {label: position for position, label in free.items()}
    for field in list(_unmatched(schema, matching)):
        beside = places[field.name] if _match(schema) == "exact" else 0
        position = titles.get(str(field.title), beside)
        if position in free:
            label = free.pop(position)
            values = {"label": label, "wanted": field.name}
            place = _place(header, position, field)
            matching.problems.append(Problem("incorrect-label", place, values))
            if label == str(field.title):
                matching.positions[field.name] = position
        elif _wanted(field, schema, matching) and not _spoilt(header, places[field.name]):
            place = Place(header.file, row=1, line=1, field=field.name, title=str(field.title))
            matching.problems.append(Problem("missing-label", place, {"label": field.name}))
    for position, label in free.items() if _match(schema) not in {"subset", "partial"} else ():
        values = {"label": label}
        matching.problems.append(Problem("extra-label", _place(header, position), values))


def _order(header: Header, schema: Schema, matching: Matching) -> None:
    pairs = enumerate(zip(header.labels, schema.fields, strict=True), 1)
    wrong = [
        (position, label, name)
        for position, (label, name) in pairs
        if label != name.name and not name.descriptor.get(NAMELESS)
    ]
    if wrong:
        position, label, field = wrong[0]
        values = {"label": label, "wanted": field.name}
        place = _place(header, position, field)
        matching.problems.append(Problem("incorrect-label", place, values, total=len(wrong)))


def _match(schema: Schema) -> str:
    """Return how the columns must match (Table Schema v2, `fieldsMatch`)."""
    match = schema.descriptor.get("fieldsMatch", "exact")
    said = match[0] if isinstance(match, list) and match else match
    return said if said in {"equal", "subset", "superset", "partial"} else "exact"


def _wanted(field: Field, schema: Schema, matching: Matching) -> bool:
    """Tell whether a column may not be missing: a key or a required field never may."""
    if _match(schema) not in {"superset", "partial"}:
        return True
    if field.required or field.name in schema.primary_key:
        return True
    return _match(schema) == "partial" and not matching.positions


def _no_header(header: Header, schema: Schema) -> Problem | None:
    """Return the one finding for a table that does not begin where it should."""
    if header.elsewhere:
        return _elsewhere(header, header.elsewhere)
    shown = [label for label in header.labels if label.strip()]
    names = {folded(name) for field in schema.fields for name in (field.name, str(field.title))}
    if len(shown) != 1 or len(schema.fields) < 2 or folded(shown[0]) in names:  # noqa: PLR2004
        return None
    place = Place(header.file, row=1, line=1, column=header.labels.index(shown[0]) + 1)
    for delimiter in ",;\t|、":
        if sum(folded(part) in names for part in shown[0].split(delimiter)) > 1:
            return _other_delimiter(place, delimiter, shown[0], {})
    return Problem("title-row", place, {"label": shown[0]}) if _titled(shown[0]) else None


def _elsewhere(header: Header, found: Whereabouts) -> Problem:
    """Tell in one finding in which sheet, at which row, between which delimiters the table is."""
    place = Place(header.file, row=found.row)
    values: dict[str, Value] = {
        "number": str(found.row),
        "second": str(found.row + 1),
        "delimiter": _written(found.delimiter),
        "sheet": str(found.sheet),
        "sheets": found.sheets,
        "label": next((label for label in header.labels if label.strip()), ""),
    }
    below = "below" if found.row > 1 else None
    if found.rows > 1:
        return Problem("title-row", place, values, hint="two-rows")
    if found.sheet > 1:
        return Problem("sheet-elsewhere", place, values, hint=below)
    if found.delimiter:
        return _other_delimiter(place, found.delimiter, str(values["label"]), values, below)
    return Problem("title-row", place, values, hint="below")


def _other_delimiter(
    place: Place, delimiter: str, label: str, values: dict[str, Value], hint: str | None = None
) -> Problem:
    """Tell of another delimiter; one that stands twice each time is none that CSV knows."""
    doubled = delimiter * 2
    if hint is None and doubled in label and label.count(delimiter) == 2 * label.count(doubled):
        return Problem("delimiter-mismatch", place, {**values, "delimiter": doubled}, "doubled")
    stated = {**values, "delimiter": _written(delimiter)}
    return Problem("delimiter-mismatch", place, stated, hint)


def _written(delimiter: str) -> str:
    return "TAB" if delimiter == "\t" else delimiter


def _titled(label: str) -> bool:
    """Tell a title from a header of one cell: it is longer than a name, or has a year in it."""
    return len(label) > len("市区町村コード") or any(character.isdigit() for character in label)


def _unmatched(schema: Schema, matching: Matching) -> Iterator[Field]:
    return (field for field in schema.fields if field.name not in matching.positions)


def _free(header: Header, matching: Matching) -> list[tuple[int, str]]:
    taken = set(matching.positions.values())
    return [(n, label) for n, label in enumerate(header.labels, 1) if n not in taken]


def _repeated(header: Header, position: int) -> bool:
    return header.labels[position - 1] in header.labels[: position - 1]


def _spoilt(header: Header, position: int) -> bool:
    """Tell whether the header has a blank or repeated cell there: then that is told already."""
    if position > len(header.labels):
        return False
    return not header.labels[position - 1].strip() or _repeated(header, position)


def _codes(label: str, wanted: str) -> str:
    """Return the code points that the label has and the name has not."""
    strange = [character for character in dict.fromkeys(label) if character not in wanted]
    return " ".join(f"U+{ord(character):04X}" for character in strange)


def _place(header: Header, position: int, field: Field | None = None) -> Place:
    name, title = (field.name, str(field.title)) if field else (None, None)
    return Place(header.file, row=1, line=1, column=position, field=name, title=title)
