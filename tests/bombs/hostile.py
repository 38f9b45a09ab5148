"""Inputs that are small to send and large to read: each must end with a finding, soon and small.

Every bomb writes itself below a folder, whole with `scale` 1 or smaller by a factor, and returns
what to check. The folder's own names are the bombs' names.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import yaml
from large_tables import lay_large_tables

BASE = Path(__file__).parents[1] / "cases" / "_base"
MILLION = 1_000_000
SCHEMA = {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}
_PIECE = 1_000_000

Bomb = Callable[[Path, float], list[str]]
BOMBS: dict[str, tuple[Bomb, set[str]]] = {}
# What must be published and takes long by its size alone: it ends with 0, within so many seconds.
LASTING = {"build-of-a-million-rows": 120}


def bomb(name, *findings):
    """Register a bomb and the findings, one of which it must end with."""

    def register(make):
        BOMBS[name] = (make, set(findings))
        return make

    return register


def _times(scale, whole):
    return max(1, int(whole * scale))


def _file(folder, name, pieces, schema=None):
    with (folder / name).open("wb") as stream:
        for piece in pieces:
            stream.write(piece)
    (folder / "s.json").write_text(json.dumps(schema or SCHEMA), encoding="utf-8")
    return ["check", name, "--schema", "s.json"]


def _repeated(piece, times):
    """Yield a piece so many times, many at once."""
    at_once = max(1, _PIECE // len(piece))
    for _ in range(times // at_once):
        yield piece * at_once
    yield piece * (times % at_once)


@bomb("nul-bytes", "file-empty", "nul-character", "encoding-unknown", "file-too-costly")
def nul_bytes(folder, scale):
    return _file(folder, "data.csv", _repeated(b"\0", _times(scale, 100 * MILLION)))


@bomb("nul-below-a-header", "nul-character", "encoding-unknown", "cell-too-large")
def nul_below_a_header(folder, scale):
    pieces = (b"a,b\n1,x\n", *_repeated(b"\0", _times(scale, 100 * MILLION)))
    return _file(folder, "data.csv", pieces)


@bomb("line-feeds", "file-empty")
def line_feeds(folder, scale):
    return _file(folder, "data.csv", _repeated(b"\n", _times(scale, 100 * MILLION)))


@bomb("line-feeds-below-a-header", "blank-row", "file-too-costly")
def line_feeds_below_a_header(folder, scale):
    pieces = (b"a,b\n1,x\n", *_repeated(b"\n", _times(scale, 100 * MILLION)))
    return _file(folder, "data.csv", pieces)


@bomb("unterminated-quote", "unterminated-quote", "file-too-costly")
def unterminated_quote(folder, scale):
    pieces = (b'a,b\n1,"', *_repeated(b"word ", _times(scale, 40 * MILLION)))
    return _file(folder, "data.csv", pieces)


@bomb("unterminated-quote-over-lines", "unterminated-quote", "file-too-costly")
def unterminated_quote_over_lines(folder, scale):
    pieces = (b'a,b\n1,"', *_repeated(b"1,words\n", _times(scale, 25 * MILLION)))
    return _file(folder, "data.csv", pieces)


@bomb("stray-quotes", "stray-quote", "file-too-costly")
def stray_quotes(folder, scale):
    pieces = (b"a,b\n", *_repeated(b'1,wo"rds\n', _times(scale, 20 * MILLION)))
    return _file(folder, "data.csv", pieces)


@bomb("thousands-of-wrong-columns", "type-error")
def thousands_of_wrong_columns(folder, scale):
    names = [f"c{number}" for number in range(_times(scale, 2_000))]
    schema = {"fields": [{"name": name, "type": "integer"} for name in names]}
    row = b",".join([b"x"] * len(names)) + b"\n"
    return _file(folder, "data.csv", (",".join(names).encode() + b"\n", *[row] * 100), schema)


@bomb("thousands-of-duplicate-labels", "duplicate-label", "extra-label")
def thousands_of_duplicate_labels(folder, scale):
    labels = b",".join([b"a"] * _times(scale, 2_000)) + b"\n"
    return _file(folder, "data.csv", (labels, labels))


@bomb("thousands-of-texts-in-wrong-columns", "constraint-error")
def thousands_of_texts_in_wrong_columns(folder, scale):
    """Columns of text are asked for more than others: formulas, damage, persons."""
    names = [f"c{number}" for number in range(_times(scale, 2_000))]
    constraints = {"maxLength": 1, "pattern": "[a-z]*"}
    schema = {"fields": [{"name": name, "constraints": constraints} for name in names]}
    row = ",".join(["あい"] * len(names)).encode() + b"\n"
    return _file(folder, "data.csv", (",".join(names).encode() + b"\n", *[row] * 100), schema)


@bomb("large-enumeration", "constraint-error")
def large_enumeration(folder, scale):
    members = [f"{number:05x}" for number in range(_times(scale, 100_000))]
    field = {"name": "a", "type": "string", "constraints": {"enum": members}}
    rows = (f"{number:05x}x\n".encode() for number in range(_times(scale, 20_000)))
    return _file(folder, "data.csv", (b"a\n", *rows), {"fields": [field]})


@bomb("enumeration-of-long-members", "constraint-error")
def enumeration_of_long_members(folder, scale):
    members = [str(number) * 1_000 for number in range(200)]
    field = {"name": "a", "type": "string", "constraints": {"enum": members}}
    rows = (b"%d" % number * 1_000 + b"\n" for number in range(_times(scale, 20_000)))
    return _file(folder, "data.csv", (b"a\n", *rows), {"fields": [field]})


@bomb("millions-of-wrong-rows", "type-error")
def millions_of_wrong_rows(folder, scale):
    rows = (b"x%d,y\n" % number for number in range(_times(scale, 5 * MILLION)))
    return _file(folder, "data.csv", (b"a,b\n", *rows))


@bomb("millions-of-wrong-keys", "type-error")
def millions_of_wrong_keys(folder, scale):
    rows = (b"x%d,y\n" % number for number in range(_times(scale, 4 * MILLION)))
    return _file(folder, "data.csv", (b"a,b\n", *rows), SCHEMA | {"primaryKey": ["a"]})


@bomb("millions-of-repeated-keys", "primary-key")
def millions_of_repeated_keys(folder, scale):
    half = _times(scale, 4 * MILLION)
    rows = (b"%d,y%d\n" % (number % half, number) for number in range(2 * half))
    return _file(folder, "data.csv", (b"a,b\n", *rows), SCHEMA | {"primaryKey": ["a"]})


@bomb("millions-of-orphans", "foreign-key")
def millions_of_orphans(folder, scale):
    """Two columns of keys that refer to each other within the file, none of which is there."""
    key = {"fields": ["b"], "reference": {"fields": ["a"]}}
    rows = (b"%d,n%d\n" % (number, number) for number in range(_times(scale, 5 * MILLION)))
    return _file(folder, "data.csv", (b"a,b\n", *rows), SCHEMA | {"foreignKeys": [key]})


@bomb("millions-of-ragged-rows", "extra-cell", "file-too-costly")
def millions_of_ragged_rows(folder, scale):
    pieces = (b"a,b\n1,x\n", *_repeated(b"1,x,y,z\n", _times(scale, 8 * MILLION)))
    return _file(folder, "data.csv", pieces)


def _package(folder, resources):
    """Write a package without its schema in each resource: a descriptor holds 1 MB at most."""
    package = {"name": "p", "resources": resources}
    (folder / "s.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return ["check", "datapackage.json"]


@bomb("thousands-of-resources", "file-missing")
def thousands_of_resources(folder, scale):
    numbers = range(_times(scale, 10_000))
    return _package(
        folder, [{"name": f"r{n}", "path": f"r{n}.csv", "schema": "s.json"} for n in numbers]
    )


@bomb("thousands-of-wrong-resources", "type-error")
def thousands_of_wrong_resources(folder, scale):
    return _thousands_of(folder, scale)


@bomb("thousands-of-files", "type-error")
def thousands_of_files(folder, scale):
    """As many files as resources, only the first of which is wrong."""
    arguments = _files(folder, scale, "{},y\n")
    (folder / "r0.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    return arguments


@bomb("thousands-of-wrong-files", "too-many-faulty-tables", "type-error")
def thousands_of_wrong_files(folder, scale):
    return _files(folder, scale, "x{},y\n")


@bomb("thousands-of-short-rows", "too-many-faulty-tables", "missing-cell")
def thousands_of_short_rows(folder, scale):
    """None of the files is read as it stands."""
    return _files(folder, scale, "{}\n1,y\n")


def _files(folder, scale, row):
    numbers = range(_times(scale, 10_000))
    for number in numbers:
        (folder / f"r{number}.csv").write_text("a,b\n" + row.format(number), encoding="utf-8")
    return _package(
        folder, [{"name": f"r{n}", "path": f"r{n}.csv", "schema": "s.json"} for n in numbers]
    )


def _thousands_of(folder, scale):
    (folder / "data.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    numbers = range(_times(scale, 10_000))
    return _package(
        folder, [{"name": f"r{n}", "path": "data.csv", "schema": "s.json"} for n in numbers]
    )


@bomb("thousands-of-schemas", "too-many-schemas", "type-error")
def thousands_of_schemas(folder, scale):
    """Each resource has a schema of its own: what is asked by it is planned anew."""
    (folder / "data.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    schemas = (
        {"fields": [{"name": "a", "type": "integer"}, {"name": f"b{number}"}]}
        for number in range(_times(scale, 10_000))
    )
    resources = [
        {"name": f"r{at}", "path": "data.csv", "schema": schema}
        for at, schema in enumerate(schemas)
    ]
    package = json.dumps({"name": "p", "resources": resources}, separators=(",", ":"))
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    return ["check", "datapackage.json"]


@bomb("one-large-schema-of-thousands", "type-error")
def one_large_schema_of_thousands(folder, scale):
    """A descriptor of half a megabyte names a schema of half a megabyte ten thousand times."""
    said = _thousands_of(folder, scale)
    schema = SCHEMA | {"description": "long " * _times(scale, 100_000)}
    (folder / "s.json").write_text(json.dumps(schema), encoding="utf-8")
    return said


@bomb("millions-of-objects", "file-too-costly", "file-empty")
def millions_of_objects(folder, scale):
    pieces = (b"[", *_repeated(b"{},", _times(scale, 20 * MILLION)), b"{}]")
    return _file(folder, "data.json", pieces)


@bomb("millions-of-keys", "file-too-costly", "too-many-columns")
def millions_of_keys(folder, scale):
    keys = (b'{"%d":1},' % number for number in range(_times(scale, 10 * MILLION)))
    return _file(folder, "data.json", (b"[", *keys, b"{}]"))


@bomb("nested-lists", "json-syntax", "file-too-costly", "json-no-table")
def nested_lists(folder, scale):
    depth = _times(scale, 10 * MILLION)
    return _file(folder, "data.json", (*_repeated(b"[", depth), *_repeated(b"]", depth)))


WORKBOOK_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-'
    'types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/office'
    'Document/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship '
    'Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/shared'
    'Strings" Target="sharedStrings.xml"/></Relationships>',
}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
_HEADER = f'<row r="1">{_TEXT.format("A1", "a")}{_TEXT.format("B1", "b")}</row>'


def _workbook(folder, rows, shared=()):
    """Write a workbook of one sheet; `rows` and `shared` are pieces of XML."""
    parts = {
        "xl/worksheets/sheet1.xml": ("worksheet", "sheetData", rows),
        "xl/sharedStrings.xml": ("sst", "", shared),
    }
    with zipfile.ZipFile(folder / "data.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, text in WORKBOOK_PARTS.items():
            book.writestr(name, text)
        for name, (root, inner, pieces) in parts.items():
            with book.open(name, "w", force_zip64=True) as part:
                opened = f"<{root} {_MAIN}>" + (f"<{inner}>" if inner else "")
                part.write(opened.encode())
                for piece in pieces:
                    part.write(piece)
                part.write(((f"</{inner}>" if inner else "") + f"</{root}>").encode())
    (folder / "s.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return ["check", "data.xlsx", "--schema", "s.json"]


_TOO_LARGE = ("workbook-too-large", "file-too-costly", "workbook-unreadable")


@bomb("workbook-that-swells", *_TOO_LARGE, "type-error")
def workbook_that_swells(folder, scale):
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c><c><v>1</v></c></row>'
    rows = (_HEADER.encode(), *_repeated(row, _times(scale, 500 * MILLION // len(row))))
    return _workbook(folder, rows)


@bomb("workbook-of-blanks", *_TOO_LARGE)
def workbook_of_blanks(folder, scale):
    return _workbook(folder, (_HEADER.encode(), *_repeated(b" ", _times(scale, 500 * MILLION))))


@bomb("shared-strings", *_TOO_LARGE)
def shared_strings(folder, scale):
    rows = (_HEADER.encode(), b'<row r="2"><c r="A2" t="s"><v>0</v></c></row>')
    return _workbook(folder, rows, _repeated(b"<si><t>x</t></si>", _times(scale, 25 * MILLION)))


@bomb("one-large-shared-string", *_TOO_LARGE, "cell-too-large", "type-error")
def one_large_shared_string(folder, scale):
    row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    rows = (_HEADER.encode(), *(row % (at, at) for at in range(2, 2_002)))
    pieces = (b"<si><t>", *_repeated(b"x", _times(scale, 2 * MILLION)), b"</t></si>")
    return _workbook(folder, rows, pieces)


@bomb("one-large-cell", *_TOO_LARGE, "cell-too-large")
def one_large_cell(folder, scale):
    pieces = (
        _HEADER.encode(),
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>',
        *_repeated(b"x", _times(scale, 200 * MILLION)),
        b"</t></is></c></row>",
    )
    return _workbook(folder, pieces)


_SPELLINGS = {
    "upper": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "single-quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "spaces": '<row r = "1048576" ><c  r = "XFD1048576" ><v>1</v></c></row>',
    "lower": '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "reference": '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    "row-alone": '<row r="1048576"><c><v>1</v></c></row>',
    "other-attributes-first": '<row r="1048576"><c s="&gt;" r="XFD1048576"><v>1</v></c></row>',
    "beyond": '<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>',
    "two-corners": '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    '<row r="2"><c r="XFD2"><v>1</v></c></row>',
    "columns-left-out": '<row r="1048575">' + "<c><v>1</v></c>" * 16_000 + "</row>",
}


def _far(spelling):
    def make(folder, scale):
        del scale
        return _workbook(folder, (_HEADER.encode(), spelling.encode()))

    return make


for _name, _spelling in _SPELLINGS.items():
    _expected = (*_TOO_LARGE, "blank-row", "extra-cell", "too-many-columns", "missing-label")
    bomb(f"far-cell-{_name}", *_expected)(_far(_spelling))

_ODS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_NAMES = " ".join(f'xmlns:{name}="{_ODS.format(name)}"' for name in ("office", "table", "text"))
_ODS_CELL = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
_ODS_HEADER = (
    f"<table:table-row>{_ODS_CELL.format('', 'a')}{_ODS_CELL.format('', 'b')}</table:table-row>"
)


def _spreadsheet(folder, pieces):
    before = f"<office:document-content {_NAMES}><table:table table:name='S'>{_ODS_HEADER}"
    with zipfile.ZipFile(folder / "data.ods", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with book.open("content.xml", "w", force_zip64=True) as part:
            part.write(before.encode())
            for piece in pieces:
                part.write(piece)
            part.write(b"</table:table></office:document-content>")
    (folder / "s.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return ["check", "data.ods", "--schema", "s.json"]


@bomb("spreadsheet-that-swells", *_TOO_LARGE)
def spreadsheet_that_swells(folder, scale):
    row = f"<table:table-row>{_ODS_CELL.format('', '')}</table:table-row>".encode()
    return _spreadsheet(folder, _repeated(row, _times(scale, 250 * MILLION // len(row))))


@bomb("spreadsheet-of-blanks", *_TOO_LARGE, "no-rows")
def spreadsheet_of_blanks(folder, scale):
    return _spreadsheet(folder, _repeated(b" ", _times(scale, 250 * MILLION)))


_ODS_FAR = {
    "columns": "<table:table-row>"
    + _ODS_CELL.format("table:number-columns-repeated='1000000000'", "x")
    + "</table:table-row>",
    "rows": "<table:table-row table:number-rows-repeated='1000000000'>"
    + _ODS_CELL.format("", "x")
    + "</table:table-row>",
    "blank-rows": "<table:table-row table:number-rows-repeated='1000000000'/><table:table-row>"
    + _ODS_CELL.format("", "x")
    + "</table:table-row>",
    "both": "<table:table-row table:number-rows-repeated='100000'>"
    + _ODS_CELL.format("table:number-columns-repeated='100000'", "x")
    + "</table:table-row>",
    "negative": "<table:table-row table:number-rows-repeated='-5'>"
    + _ODS_CELL.format("table:number-columns-repeated='-100'", "x")
    + "</table:table-row>",
    "no-number": "<table:table-row table:number-rows-repeated='many'>"
    + _ODS_CELL.format("", "x")
    + "</table:table-row>",
    "digits": "<table:table-row table:number-rows-repeated='"
    + "9" * 10_000
    + "'>"
    + _ODS_CELL.format("", "x")
    + "</table:table-row>",
}


def _ods_far(content):
    def make(folder, scale):
        del scale
        return _spreadsheet(folder, [content.encode()])

    return make


for _name, _content in _ODS_FAR.items():
    bomb(f"repeated-{_name}", *_TOO_LARGE)(_ods_far(_content))

_CHART = {
    "mark": "line",
    "encoding": {
        "x": {"field": "rate", "type": "quantitative"},
        "y": {"field": "name", "type": "nominal"},
    },
}
_X = {"field": "rate", "type": "quantitative"}
_CHARTS = {
    "impute": {
        "transform": [{"impute": "rate", "key": "count", "keyvals": {"start": 0, "stop": 10**8}}]
    },
    "sequence": {
        "transform": [
            {"calculate": "sequence(0, 100000000)", "as": "s"},
            {"flatten": ["s"]},
        ]
    },
    "density": {
        "transform": [
            {"density": "rate", "steps": 10**9, "extent": [0, 1], "as": ["value", "density"]}
        ]
    },
    "pad": {"title": {"text": {"expr": "pad('x', 500000000, 'y', 'left')"}}},
    "width": {"width": 10**9, "height": 10**9},
    "tick-count": {
        "encoding": {"x": {**_X, "axis": {"tickCount": 10**8}, "scale": {"domain": [0, 1]}}}
    },
    "regexp": {
        "title": {"text": {"expr": "test(regexp('(a+)+$'), pad('', 40, 'a', 'left') + 'b')"}}
    },
    "bins": {"encoding": {"x": {**_X, "bin": {"step": 1e-9, "extent": [0, 1]}}}},
    "repeat": {
        "repeat": {"layer": ["rate"] * 40_000},
        "spec": _CHART,
    },
}


def _chart(part):
    def make(folder, scale):
        del scale
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        path = folder / "datasets" / "cards" / "datapackage.yaml"
        package = yaml.safe_load(path.read_text(encoding="utf-8"))
        spec = part if "repeat" in part else {**_CHART, **part}
        words = {"title": "x", "title@en": "x", "finding": "y", "finding@en": "y"}
        package["views"] = [{"name": "v", **words, "specType": "vega-lite", "spec": spec}]
        path.write_text(yaml.safe_dump(package, allow_unicode=True), encoding="utf-8")
        (folder / "mkdocs.yml").write_text(
            "site_name: x\nsite_url: https://opendata.example.jp/\ntheme: {name: hiraku}\n"
            "plugins: [hiraku]\ndocs_dir: pages\nsite_dir: build/site\n",
            encoding="utf-8",
        )
        (folder / "pages").mkdir(exist_ok=True)
        (folder / "pages" / "about.md").write_text("# x\n", encoding="utf-8")
        return ["build"]

    return make


for _name, _part in _CHARTS.items():
    bomb(f"chart-{_name}", "view-too-costly", "view-spec-invalid")(_chart(_part))


@bomb("build-of-a-million-rows")
def build_of_a_million_rows(folder, scale):
    """No more than any other may the whole build of a large table take, every download included."""
    lay_large_tables(folder, {"large": _times(scale, MILLION)}, "[hiraku]")
    return ["build"]


# A small sheet and a small spreadsheet, as fuzzing begins with.
SHEET = f"<worksheet {_MAIN}><sheetData>{_HEADER}</sheetData></worksheet>"
SPREADSHEET = (
    f"<office:document-content {_NAMES}><table:table table:name='S'>{_ODS_HEADER}"
    "<table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='float'"
    " office:value='1'><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
    "</office:document-content>"
)
