"""Each deviation that the manual lists, by both engines: the reference's verdict, and ours.

`SEEN` names a row of the manual by its first words. A verdict is the ids of what is found, of any
severity; the reference's is None where it refuses the package or crashes.
"""

import json
from pathlib import Path

import pytest
from reference_verdicts import reference_verdict
from workbooks import with_openpyxl

from hiraku.checking.targets import check_paths

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
DEVIATIONS = Path(__file__).parents[2] / "site_src" / "pages" / "manual" / "deviations.md"
# Those of which one engine, or a package alone, cannot show what the manual says, each with why.
ELSEWHERE = {
    "`pattern` を Python の": "the reference does not end",
    "1,000 件で数えるのをやめます": "both find the same ids, of which the reference counts 1,000",
    "YAML のすべての書き方を": "a catalog's own descriptors",
    "ほかのデータセットへの外部キー": "a catalog of two datasets",
    "`http://` のデータやスキーマを": "a network",
    "シンボリックリンクや FIFO も": "a FIFO holds the reference for ever",
    "`foreignKeys` に `reference.package` を": "what is published, not what is checked",
    "Excel の `#REF!` などを": "a workbook that a spreadsheet has calculated",
    "値のない式のセルを": "a workbook that no spreadsheet has calculated",
    "日付の書式の負の数や": "numbers that no library writes as dates",
}


def beside(described, name, content):
    files, package = described
    return {**files, name: content.encode()}, package


def field(kind, name="a", /, **more):
    return {"name": name, "type": kind, **more}


def table(text, *fields, schema=None, package=None, name="t.csv", **resource):
    """Return the files of a package of one table, and its descriptor."""
    content = text if isinstance(text, bytes) else text.encode()
    described = {"name": "t", "path": name, "schema": {"fields": list(fields), **(schema or {})}}
    return {name: content}, {"name": "p", "resources": [described | resource], **(package or {})}


def inline(data, *fields, **resource):
    described = {"name": "t", "data": data, "schema": {"fields": list(fields)}, **resource}
    return {}, {"name": "p", "resources": [described]}


def book(change, *fields, **resource):
    content = with_openpyxl(lambda whole: change(whole.active))
    return table(content, *fields, name="t.xlsx", type="table", **resource)


def merged(sheet):
    for row in (["a", "b"], ["x", None]):
        sheet.append(row)
    sheet.merge_cells("A2:B2")


def hidden(sheet):
    sheet.append(["a"])
    sheet.append(["x"])
    sheet.sheet_state = "hidden"
    shown = sheet.parent.create_sheet("shown")
    shown.append(["a"])
    shown.append(["1"])
    sheet.parent.active = 1


def referring(target):
    """Return a package of two tables, of which one refers to the other."""
    key = {"fields": ["a"], "reference": {"resource": "u", "fields": ["b"]}}
    files, package = table("a\n1\n2\n", field("string"), schema={"foreignKeys": [key]})
    other = {"name": "u", "path": "u.csv", "schema": {"fields": [field("string", "b")]}}
    package["resources"].append(other)
    return {**files, "u.csv": target.encode()}, package


