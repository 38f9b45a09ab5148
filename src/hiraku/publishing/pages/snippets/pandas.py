"""The CSV with the schema's types: codes stay text, numbers may be missing, symbols are missing."""

import json

from hiraku.languages import Message
from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import AccessColumn, TableAccess

_TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "text": "string"}


def _write(table: TableAccess) -> str:
    arguments = [
        _quoted(table.csv),
        f"dtype={_mapping({column.name: _TYPES[column.kind] for column in _typed(table)})}",
        *_moments(table),
        *_truth(table),
        "keep_default_na=False",
        f"na_values={_missing(table)}",
    ]
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"import pandas as pd\n\ntable = pd.read_csv(\n{lines})\nprint(table)"


def _typed(table: TableAccess) -> list[AccessColumn]:
    return [column for column in table.columns if column.kind in _TYPES]


def _moments(table: TableAccess) -> list[str]:
    names = table.named("date", "datetime")
    return [f"parse_dates={_quoted(names)}", 'date_format="ISO8601"'] if names else []


def _truth(table: TableAccess) -> list[str]:
    columns = [column for column in table.columns if column.kind == "boolean"]
    true = dict.fromkeys(text for column in columns for text in column.true)
    false = dict.fromkeys(text for column in columns for text in column.false)
    if not columns or (list(true), list(false)) == (["true"], ["false"]):
        return []
    return [f"true_values={_quoted(list(true))}", f"false_values={_quoted(list(false))}"]


def _missing(table: TableAccess) -> str:
    if all(column.missing == table.missing for column in table.columns):
        return _quoted(table.missing)
    return _mapping({column.name: column.missing for column in table.columns})


def _mapping(pairs: dict[str, object]) -> str:
    items = "".join(f"        {_quoted(key)}: {_quoted(value)},\n" for key, value in pairs.items())
    return f"{{\n{items}    }}" if pairs else "{}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


snippet = Snippet(
    title=Message("files.pandas"),
    position=2,
    write=_write,
)
