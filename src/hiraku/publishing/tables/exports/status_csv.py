"""Values and symbols in columns of their own, for programs that calculate.

Each field with `statusColumn: true` is followed by `<name>_status`: the meaning of the symbol that
stands in the canonical file, empty where there is a value. The field itself holds values only.
"""

from hiraku.languages import Message
from hiraku.model import Field, Words
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import any_of, literal, name


def _omitted(table: PublishedTable) -> Words | None:
    """Have nothing to tell where the schema does not ask for it."""
    return None if any(field.status_column for field in table.fields) else ""


def _write(table: PublishedTable, out: StagePath) -> None:
    columns = [
        selected
        for column, field in zip(table.table.columns, table.fields, strict=True)
        for selected in _selected(column, field)
    ]
    query = f"SELECT {', '.join(columns)} FROM {table.table.sql}"
    table.copy(query, out, "FORMAT csv, HEADER true, NULLSTR ''")


def _selected(column: str, field: Field) -> list[str]:
    if not field.status_column:
        return [f"nullif({column}, '') AS {name(field.name)}"]
    missing = any_of(column, tuple(missing_value.value for missing_value in field.missing_values))
    value = f"CASE WHEN {missing} THEN NULL ELSE nullif({column}, '') END"
    meanings = "".join(
        f" WHEN {literal(symbol.value)} THEN {literal(str(symbol.label))}"
        for symbol in field.symbols
    )
    status = f"CASE {column}{meanings} END" if meanings else "NULL"
    return [f"{value} AS {name(field.name)}", f"{status} AS {name(field.status_column)}"]


export = Export(
    title=Message("files.status-csv"),
    extension="status.csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Message("files.status-csv-for"),
    position=5,
    omitted=_omitted,
    write=_write,
)
