"""A published table as a program finds it: its addresses, and how its columns are to be read.

What stands in a column is told by the schema and by the type that holds all of it exactly: a column
that a number of 64 bits would change is text to every program.
"""

from __future__ import annotations

import re

from msgspec import Struct

from hiraku.model import Field
from hiraku.publishing.metadata.csvw_datatypes import is_plain
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource

_DIGITS_OF_A_DOUBLE = 15
_KINDS = {
    "BIGINT": "integer",
    "SMALLINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_DECIMAL = re.compile(r"DECIMAL\(([0-9]+), ?([0-9]+)\)")


class AccessColumn(Struct, frozen=True):
    """`kind` is integer, number, boolean, date, datetime or text; the others are texts of cells."""

    name: str
    kind: str
    missing: tuple[str, ...] = ("",)
    true: tuple[str, ...] = ("true",)
    false: tuple[str, ...] = ("false",)


class TableAccess(Struct, frozen=True):
    """Where a table is had: `csv`, `json`, `parquet` and `package` (the Data Package) are URLs.

    `resource` is its name in the package, `file` a name to keep the CSV under, `columns` are in the
    order of the file.
    """

    csv: str
    json: str
    parquet: str
    package: str
    resource: str
    file: str
    columns: tuple[AccessColumn, ...]

    def named(self, *kinds: str) -> list[str]:
        """Return the names of the columns of these kinds."""
        return [column.name for column in self.columns if column.kind in kinds]

    @property
    def missing(self) -> tuple[str, ...]:
        """The texts that mean nothing in every column."""
        first, *others = [column.missing for column in self.columns]
        return tuple(text for text in first if all(text in texts for texts in others))


def table_access(owner: PublishedDataset, table: PublishedResource, site: Site) -> TableAccess:
    """Return the table as the snippets need it."""

    def address(suffix: str) -> str:
        path = links.download(owner.dataset, table.resource, suffix)
        return links.absolute(site.base_url, path)

    package = links.document(owner.dataset.id, "datapackage.json")
    return TableAccess(
        address("csv"),
        address("json"),
        address("parquet"),
        links.absolute(site.base_url, package),
        table.resource.name,
        f"{owner.dataset.id}-{address('csv').rpartition('/')[2]}",
        tuple(_column(*typed) for typed in zip(table.fields, table.types, strict=True)),
    )


def _column(field: Field, held: str) -> AccessColumn:
    return AccessColumn(
        field.name,
        _kind(field, held),
        tuple(missing.value for missing in field.missing_values),
        tuple(field.descriptor.get("trueValues", ("true",))),
        tuple(field.descriptor.get("falseValues", ("false",))),
    )


def _kind(field: Field, held: str) -> str:
    if not is_plain(field):
        return "text"
    if match := _DECIMAL.fullmatch(held):
        exact = int(match[1]) <= _DIGITS_OF_A_DOUBLE
        return "number" if exact else "text"
    return _KINDS.get(held, "text")
