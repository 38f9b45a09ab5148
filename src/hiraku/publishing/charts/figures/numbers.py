"""The numbers that a view shows, from the table, as exact as they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce

from hiraku.model import Field, Text, View
from hiraku.publishing.site.published.chart import Heading
from hiraku.publishing.tables.published_table import PublishedTable

Record = Mapping[str, str | None]
# A number of a table has at most a thousand digits before its point, and as many behind it.
EXACT = Context(prec=4_000, rounding=ROUND_HALF_UP)


def records(view: View, table: PublishedTable) -> Iterator[Record]:
    """Yield the rows that the view takes, each text by its field, None where it is missing."""
    names = [field.name for field in table.fields]
    for values in table.values():
        record = dict(zip(names, values, strict=True))
        if all((record[name] or "") in wanted for name, wanted in view.filter.items()):
            yield record


def heading(view: View, table: PublishedTable, key: str) -> Heading:
    """Return the head of the column for a key of the view."""
    field = field_of(view, table, key)
    if not field:
        return Heading(view.count or view.title, view.unit, number=True)
    stated = Text({table.language: field.stated_unit}) if field.stated_unit else None
    number = key in {"value", "target"}
    return Heading(field.title, (view.unit or stated) if number else None, number=number)


def field_of(view: View, table: PublishedTable, key: str) -> Field | None:
    name = view.fields.get(key)
    return next((field for field in table.fields if field.name == name), None)


def total(found: list[Record], view: View) -> str | None:
    """Return the one value of a group as it stands, the sum of several, or their number."""
    name = view.fields.get("value")
    if not name:
        return str(len(found))
    values = [text for record in found if (text := record[name]) is not None]
    if len(values) <= 1:
        return values[0] if values else None
    return f"{_sum(values):f}"


def quotient(found: Sequence[Record], view: View, table: PublishedTable) -> str | None:
    """Return the sum of the numerators over that of the denominators, of rows that have both.

    It is as exact as the values of the view are written, in percent where their unit is that.
    """
    above, below, value = (view.fields[key] for key in ("numerator", "denominator", "value"))
    known = [record for record in found if record[above] and record[below]]
    whole = _sum(record[below] for record in known)
    if not whole:
        return None
    field = field_of(view, table, "value")
    percent = Decimal(100 if field and field.stated_unit == "%" else 1)
    part = EXACT.multiply(_sum(record[above] for record in known), percent)
    places = max(len((record[value] or "").partition(".")[2]) for record in found)
    return f"{EXACT.quantize(EXACT.divide(part, whole), Decimal(1).scaleb(-places)):f}"


def _sum(texts: Iterable[str | None]) -> Decimal:
    return reduce(EXACT.add, (Decimal(text or 0) for text in texts), Decimal(0))


def amount(text: str | None) -> float:
    return float(text) if text else 0.0
