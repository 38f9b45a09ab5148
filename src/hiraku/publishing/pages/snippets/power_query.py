"""Excel and Power BI: to be pasted into the advanced editor of an empty query.

Columns are text until they are told otherwise; symbols are taken out of those that are not.
"""

from hiraku.languages import Message
from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess

_TYPES = {
    "text": "type text",
    "integer": "Int64.Type",
    "number": "type number",
    "boolean": "type logical",
    "date": "type date",
    "datetime": "type datetime",
}


def _write(table: TableAccess) -> str:
    steps = [
        ("Source", f"Csv.Document(Web.Contents({_quoted(table.csv)}), {_DIALECT})"),
        ("Named", "Table.PromoteHeaders(Source, [PromoteAllScalars = true])"),
        *_without_symbols(table),
    ]
    steps.append(("Typed", f'Table.TransformColumnTypes({steps[-1][0]}, {_types(table)}, "en-US")'))
    lines = ",\n".join(f"    {name} = {step}" for name, step in steps)
    return f"let\n{lines}\nin\n    Typed"


_DIALECT = '[Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]'


def _without_symbols(table: TableAccess) -> list[tuple[str, str]]:
    """Return a step for each text that means nothing, with the columns in which it does."""
    known = dict.fromkeys(text for column in table.columns for text in column.missing)
    steps, before = [], "Named"
    for number, text in enumerate(known, 1):
        names = _list([column.name for column in table.columns if text in column.missing])
        replaced = f"Table.ReplaceValue({before}, {_quoted(text)}, null, {_REPLACER}, {names})"
        before = f"Present{number}"
        steps.append((before, replaced))
    return steps


_REPLACER = "Replacer.ReplaceValue"


def _types(table: TableAccess) -> str:
    plain = {"boolean": (("true",), ("false",))}
    pairs = [
        f"{{{_quoted(column.name)}, {_TYPES[column.kind]}}}"
        if (column.true, column.false) == plain.get(column.kind, (column.true, column.false))
        else f"{{{_quoted(column.name)}, type text}}"
        for column in table.columns
    ]
    return "{" + ", ".join(pairs) + "}"


def _list(names: list[str]) -> str:
    return "{" + ", ".join(map(_quoted, names)) + "}"


def _quoted(text: str) -> str:
    """Write a text as M does: quotes are doubled, `#(` begins an escape, lines end by one."""
    escaped = text.replace("#(", "#(#)(").replace('"', '""')
    for character, name in (("\r", "cr"), ("\n", "lf"), ("\t", "tab")):
        escaped = escaped.replace(character, f"#({name})")
    return f'"{escaped}"'


snippet = Snippet(
    title=Message("files.power-query"),
    position=8,
    write=_write,
)
