"""The page for a CSV at hand: what its script is certain of is what hiraku's own check finds.

The Table Schema suite and texts as officials write them are judged by both; the page may leave a
cell open, and may never call wrong what is sound, nor sound what is wrong.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from catalogs import ROOT

from hiraku.checking.cells.hints import constraint_hint, type_hint
from hiraku.checking.cells.judge import Judge
from hiraku.model import Origin, Resource, Text
from hiraku.publishing.metadata import desk_tables
from hiraku.reading.catalog.schemas import schema_from

sys.path.insert(0, str(ROOT / "tests" / "suite"))
from run import groups

NODE = shutil.which("node")
SCRIPTS = ROOT / "src" / "hiraku" / "theme" / "scripts"
RULED_ON = json.loads((ROOT / "tests/suite/disagreements/hiraku.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not NODE, reason="no node on this machine")

FIELDS = [
    {"type": "integer"},
    {"type": "integer", "constraints": {"minimum": 0, "maximum": 5000}},
    {"type": "number", "constraints": {"exclusiveMinimum": 0, "maximum": "46.85"}},
    {"type": "date"},
    {"type": "date", "constraints": {"minimum": "2020-01-01"}},
    {"type": "year", "constraints": {"minimum": 1950}},
    {"type": "yearmonth"},
    {"type": "boolean"},
    {"type": "boolean", "trueValues": ["○"], "falseValues": ["×"]},
    {"type": "string", "constraints": {"pattern": "[0-9]{6}"}},
    {"type": "string", "constraints": {"enum": ["実施済", "未実施"], "required": True}},
    {"type": "string", "constraints": {"minLength": 2, "maxLength": 3}},
    {"type": "string", "missingValues": ["", "-"]},
]
WORDS = """
1 0 -0 -5 +5 007 １２ 1,780 1,78 46.8 46.80 46.9 .5 5. 1e3 1E+05 NaN INF nan
Infinity 81.0 -81.00 99999999999999999999 46.8% 46.8% 12人 約12 1万 △5
▲1,234 (5) －5 −5 - － ー … ※ * #N/A #REF! #DIV/0! Err:502 true True
TRUE 1 0 false ○ × はい 2022-08-31 2022-8-31 2022-02-29 2024-02-29
2022-13-01 0000-01-01 0001-01-01 2022/08/31 2022/8/31 2022年8月31日
令和4年8月31日 R4.8.31 令和元年5月1日 平成31年5月1日
昭和64年1月8日 昭和64年1月7日 明治元年1月24日
明治5年12月2日 明治6年1月1日 R4/8/31 44804 2022 1949 22 20222 2022-08
2022-13 2022/08 242012 24201 24 2420123 実施済 実施済み 未実施 津市
津 四日市市 𠮷野 𠮷野家市 Feb-50 5-Jan 1.23457E+11 ２０２２
2022-08-31T00:00 31.12.2022 2022.5 12.0kg 12人以上 1,234人 約1,234 約12.50
およそ5人 3.0 0.30 -3.50% 1,234,567.80 12,34 千 5千
"""
TEXTS = [*WORDS.split(), "", " ", " 12", "12 ", "津 市", "a\tb", "2022-08-31 ", "\u00a012"]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return a function that lets the page's script judge."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(SCRIPTS, folder / "scripts")
    shutil.copy(Path(__file__).parent / "desk_judge.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def ask(columns=(), tables=()):
        asked = json.dumps({"columns": list(columns), "tables": list(tables)})
        done = subprocess.run(
            [NODE, folder / "desk_judge.js"],
            input=asked,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def field_of(descriptor):
    return schema_from({"fields": [{"name": "f", **descriptor}]}, "s", Origin("s")).fields[0]


def column_of(descriptor):
    return desk_tables._column(field_of(descriptor), "ja")  # noqa: SLF001 - what the page is given


def test_of_the_suite_nothing_is_judged_otherwise(told):
    asked = [
        (name, group, column_of(group["field"]))
        for name, group in groups()
        if "field" in group and not {"unique"} & set(group["field"].get("constraints", {}))
    ]
    texts = ([test["text"] for test in group["tests"]] for _, group, _ in asked)
    columns = [
        {"column": column, "texts": of} for (_, _, column), of in zip(asked, texts, strict=True)
    ]
    judged = certain = 0
    for (name, group, _), verdicts in zip(asked, told(columns)["columns"], strict=True):
        ruled = RULED_ON.get(f"{name} / {group['description']}", {}).get("tests", {})
        for test, verdict in zip(group["tests"], verdicts, strict=True):
            judged += 1
            if test["description"] in ruled:
                continue
            told_of = f"{name} / {group['description']} / {test['description']}: {verdict}"
            if verdict["faults"]:
                assert not test["valid"], told_of
            elif not verdict.get("open"):
                assert test["valid"], told_of
            certain += not verdict.get("open")
            broken = {fault["values"].get("constraint") for fault in verdict["faults"]} - {None}
            if broken and "breaks" in test:
                assert test["breaks"] in broken, told_of
    assert judged > 900
    assert certain > judged / 3


@pytest.mark.parametrize("descriptor", FIELDS, ids=str)
def test_a_wrong_cell_has_the_cure_that_the_check_gives_it(told, descriptor):
    field, judge = field_of(descriptor), Judge(field_of(descriptor))
    column = {"column": column_of(descriptor), "texts": TEXTS}
    (verdicts,) = told([column])["columns"]
    certain = 0
    for text, verdict in zip(TEXTS, verdicts, strict=True):
        broken = set(judge.verdict(text).broken)
        if pattern := field.constraints.get("pattern"):
            missing = field.missing_value(text)
            broken |= set() if missing or re.fullmatch(pattern, text) else {"pattern"}
        said = {fault["values"].get("constraint", "type") for fault in verdict["faults"]}
        assert said <= broken, (text, verdict)
        if not verdict.get("open"):
            certain += 1
            assert said == broken, (text, verdict)
        for fault in verdict["faults"]:
            hinted(fault, text, field)
    assert certain > len(TEXTS) / 4


def hinted(fault, text, field):
    """A hint is the own one of the check, with its proposal; without one the cure is general."""
    name = fault["values"].get("constraint")
    hint, values = (
        constraint_hint(name, text, field, near=False) if name else type_hint(text, field)
    )
    if fault.get("hint") not in {None, name}:
        assert (fault["hint"], fault["values"].get("proposal")) == (hint, values.get("proposal")), (
            text
        )


def written(rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def test_tables_of_the_suite_are_judged_as_they_should(told):
    asked = []
    for name, group in groups():
        if "schema" in group and not group["schema"].get("foreignKeys"):
            schema = schema_from(group["schema"], "s", Origin("s"))
            resource = Resource("r", "r.csv", Text({"ja": "r"}), schema=schema)
            if not desk_tables._readable(resource, schema):  # noqa: SLF001 - it is not offered then
                continue
            table = desk_tables._table(_Named, resource, schema, "ja")  # noqa: SLF001 - as above
            texts = [written(test["table"]) for test in group["tests"]]
            asked.append((name, group, {"table": table, "texts": texts}))
    judged = 0
    answers = told(tables=[table for _, _, table in asked])["tables"]
    for (name, group, _), verdicts in zip(asked, answers, strict=True):
        ruled = RULED_ON.get(f"{name} / {group['description']}", {}).get("tests", {})
        for test, verdict in zip(group["tests"], verdicts, strict=True):
            if test["description"] not in ruled:
                judged += 1
                told_of = f"{name} / {group['description']} / {test['description']}: {verdict}"
                found = {finding["id"] for finding in verdict["findings"]} - {"no-rows"}
                assert not (found and test["valid"]), told_of
                assert found or test["valid"] or verdict["open"], told_of
    assert judged > 50


class _Named:
    """A dataset, as far as a table asks for it."""

    title = Text({"ja": "表"})
    folder = Path("r")
    resources = ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["file-empty"]),
        ("a,b\n", ["no-rows"]),
        ("a,b\n1,x\n", []),
        ("a,b\r\n1,x\r\n\r\n2,y", ["blank-row"]),
        ('a,b\n1,"x\ny"\n', []),
        ('a,b\n1,x"y\n', ["stray-quote"]),
        ('a,b\n1,"x"y\n', ["text-after-quote"]),
        ('a,b\n1,"x\n', ["unterminated-quote"]),
        ("a,b\n1\n", ["missing-cell"]),
        ("a,b\n1,x,z\n", ["extra-cell"]),
        ("b,a\nx,1\n", ["incorrect-label"]),
        ("数,b\n1,x\n", ["incorrect-label"]),
        ("a\n1\n", ["missing-label"]),
        ("a,b,c\n1,x,y\n", ["extra-label"]),
        ("a,b,\n1,x,y\n", ["blank-label"]),
        ("a,b,b\n1,x,y\n", ["duplicate-label"]),
        ("a,b\n1,x\n2,x\n", ["unique-error"]),
        ("a,b\n1,x\n1,y\n", ["primary-key"]),
        ("a,b\n,x\n", ["primary-key"]),
        ("a,b\n1.5,x\n", ["type-error"]),
    ],
)
def test_the_shape_of_a_file_is_judged_as_the_check_does(told, tmp_path, text, found):
    fields = [
        {"name": "a", "type": "integer", "title": "数"},
        {"name": "b", "type": "string", "constraints": {"unique": True}},
    ]
    descriptor = {"fields": fields, "primaryKey": "a"}
    schema = schema_from(descriptor, "s", Origin("s"))
    resource = Resource("r", "r.csv", Text({"ja": "r"}), schema=schema)
    table = desk_tables._table(_Named, resource, schema, "ja")  # noqa: SLF001 - as above
    ((verdict,),) = told(tables=[{"table": table, "texts": [text]}])["tables"]
    assert [finding["id"] for finding in verdict["findings"]] == found
    assert found_by_hiraku(tmp_path, text, descriptor) == found


def found_by_hiraku(folder, text, descriptor):
    (folder / "r.csv").write_bytes(text.encode())
    (folder / "s.json").write_text(json.dumps(descriptor), encoding="utf-8")
    command = [sys.executable, "-m", "hiraku", "check", "r.csv", "--schema", "s.json"]
    done = subprocess.run(
        [*command, "--format", "json"], cwd=folder, capture_output=True, text=True, check=False
    )
    return [problem["id"] for problem in json.loads(done.stdout)["problems"]]


def test_a_list_that_a_page_cannot_carry_is_left_to_the_check(told):
    members = [f"値{number}" for number in range(1001)]
    column = column_of({"type": "string", "constraints": {"enum": members}})
    assert len(json.dumps(column)) < 5_000
    ((verdict,),) = told([{"column": column, "texts": ["違う"]}])["columns"]
    assert (verdict["faults"], verdict["open"]) == ([], True)


@pytest.mark.parametrize(
    ("pattern", "soon"),
    [
        ("[0-9]{6}", True), ("([0-9]{2}-){3}", True), (".*x", True), ("https?://.+", True),
        ("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", True), ("(a*)?", True), ("[a-z]+@[a-z]+", True),
        ("(a+)+", False), ("(a|a)*b", False), (".*.*.*x", False), ("(a{1,50}){5,60}", False),
        ("(a?){30}a{30}", False), ("a?" * 30 + "a{30}", False), ("((a)?)+", False),
        ("(a{1,9}){1,9}", False),
    ],
)  # fmt: skip
def test_a_pattern_that_would_keep_a_browser_busy_is_left_to_the_check(pattern, soon):
    column = column_of({"type": "string", "constraints": {"pattern": pattern}})
    assert (column["constraints"]["pattern"] is not None) is soon
