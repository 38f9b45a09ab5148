"""The rows of the sheet of data, as DuckDB writes them: one `row` element a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it brings no types

from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.published_table import LINES, PublishedTable
from hiraku.publishing.tables.workbook.cells import DECIMALS, TEXT, Form, form, number_format, text

# The index of a number format among the styles of the workbook; `wrapped` is the column's number
# where its texts are wrapped.
Style = Callable[[str, int], int]

_WIDE = 100
_TEXTS = DECIMALS + 1


def write_rows(table: PublishedTable, target: StagePath, style: Style) -> None:
    """Write the rows below the header, in file order."""
    cells = [_cell(measured, style) for measured in _measured(table)]
    groups = [cells[start : start + _WIDE] for start in range(0, len(cells), _WIDE)]
    joined, source = _joined(table, groups)
    table.copy(
        f"SELECT concat('<row r=\"', place, '\">', {joined}, '</row>') FROM {source}", target, LINES
    )
    for number in range(len(groups)):
        table.connection.execute(f"DROP TABLE IF EXISTS sheet_{number}")


def _joined(table: PublishedTable, groups: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the SQL of a row's cells and of their source.

    Each of a cell's forty or so expressions keeps 32 KB for the rows at hand, so that the cells of
    a wide table are made in groups, one after another.
    """
    placed = f"(SELECT *, row_number() OVER () + 1 AS place FROM {table.table.sql})"
    if len(groups) == 1:
        return ", ".join(groups[0]), placed
    for number, cells in enumerate(groups):
        made = f"SELECT place, concat({', '.join(cells)}) AS cells FROM {placed}"
        table.connection.execute(f"CREATE OR REPLACE TEMP TABLE sheet_{number} AS {made}")
    first, *others = (f"sheet_{number}" for number in range(len(groups)))
    source = f"(SELECT place, cells AS {first}_cells FROM {first})"
    for relation in others:
        source += f" POSITIONAL JOIN (SELECT cells AS {relation}_cells FROM {relation})"
    return ", ".join(f"{relation}_cells" for relation in (first, *others)), source


class _Column(Struct, frozen=True):
    """A column: its place, the form of its values, the decimals that they have, texts beside them.

    What a column does not have is not asked of each of its cells.
    """

    name: str
    number: int
    form: Form | None = None
    decimals: tuple[int, ...] = ()
    texts: bool = True


def _measured(table: PublishedTable) -> list[_Column]:
    """Find out which columns hold what, in one query for a number of them."""
    pairs = zip(table.table.columns, table.fields, strict=True)
    columns = [_Column(name, at, form(name, field)) for at, (name, field) in enumerate(pairs)]
    true = [formed for formed in columns if formed.form]
    for start in range(0, len(true), _WIDE):
        group = true[start : start + _WIDE]
        query = f"SELECT {', '.join(map(_asked, group))} FROM {table.table.sql}"
        measures = table.connection.execute(query).fetchone() or ()
        for column, bits in zip(group, measures, strict=True):
            columns[column.number] = _known(column, bits or 0)
    return columns


def _asked(column: _Column) -> str:
    """Return the SQL of a number with a bit for each count of decimals, and one for texts."""
    form = column.form
    if not form:
        return "0"
    bit = f"1::BIGINT << ({form.decimals or 0})"
    text_bit = f"WHEN {column.name} <> '' THEN {1 << _TEXTS}"
    return f"bit_or(CASE WHEN {form.holds} THEN {bit} {text_bit} END)"


def _known(column: _Column, bits: int) -> _Column:
    decimals = tuple(at for at in range(_TEXTS) if bits >> at & 1)
    texts = bool(bits >> _TEXTS & 1)
    return replace(column, form=column.form if decimals else None, decimals=decimals, texts=texts)


def _cell(column: _Column, style: Style) -> str:
    """Return the SQL of a cell's element; an empty text has none."""
    place = f"'<c r=\"{xl_col_to_name(column.number)}', place"
    xml = "NULL"
    if column.texts:
        index = style(TEXT, column.number)
        inline = f'\'" s="{index}" t="inlineStr">\', {text(column.name)}'
        xml = f"concat({place}, {inline}, '</c>')"
    if form := column.form:
        kind = f' t="{form.kind}"' if form.kind else ""
        shown = _shown(form, column, style)
        true = f"concat({place}, '\" s=\"', {shown}, '\"{kind}><v>', {form.value}, '</v></c>')"
        xml = f"CASE WHEN {form.holds} THEN {true} ELSE {xml} END" if column.texts else true
    return f"CASE WHEN {column.name} <> '' THEN {xml} END"


def _shown(form: Form, column: _Column, style: Style) -> str:
    if not form.decimals:
        return str(style(form.shown, column.number))
    styles = {
        decimals: style(number_format(decimals), column.number) for decimals in column.decimals
    }
    cases = "".join(f" WHEN {condition} THEN {index}" for condition, index in styles.items())
    return f"CASE {form.decimals}{cases} END" if len(styles) > 1 else str(*styles.values())