A = field("string")
WHOLE = field("integer")
AB = field("string"), field("string", "b")
PAIR = {"primaryKey": ["a", "b"]}
TITLED = "令和4年度の表,\na,b\nx,1\n"
SEEN = {
    "`pattern` の前に `^`、": (
        table("a\n津市\n", field("string", constraints={"pattern": "津|四日市"})),
        set(), {"constraint-error"},
    ),
    "`\\p{Han}` や": (
        table("a\n津\n", field("string", constraints={"pattern": r"\p{Han}"})), None, set(),
    ),
    "`format: any` の日付で": (
        table("a\n2022\n", field("date", format="any")), set(), {"type-error"},
    ),
    "`１２`、`1_000`": (table("a\n１２\n1_000\n+5\n", WHOLE), set(), {"non-canonical"}),
    "`NaN` と無限大を": (table("a\nNaN\nINF\n", field("number")), set(), {"non-canonical"}),
    "`integer` の `groupChar`": (
        table('a\n"1,780"\n', field("integer", groupChar=",")), {"type-error"}, set(),
    ),
    "時差の書かれた日時を": (
        table(
            "a\n2022-01-01T00:00:00+09:00\n",
            field("datetime", constraints={"minimum": "2020-01-01T00:00:00"}),
        ),
        None, {"constraint-error"},
    ),
    "1つのまちがいを、いくつもの": (
        table("a,b\n1,x\n,\n", *AB, schema={"primaryKey": "a"}),
        {"blank-row", "primary-key"}, {"blank-row"},
    ),
    "欠損値の記号（`missingValues`）だけの行": (
        table("a,b\n1,x\n-,-\n", *AB, schema={"missingValues": ["-"]}), {"blank-row"}, set(),
    ),
    "壊れた `pattern` で": (
        table("a\nx\n", field("string", constraints={"pattern": "["})), None, {"pattern-invalid"},
    ),
    "数の列の `minimum: abc` で": (
        table("a\n1\n", field("number", constraints={"minimum": "abc"})),
        None, {"constraint-invalid"},
    ),
    "`array` と `object` の `jsonSchema`": (
        table("a\n[1]\n", field("array", constraints={"jsonSchema": {"type": "object"}})),
        None, {"constraint-error"},
    ),
    "説明の項目が1つでも誤って": (
        table("a\nx\n", field("integer", title=[])), None, {"wrong-property", "type-error"},
    ),
    "文字であるべきところの数": (
        table("a\nx\n", field("integer", title=5)), None, {"type-error"},
    ),
    "`name` の字、メールアドレス": (
        table("a\nx\n", WHOLE, package={"contributors": [{"title": "c", "email": "x"}]}),
        None, {"type-error"},
    ),
    "標準の形でない値を": (
        table("a\nx\n", field("string", constraints={"maxLength": -1})),
        {"constraint-error"}, {"wrong-property"},
    ),
    "欠損値を `value` と `label` で": (
        table("a\n-\n", field("integer", missingValues=[{"value": "-", "label": "none"}])),
        None, set(),
    ),
    "`exclusiveMinimum` か": (
        table("a\n1\n", field("integer", constraints={"exclusiveMinimum": 1})),
        None, {"constraint-error"},
    ),
    "空の `resources` を": (({}, {"name": "p", "resources": []}), set(), {"wrong-property"}),
    "`type` が `table` でない": (
        table("a\nx\n", WHOLE, type="text"), set(), {"type-error"},
    ),
    "知らない `format`": (
        table("a\nx\n", WHOLE, format="text", type="table"), {"format-error"}, {"type-error"},
    ),
    "空の `description` や": (table("a\nx\n", field("integer", example="x")), None, {"type-error"}),
    "`constraints` の外にある": (
        table("a\n1\n", field("integer", minimum=5)), set(), {"unknown-property"},
    ),
    "参照先の表に誤りがあっても": (
        referring('b\n1\n"2\n'), {"foreign-key"}, {"unterminated-quote", "foreign-key-target"},
    ),
    "知らない項目を読みとばします": (
        table("a\n1\n1\n", WHOLE, schema={"primarykey": ["a"]}), set(), {"unknown-property"},
    ),
    "複数の列の主キーは": (table("a,b\n1,\n", *AB, schema=PAIR), set(), {"primary-key"}),
    "`categories` を調べません": (
        table("a\nx\n", field("string", categories=["y"])), set(), {"constraint-error"},
    ),
    "`uniqueKeys` を調べません": (
        table("a\n1\n1\n", A, schema={"uniqueKeys": [["a"]]}), set(), {"unique-error"},
    ),
    "文字コードを推測します": (
        table("a,b\n津市,81.2\n".encode("cp932"), *AB), set(), {"encoding-undeclared"},
    ),
    "壊れたバイトを": (table(b"a\nx\xff\n", A), set(), {"encoding-invalid"}),
    "引用符の閉じ忘れで": (table('a,b\n1,"x\n2,y\n3,z\n', *AB), set(), {"unterminated-quote"}),
    "区切り文字などを推測します": (
        table("a;b\n1;2\n3;4\n", *AB), set(), {"delimiter-mismatch"},
    ),
    "Excel や JSON のセルの型を": (
        inline([{"a": 5}], A), {"type-error"}, set(),
    ),
    "隠したシートも": (book(hidden, WHOLE), {"type-error"}, set()),
    "結合したセルのことは": (book(merged, *AB), set(), {"merged-cells"}),
    "JSON の2行目からだけに": (
        inline([{"a": "x"}, {"a": "y", "b": "z"}], A), set(), {"extra-label"},
    ),
    "説明の中の `data` が文字": (
        inline("a\nx\n", WHOLE, format="csv"), None, {"type-error"},
    ),
    "複数のファイルを並べた `path`": (
        beside(table("a\n1\n", WHOLE, path=["t.csv", "u.csv"]), "u.csv", "x\n2\n"),
        set(), {"type-error"},
    ),
    "HTML や PDF、git の競合の印": (
        table("a\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> new\n", A), set(), {"conflict-markers"},
    ),
    "見出しのないブックで、": (
        book(lambda sheet: sheet.append(["x"]), *AB, dialect={"header": False}),
        {"missing-cell"}, set(),
    ),
    "キーの中の、長さの同じ期間を": (
        table("a\nP1Y\nP12M\n", field("duration"), schema={"primaryKey": "a"}),
        set(), {"primary-key"},
    ),
    "`hash` は md5 と sha256 だけを": (
        table("a\n1\n", WHOLE, hash="sha512:" + "0" * 128), set(), {"hash-count"},
    ),
    "文字化けの跡、外字": (table("a\nx\ufffd\n", A), set(), {"text-damaged"}),
    "改行の混在を": (table("a\r\n1\n2\r\n", WHOLE), set(), {"mixed-line-ends"}),
    "見出しの端の空白を": (table("a ,b\n1,2\n", *AB), set(), {"label-lookalike"}),
    "表の上に題名の行がある": (
        table(TITLED, A, field("integer", "b")),
        {"incorrect-label", "blank-label", "type-error"}, {"title-row"},
    ),
    "余分な列を、どれも": (table("a,b,\n1,2,3\n", *AB), {"extra-label"}, {"blank-label"}),
    "列の順序が違うと": (
        table("b,a\n1,2\n", *AB), {"incorrect-label"}, {"incorrect-label"},
    ),
    "見出しがまったく違う列の": (
        table("x,b\ny,2\n", WHOLE, field("string", "b")),
        {"incorrect-label", "type-error"}, {"incorrect-label"},
    ),
    "途中の列が1つないと": (
        table("a,c\n1,2\n", *AB, field("string", "c")),
        {"incorrect-label", "missing-label"}, {"missing-label"},
    ),
}  # fmt: skip


def first_cells():
    """Return what the manual says of the reference, row by row."""
    lines = DEVIATIONS.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    return [row[2:] for row in rows if not row.startswith(("| frictionless は", "| 標準では"))]


def test_every_deviation_is_seen_or_cannot_be():
    words = [*SEEN, *ELSEWHERE]
    for cell in first_cells():
        assert [word for word in words if cell.startswith(word)], cell
    assert len(first_cells()) == len(words)


@pytest.mark.parametrize("words", SEEN)
def test_both_engines_judge_as_the_manual_says(tmp_path, monkeypatch, words):
    (files, package), theirs, ours = SEEN[words]
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    found = reference_verdict(package, tmp_path, monkeypatch)
    assert (found if found is None else {id_ for id_, *_ in found}) == theirs
    report = check_paths([descriptor], None, lambda *_: None)
    assert {problem.id for problem in report.problems} == ours
