"""What each target of the fuzzing begins with: small sound inputs."""

from __future__ import annotations

import gzip
import io
import zipfile

import xlwt
from bombs.hostile import SHEET, SPREADSHEET
from catalogs import CASES
from xlwt.CompoundDoc import XlsDoc

CATALOG = "datasets/catalog.yaml"
DATASET = "datasets/cards/datapackage.yaml"
FIELDS_OF_CARDS = "schemas/cards.yaml"


def _packed():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    return stream.getvalue()


def _of_old():
    book = xlwt.Workbook()
    sheet = book.add_sheet("s")
    sheet.write(0, 0, -1, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(0, 1, xlwt.Formula("A1"))
    sheet.row(0).set_cell_error(2, "#REF!")
    return book.get_biff_data()


def _as_compound(records):
    stream = io.BytesIO()
    XlsDoc().save(stream, records)
    return stream.getvalue()


_OF_OLD = _of_old()
_CSV = [b'a,b\n1,"2\n3"\n', b"\xef\xbb\xbfa,b\r\n\x93\xfa,2\r\n", b'a,b\n"x""y",\n']
_PACKAGE = [
    (
        b'{"name":"p","resources":[{"name":"r","path":"a.csv","schema":{"fields":[{"name":"a"},'
        b'{"name":"b","type":"date","format":"any","constraints":{"pattern":"[0-9]"}}]},'
        b'"dialect":{"delimiter":",","headerRows":[1]}}]}'
    )
]
SEEDS = {
    "csv": _CSV,
    "table": _CSV,
    "json": [b'[{"a": 1, "b": [true, null]}]', b'[["a", "b"], [1.50, "\\ud83d"]]'],
    "jsonl": [b'{"a": 1}\n{"b": "x"}\n'],
    "ods": [SPREADSHEET.encode()],
    "excel": [SHEET.encode()],
    "book": [SHEET.encode()],
    "old-excel": [_OF_OLD],
    "compound": [_as_compound(_OF_OLD)],
    "zip": [_packed()],
    "gzip": [gzip.compress(b"a,b\n1,2\n")],
    "yaml": [b'name: x\nresources:\n  - path: a.csv\n    "title@en": "\\u3042"\n'],
    "schema": [
        (
            b'{"fields":[{"name":"a","type":"number","constraints":{"minimum":"1"},'
            b'"missingValues":["-",{"value":"x","label":"y"}]}],"primaryKey":"a",'
            b'"foreignKeys":[{"fields":"a","reference":{"resource":"","fields":"a"}}]}'
        )
    ],
    "dialect": [b'{"delimiter":";","headerRows":[1],"skipInitialSpace":true,"quoteChar":"\\""}'],
    "descriptor": _PACKAGE,
    "package": _PACKAGE,
    "catalog": [(CASES / "_base" / CATALOG).read_bytes()],
    "dataset": [(CASES / "_base" / DATASET).read_bytes()],
    "fields": [(CASES / "_base" / FIELDS_OF_CARDS).read_bytes()],
    "approvals": [
        (
            b"approvals:\n  - fingerprint: 17afac234085\n    reason: r\n    by: b\n"
            b'    until: "2026-12-31"\n'
        )
    ],
    "ledger": [b'{"path": "datasets/a/data.csv", "table": "a", "modified": "2026-01-01"}\n'],
    "mkdocs": [
        b"site_name: s\nplugins:\n  - hiraku: {languages: [ja, en]}\nmarkdown_extensions: [toc]\n",
        (
            b"site_name: s\nsite_url: !ENV [SITE_URL, 'https://a.jp/']\ntheme:\n  name: hiraku\n"
            b"  custom_dir: t\nplugins:\n  - hiraku:\n      preview: chunks\nnav: [{a: a.md}]\n"
        ),
    ],
    "pattern": [
        rb"(?i)[a-z&&[^b]]+|\p{Han}{1,3}(?:x|\d)*?$",
        rb"^\x{3042}[[:alpha:]]\b(?P<n>.)*",
    ],
}
