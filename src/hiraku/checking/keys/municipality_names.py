"""Names of municipalities against the catalog's register: the right name, and none left out.

A column is one of names where it bears the title that the register's own has. Only what means one
municipality with certainty is told (`伊勢` , `三重県伊勢市`, a letter that looks alike): a town of
another prefecture and a row for the whole are none of the register, and no fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection
from hiraku.look_alikes import seen
from hiraku.model import Catalog, Dataset, Field, Register, Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity, Value
from hiraku.reading.files.sheet_grid import on_sheets
from hiraku.reading.loaded_table import LoadedTable
from hiraku.reading.tables import Tables
from hiraku.sql import literal

_KINDS = ("市", "区", "町", "村")
_TOLD = 10
_BEFORE = (2, 3)  # letters of a prefecture or a district


def municipality_problems(
    catalog: Catalog, tables: Tables, only_folder: str | None = None
) -> Iterator[Problem]:
    """Yield names that mean a municipality in other words, and municipalities that are absent."""
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    schema = listed.resources[0].schema if listed else None
    if not register or not listed or not schema:
        return
    field = schema.field_named(register.name)
    names = register_names(listed, register, tables)
    for dataset in catalog.datasets if field and names else ():
        if dataset.id != listed.id and only_folder in (None, dataset.folder.name):
            for resource in dataset.resources:
                yield from _of_table(dataset, resource, str(field and field.title), names, tables)


def register_names(dataset: Dataset, register: Register, tables: Tables) -> dict[str, str]:
    """Return the name of each code; none where the table is not what it should be."""
    resource = dataset.resources[0]
    fields = [field.name for field in resource.schema.fields] if resource.schema else []
    table = _table(dataset, resource, tables)
    if table is None or not {register.code, register.name} <= set(fields):
        return {}
    columns = [f"c{fields.index(name) + 1}" for name in (register.code, register.name)]
    query = f"SELECT {', '.join(columns)} FROM {table.sql}"
    return dict(tables.connection.execute(query).fetchall())


def _table(dataset: Dataset, resource: Resource, tables: Tables) -> LoadedTable | None:
    """Return the table where its columns are those of its schema."""
    fields = [field.name for field in resource.schema.fields] if resource.schema else []
    try:
        table = tables.table(dataset, resource)
    except Refused:
        return None
    return table if fields and list(table.labels) == fields else None


class _RegisteredColumn(Struct, frozen=True):
    """A column of codes or names of municipalities, `position` from 1."""

    table: LoadedTable
    position: int
    field: Field
    connection: DuckDBPyConnection

    def texts(self) -> list[str]:
        """Return the different texts, the first 10,000."""
        query = f"SELECT DISTINCT c{self.position} AS name FROM {self.table.sql} ORDER BY name"
        texts = self.connection.execute(f"{query} LIMIT 10000").fetchall()
        return [text for (text,) in texts if text]

    def bears(self, texts: Iterable[str]) -> set[str]:
        """Return those of the texts that stand in a row."""
        listed = ", ".join(map(literal, filter(None, texts))) or "NULL"
        query = f"SELECT DISTINCT c{self.position} FROM {self.table.sql} AS source"
        where = f"WHERE c{self.position} IN ({listed})"
        return {text for (text,) in self.connection.execute(f"{query} {where}").fetchall()}

    def rows(self, text: str) -> list[int]:
        """Return the rows in which a text stands."""
        where = f"WHERE c{self.position} = {literal(text)} ORDER BY row"
        rows = self.connection.execute(f"SELECT row FROM {self.table.sql} AS source {where}")
        return [row for (row,) in rows.fetchall()]

    def place(self, row: int | None = None) -> Place:
        title = str(self.field.title)
        return Place(self.table.file, row, column=self.position, field=self.field.name, title=title)


def _of_table(
    dataset: Dataset, resource: Resource, title: str, names: Mapping[str, str], tables: Tables
) -> Iterator[Problem]:
    fields = dict(enumerate(resource.schema.fields if resource.schema else (), 1))
    coded = [place for place, field in fields.items() if field.holds_municipality_codes]
    named = [place for place, field in fields.items() if str(field.title) == title]
    covers = dataset.descriptor.get("coversRegister") is True
    table = _table(dataset, resource, tables) if named or (coded and covers) else None
    if table is None:
        return
    columns = [
        _RegisteredColumn(table, place, fields[place], tables.connection)
        for place in (*coded, *named)
    ]
    problems = [
        problem for column in columns[len(coded) :] for problem in _wrong_names(column, names)
    ]
    problems += _absent(columns[0], names) if covers else ()
    yield from on_sheets(problems, table.grid, table.file)


def _wrong_names(column: _RegisteredColumn, names: Mapping[str, str]) -> Iterator[Problem]:
    meant = _meanings(names)
    for text in column.texts():
        code = meant.get(_plain(text))
        if code and text not in names.values():
            rows = column.rows(text)
            examples = tuple(Example(column.place(row), text) for row in rows[:EXAMPLES])
            yield Problem(
                "municipality-name", examples[0].place, {"nearest": names[code], "code": code},
                None, Severity.WARNING, len(rows), examples,
            )  # fmt: skip


def _meanings(names: Mapping[str, str]) -> dict[str, str]:
    """Return the code that each way to write a name means; none where it may mean several."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in names.items():
        for written in (name, name[:-1] if name.endswith(_KINDS) else name):
            codes[_plain(written)].add(code)
    return {written: next(iter(same)) for written, same in codes.items() if len(same) == 1}


def _plain(text: str) -> str:
    """Return a name as the eye sees it, without the prefecture and the district before it."""
    shown = seen(text).replace("ヶ", "ケ")
    for sign in ("県", "府", "道", "都", "郡"):
        before, _, rest = shown.partition(sign)
        shown = rest if len(before) in _BEFORE and len(rest) > 1 else shown
    return shown


def _absent(column: _RegisteredColumn, names: Mapping[str, str]) -> Iterator[Problem]:
    """Yield one finding of the municipalities of which no row tells, by code or by name."""
    present = column.bears([*names, *names.values()])
    absent = [
        f"{name}（{code}）" for code, name in sorted(names.items()) if not {code, name} & present
    ]
    if absent:
        values: dict[str, Value] = {"names": tuple(absent[:_TOLD]), "n": f"{len(absent):,}"}
        yield Problem("municipality-missing", column.place(), values, None, Severity.WARNING)
