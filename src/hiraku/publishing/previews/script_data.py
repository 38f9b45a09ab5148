"""What the script of a preview is told about its table; the words are the template's."""

from __future__ import annotations

from typing import Any

from hiraku.checking.types.field_type import Order, type_of
from hiraku.model import Dataset, Field
from hiraku.publishing.site import links
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.table import Choice, PublishedResource

ScriptData = dict[str, Any]

_FIRST_FILES = {"chunks": "0001.csv.gz", "range": "data.csv.gz"}


def script_data(published: PublishedResource, dataset: Dataset, csv: Download | None) -> ScriptData:
    """Return how to read the rows and what is to be known of each column."""
    preview = published.preview
    choices = preview.choices or ((),) * len(published.fields)
    columns = list(map(_column, published.fields, choices))
    for column, histogram in zip(columns, preview.histograms, strict=False):
        if histogram:
            column["histogram"] = True
    return {
        "rows": published.rows,
        "transport": preview.transport,
        "part": preview.part,
        "extract": preview.extract,
        "columns": columns,
        "path": _path(published, dataset, csv),
    }


def _path(published: PublishedResource, dataset: Dataset, csv: Download | None) -> str:
    """Return the file that is read first; all others are found beside it."""
    name = _FIRST_FILES.get(published.preview.transport)
    if name:
        return links.preview(dataset, published.resource, name)
    return csv.path if csv else ""


def _column(field: Field, choices: tuple[Choice, ...]) -> ScriptData:
    node: ScriptData = {
        "name": field.name,
        "missing": {missing.value: missing.label for missing in field.missing_values},
    }
    if type_of(field).numeric:
        node["number"] = field.descriptor.get("decimalChar", ".")
    if type_of(field).quantity:
        node["right"] = True
    if type_of(field).json_kind == "boolean":
        node["truth"] = True
    if is_sorted(field):
        node["sorted"] = True
    if choices:
        node["choices"] = [[choice.text, choice.rows] for choice in choices]
    return node


def is_sorted(field: Field) -> bool:
    """Tell whether a column can be put in order: by its text, unless it is a number.

    Dates in a pattern of their own can only where the pattern goes from the year downwards.
    """
    order_of_type = type_of(field).order
    if order_of_type is Order.NONE:
        return False
    if "%" in field.format:
        order = [directive[0] for directive in field.format.split("%")[1:] if directive]
        return order == [directive for directive in "YmdHMS" if directive in order]
    return field.format != "any" or order_of_type is Order.OF_TEXTS
