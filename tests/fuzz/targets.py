"""What is fuzzed: each reader and each descriptor. Anything but a finding is a crash."""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from bombs.hostile import SHEET, SPREADSHEET, WORKBOOK_PARTS

from hiraku.checking.check import check
from hiraku.model import Dataset, Field, Origin, Resource, Schema, Text
from hiraku.problems import Place, Refused
from hiraku.reading.catalog.lone_descriptors import read_package, read_schema
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.reading.records.confined import written
from hiraku.reading.tables import Tables

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
_FIELDS = tuple(Field(name, "any", Text({"ja": name})) for name in "ab")
_SCHEMA = Schema("s", _FIELDS, Text({"ja": "s"}))


def csv(data):
    """Read bytes as CSV: DuckDB or the records, whichever they deserve."""
    (_FOLDER / "data.csv").write_bytes(data)
    resource = Resource("r", "data.csv", Text({"ja": "r"}), _SCHEMA)
    dataset = Dataset("d", _FOLDER, Text({"ja": "d"}), (resource,), origin=Origin("d.yaml"))
    with Tables(_FOLDER) as tables, suppress(Refused):
        tables.table(dataset, resource)


def _form(name, suffix):
    def target(data):
        path = _FOLDER / f"data{suffix}"
        if data is not None:
            path.write_bytes(data)
        resource = Resource("r", path.name, Text({"ja": "r"}), _SCHEMA)
        with suppress(Refused):
            written(name, path, resource, Place(path.name), _FOLDER / "sound.csv")

    return target


def _archive(name, suffix, part, others):
    """Change a part of an archive; its reader runs in a worker, where exceptions are findings."""
    read = _form(name, suffix)

    def target(data):
        with zipfile.ZipFile(_FOLDER / f"data{suffix}", "w") as archive:
            for path, text in {**others, part: data}.items():
                archive.writestr(path, text)
        with suppress(Exception):
            read(None)

    return target


def yaml(data):
    with suppress(Refused):
        parse_descriptor(data, "datapackage.yaml")


def schema(data):
    path = _FOLDER / "schema.json"
    path.write_bytes(data)
    read_schema(path)


def package(data):
    path = _FOLDER / "datapackage.json"
    path.write_bytes(data)
    (_FOLDER / "a.csv").write_bytes(b"a,b\n1,2\n")
    reading = read_package(path)
    with Tables(_FOLDER, any_format=True) as tables:
        check(reading, tables)


TARGETS = {
    "csv": csv,
    "json": _form("json", ".json"),
    "jsonl": _form("json", ".jsonl"),
    "ods": _archive("ods", ".ods", "content.xml", {}),
    "excel": _archive("excel", ".xlsx", "xl/worksheets/sheet1.xml", WORKBOOK_PARTS),
    "yaml": yaml,
    "schema": schema,
    "package": package,
}
SEEDS = {
    "csv": [b'a,b\n1,"2\n3"\n', b"\xef\xbb\xbfa,b\r\n\x93\xfa,2\r\n", b'a,b\n"x""y",\n'],
    "json": [b'[{"a": 1, "b": [true, null]}]', b'[["a", "b"], [1.50, "\\ud83d"]]'],
    "jsonl": [b'{"a": 1}\n{"b": "x"}\n'],
    "ods": [SPREADSHEET.encode()],
    "excel": [SHEET.encode()],
    "yaml": [b'name: x\nresources:\n  - path: a.csv\n    "title@en": "\\u3042"\n'],
    "schema": [
        (
            b'{"fields":[{"name":"a","type":"number","constraints":{"minimum":"1"},'
            b'"missingValues":["-",{"value":"x","label":"y"}]}],"primaryKey":"a",'
            b'"foreignKeys":[{"fields":"a","reference":{"resource":"","fields":"a"}}]}'
        )
    ],
    "package": [
        (
            b'{"name":"p","resources":[{"name":"r","path":"a.csv","schema":{"fields":[{"name":"a"},'
            b'{"name":"b","type":"date","format":"any","constraints":{"pattern":"[0-9]"}}]},'
            b'"dialect":{"delimiter":",","headerRows":[1]}}]}'
        )
    ],
}
