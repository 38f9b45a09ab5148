"""The header against the schema: which column holds which field, and what is wrong with it.

The ids are the reference's; a header that only looks like a field's name is told with its code
points, and its column is judged all the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from hiraku.model import Field, Schema
from hiraku.problems import Place, Problem
from hiraku.reading.loading import Table


@dataclass
class Matching:
    """`positions` holds the 1-based column of each field that was found."""

    positions: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def match_labels(table: Table, schema: Schema) -> Matching:
    """Match by the exact label first, then by likeness; a missing column is one finding."""
    matching = Matching()
    _exact(table, schema, matching)
    _alike(table, schema, matching)
    _others(table, schema, matching)
    if not matching.problems:
        _order(table, schema, matching)
    return matching


def _exact(table: Table, schema: Schema, matching: Matching) -> None:
    names = {each.name for each in schema.fields}
    for position, label in enumerate(table.labels, 1):
        if not label.strip():
            matching.problems.append(Problem("blank-label", _place(table, position)))
        elif label in table.labels[: position - 1]:
            first = Place("", column=table.labels.index(label) + 1).letter or ""
            values = {"label": label, "first": first}
            matching.problems.append(Problem("duplicate-label", _place(table, position), values))
        elif label in names:
            matching.positions[label] = position


def _alike(table: Table, schema: Schema, matching: Matching) -> None:
    for each in _unmatched(schema, matching):
        for position, label in _free(table, matching):
            if label.strip() and _folded(label) == _folded(each.name):
                values = {"label": label, "wanted": each.name, "codes": _codes(label, each.name)}
                place = _place(table, position, each)
                matching.problems.append(Problem("label-lookalike", place, values))
                matching.positions[each.name] = position
                break


def _others(table: Table, schema: Schema, matching: Matching) -> None:
    """What is left: a wrong label where a field is wanted, a label too many, a field too few."""
    free = {position: label for position, label in _free(table, matching) if label.strip()}
    free = {position: label for position, label in free.items() if not _repeated(table, position)}
    places = {each.name: number for number, each in enumerate(schema.fields, 1)}
    titles = {label: position for position, label in free.items()}
    for each in list(_unmatched(schema, matching)):
        position = titles.get(each.title.ja, places[each.name])
        if position in free:
            label = free.pop(position)
            values = {"label": label, "wanted": each.name}
            place = _place(table, position, each)
            matching.problems.append(Problem("incorrect-label", place, values))
            if label == each.title.ja:
                matching.positions[each.name] = position
        elif not _spoilt(table, places[each.name]):
            place = Place(table.file, row=1, line=1, field=each.name, title=each.title.ja)
            matching.problems.append(Problem("missing-label", place, {"label": each.name}))
    for position, label in free.items():
        values = {"label": label}
        matching.problems.append(Problem("extra-label", _place(table, position), values))


def _order(table: Table, schema: Schema, matching: Matching) -> None:
    pairs = enumerate(zip(table.labels, schema.fields, strict=True), 1)
    wrong = [(position, label, each) for position, (label, each) in pairs if label != each.name]
    if wrong:
        position, label, each = wrong[0]
        values = {"label": label, "wanted": each.name}
        place = _place(table, position, each)
        matching.problems.append(Problem("incorrect-label", place, values, total=len(wrong)))


def _unmatched(schema: Schema, matching: Matching) -> Iterator[Field]:
    return (each for each in schema.fields if each.name not in matching.positions)


def _free(table: Table, matching: Matching) -> list[tuple[int, str]]:
    taken = set(matching.positions.values())
    return [(n, label) for n, label in enumerate(table.labels, 1) if n not in taken]


def _repeated(table: Table, position: int) -> bool:
    return table.labels[position - 1] in table.labels[: position - 1]


def _spoilt(table: Table, position: int) -> bool:
    """Tell whether the header has a blank or repeated cell there: then that is told already."""
    if position > len(table.labels):
        return False
    return not table.labels[position - 1].strip() or _repeated(table, position)


def _folded(label: str) -> str:
    return unicodedata.normalize("NFKC", label).strip().strip("\ufeff\u200b").casefold()


def _codes(label: str, wanted: str) -> str:
    """Return the code points that the label has and the name has not."""
    strange = [each for each in dict.fromkeys(label) if each not in wanted]
    return " ".join(f"U+{ord(each):04X}" for each in strange)


def _place(table: Table, position: int, each: Field | None = None) -> Place:
    name, title = (each.name, each.title.ja) if each else (None, None)
    return Place(table.file, row=1, line=1, column=position, field=name, title=title)
