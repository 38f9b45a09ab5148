"""Which tables Excel would calculate in, were they opened as CSV."""

from hiraku.checking.types.field_type import free_texts
from hiraku.checking.types.formulas import is_run, runs
from hiraku.publishing.tables.published_table import PublishedTable


def holds_formulas(table: PublishedTable) -> bool:
    """Tell whether a title or a cell of free text would be run; values are never changed."""
    texts = [
        column
        for column, field in zip(table.table.columns, table.fields, strict=True)
        if field.type in free_texts()
    ]
    if any(is_run(str(field.title)) for field in table.fields):
        return True
    condition = " OR ".join(map(runs, texts)) or "false"
    query = f"SELECT count_if({condition}) FROM {table.table.sql}"
    return bool((table.connection.execute(query).fetchone() or (0,))[0])
