"""The same CSV under the names that its columns had before, for programs that still ask for them.

A field's `renamedFrom` says what it was called (the newest former name first), `renamedUntil` up to
which day the promise holds: the date of the commit decides, so that a commit always gives the same
site. Without `renamedUntil` the file stays. A name that another column bears today is not used.
"""

from collections.abc import Iterator

from hiraku.changes.structure.pairing import former_names
from hiraku.languages import Message
from hiraku.model import Field, Words
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import name


def _omitted(table: PublishedTable) -> Words | None:
    """Have nothing to tell where no column was renamed, or the promised time is over."""
    names = dict(_names(table))
    return None if any(field != former for field, former in names.items()) else ""


def _names(table: PublishedTable) -> Iterator[tuple[str, str]]:
    """Yield each field's name with the one it has in the file."""
    taken = {field.name for field in table.fields}
    for field in table.fields:
        former = _former(field, table.as_of)
        chosen = field.name if former in taken else former
        taken.add(chosen)
        yield field.name, chosen


def _former(field: Field, as_of: str) -> str:
    until = field.descriptor.get("renamedUntil")
    over = bool(until) and str(until) < as_of
    names = () if over else former_names(field.descriptor)
    return next(iter(names), field.name)


def _write(table: PublishedTable, out: StagePath) -> None:
    columns = ", ".join(
        f"nullif({column}, '') AS {name(former)}"
        for column, (_, former) in zip(table.table.columns, _names(table), strict=True)
    )
    query = f"SELECT {columns} FROM {table.table.sql}"
    table.copy(query, out, "FORMAT csv, HEADER true, NULLSTR ''")


export = Export(
    title=Message("files.former-names-csv"),
    extension="former-names.csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Message("files.former-names-csv-for"),
    position=6,
    omitted=_omitted,
    write=_write,
)
