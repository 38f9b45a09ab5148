"""Packages that others write: where schema, dialect and rows may stand, and what is refused."""

import json

import pytest

from hiraku.checking.targets import check_paths
from hiraku.reading import loading
from hiraku.reading.catalog import datasets
from hiraku.reading.descriptors.document import Document
from hiraku.reading.loading import Loader

FIELDS = {"fields": [{"name": "a", "type": "integer"}]}


def found(folder, *resources, name="datapackage.json", **files):
    """Check a package of resources beside files; return the ids and the report."""
    for file, content in {"a.csv": "a\n1\nx\n", **files}.items():
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    tree = {"resources": [{"name": f"r{n}", **resource} for n, resource in enumerate(resources)]}
    (folder / name).write_text(json.dumps(tree), encoding="utf-8")
    report = check_paths([folder / name], None, lambda *_: None)
    return [problem.id for problem in report.problems], report


@pytest.mark.parametrize("name", ["datapackage.json", "datapackage.yaml"])
def test_a_schema_may_be_a_file_of_the_package(tmp_path, name):
    files = {"s.json": json.dumps(FIELDS)}
    ids, _ = found(tmp_path, {"path": "a.csv", "schema": "s.json"}, name=name, **files)
    assert ids == ["type-error"]


def test_a_dialect_may_be_a_file_of_the_package(tmp_path):
    files = {"b.csv": "t\na;b\n1;2\n", "d.yaml": "delimiter: ';'\nheaderRows: [2]\n"}
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    ids, _ = found(tmp_path, {"path": "b.csv", "dialect": "d.yaml", "schema": schema}, **files)
    assert ids == []


@pytest.mark.parametrize("key", ["schema", "dialect"])
@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("https://example.jp/s.json", "path-url"),
        ("../s.json", "path-parent"),
        ("/etc/passwd", "path-absolute"),
        ("none.json", "file-missing"),
    ],
)
def test_a_descriptor_outside_of_the_package_is_refused(tmp_path, key, path, id_):
    resource = {"path": "a.csv", "schema": FIELDS} | {key: path}
    ids, report = found(tmp_path, resource)
    assert id_ in ids
    assert not report.ok


def test_a_broken_schema_of_its_own_file_is_told_in_that_file(tmp_path):
    _, report = found(
        tmp_path, {"path": "a.csv", "schema": "s.json"}, **{"s.json": '{"fields": 1}'}
    )
    assert [(problem.id, problem.place.file) for problem in report.problems] == [
        ("wrong-property", "s.json")
    ]


@pytest.mark.parametrize("data", [[{"a": 1}, {"a": "x"}], [["a"], [1], ["x"]]])
def test_rows_may_stand_in_the_descriptor(tmp_path, data):
    ids, report = found(tmp_path, {"data": data, "schema": FIELDS})
    assert ids == ["type-error"]
    assert report.problems[0].place.row == 3


@pytest.mark.parametrize(("said", "delimiter"), [
    ({"format": "csv"}, ","),
    ({"mediatype": "text/csv; charset=utf-8"}, ","),
    ({"format": "tsv"}, "\t"),
])  # fmt: skip
def test_a_table_may_stand_in_the_descriptor_as_text(tmp_path, said, delimiter):
    fields = [*FIELDS["fields"], {"name": "b", "type": "string"}]
    text = "a,b\n1,津\nx,市\n".replace(",", delimiter)
    ids, report = found(tmp_path, {"data": text, "schema": {"fields": fields}, **said})
    assert ids == ["type-error"]
    place = report.problems[0].place
    assert (place.file, place.line) == ("datapackage.json resources.0.data", 3)
    ids, _ = found(tmp_path, {"data": text + '"', "schema": {"fields": fields}, **said})
    assert "unterminated-quote" in ids


@pytest.mark.parametrize("data", ["a\n1\n", {"a": 1}, [1], [[1], {"a": 1}]])
def test_data_that_is_no_table_is_refused(tmp_path, data):
    assert found(tmp_path, {"data": data, "schema": FIELDS})[0] == ["json-no-table"]


def test_a_document_only_warns_beside_a_table_and_alone(tmp_path):
    document, table = {"path": "b.pdf"}, {"path": "a.csv", "schema": FIELDS}
    ids, _ = found(tmp_path, table, document, **{"b.pdf": "%PDF"})
    assert ids == ["type-error", "no-table"]
    ids, report = found(tmp_path, document)
    assert sorted(ids) == ["no-table", "nothing-checked"]
    assert report.ok


def test_a_document_that_is_not_there_is_told(tmp_path):
    ids, _ = found(tmp_path, {"path": "a.csv", "schema": FIELDS}, {"path": "none.pdf"})
    assert ids == ["type-error", "file-missing"]


def test_of_a_table_without_a_schema_the_structure_alone_is_judged(tmp_path):
    ids, report = found(tmp_path, {"path": "a.csv"})
    assert ids == ["no-schema"]
    assert report.ok
    ids, report = found(tmp_path, {"path": "a.csv"}, **{"a.csv": "a,b\n1\n"})
    assert ids == ["no-schema", "missing-cell"]
    assert not report.ok


def test_a_file_and_values_of_one_resource_are_told(tmp_path):
    ids, _ = found(tmp_path, {"path": "a.csv", "data": [["a"]], "schema": FIELDS})
    assert "several-files" in ids


PARTS = ["a.csv", "b.csv", "c.csv"]


def places(report):
    return [
        (example.place.file, example.place.line, example.cell)
        for problem in report.problems
        for example in problem.examples
    ]


@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("head", ["a\n", '"a"\n', "\ufeffa\n", "a\r\n", ""])
def test_several_files_are_one_table_and_each_cell_has_its_file_and_line(tmp_path, head, end):
    files = {"b.csv": f"{head}3\ny{end}", "c.csv": f"{head}z\n5{end}"}
    ids, report = found(tmp_path, {"path": PARTS, "schema": FIELDS}, **files)
    assert ids[0] == "type-error"
    own = 1 if head else 0
    assert places(report)[:3] == [
        ("a.csv", 3, "x"), ("b.csv", 2 + own, "y"), ("c.csv", 1 + own, "z"),
    ]  # fmt: skip
    assert report.counts.rows == 6


def test_a_file_of_the_several_that_is_none_of_them_is_told_and_the_others_judged(tmp_path):
    schema = {"fields": [{"name": name} for name in "ab"]}
    files = {"a.csv": "a,b\n1,2\n", "b.csv": "b,a\n3,4\n", "c.csv": "a,b\n5,6\n"}
    ids, report = found(tmp_path, {"path": PARTS, "schema": schema}, **files)
    assert (ids, report.counts.rows) == (["several-files"], 2)
    assert report.problems[0].place.file == "b.csv"


@pytest.mark.parametrize(
    ("second", "content", "id_"),
    [
        ("../b.csv", "", "path-parent"),
        ("https://example.jp/b.csv", "", "path-url"),
        ("none.csv", "", "file-missing"),
        ("b.xlsx", "", "several-files"),
        ("b.csv", "<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> new\n", "conflict-markers"),
        ("b.csv", "version https://git-lfs.github.com/spec/v1\n", "file-disguised"),
        ("b.csv", '"a\nb"\n1\n', "several-files"),
    ],
)
def test_one_file_of_several_that_cannot_be_read_is_told(tmp_path, second, content, id_):
    files = {} if "/" in second or second == "none.csv" else {second: content}
    ids, report = found(tmp_path, {"path": ["a.csv", second], "schema": FIELDS}, **files)
    assert ids == [id_]
    assert not report.ok


def test_more_files_than_anybody_has_are_refused(tmp_path):
    ids, _ = found(tmp_path, {"path": ["a.csv"] * 10_001, "schema": FIELDS})
    assert ids == ["several-files"]
    names = [f"{number}.csv" for number in range(10_000)]
    _, report = found(tmp_path, {"path": names, "schema": FIELDS}, **dict.fromkeys(names, "a\n1\n"))
    assert report.counts.rows == 10_000


def test_a_file_that_is_named_twice_is_told_and_read_once(tmp_path):
    """One of 100 MB, named ten thousand times, would fill the disk."""
    (tmp_path / "a.csv").write_text("a\n1\n")
    (tmp_path / "b.csv").hardlink_to(tmp_path / "a.csv")
    names = ["a.csv", "b.csv", "a.csv", "./a.csv", "c.csv"]
    ids, report = found(
        tmp_path, {"path": names, "schema": FIELDS}, **{"a.csv": "a\n1\n", "c.csv": "a\n2\n"}
    )
    assert ids == ["several-files", "several-files"]
    told = [(problem.hint, problem.values["files"]) for problem in report.problems]
    assert told == [("again", ("a.csv", "b.csv")), ("again", ("a.csv",))]
    assert report.counts.rows == 2


@pytest.mark.parametrize(
    ("dialect", "first", "second", "wanted"),
    [
        ({"header": False}, "1\n2\n", "3\nx\n", (["type-error"], 4)),
        ({"headerCase": False}, "a\n1\n", "A\n2\n", ([], 2)),
        ({}, "a\n1\n", "A\n2\n", (["type-error"], 3)),
        ({"quoteChar": "'"}, "'a'\n1\n", "a\n'2'\n", ([], 2)),
        ({"delimiter": ";"}, "a\n1\n", "a\n2\n", ([], 2)),
    ],
)
def test_the_dialect_says_what_is_a_head_of_several_files(tmp_path, dialect, first, second, wanted):
    resource = {"path": PARTS[:2], "schema": FIELDS, "dialect": dialect}
    told, report = found(tmp_path, resource, **{"a.csv": first, "b.csv": second})
    assert (told, report.counts.rows) == wanted


def test_several_documents_are_no_table(tmp_path):
    files = {"a.pdf": "%PDF-1.4", "b.pdf": "%PDF-1.4"}
    ids, report = found(tmp_path, {"path": [*files]}, **files)
    assert ids == ["nothing-checked", "no-table"]
    assert report.ok


def test_an_unreadable_byte_of_several_files_has_its_own_file_line_and_offset(tmp_path):
    files = {"a.csv": b"a\n1\n2\n", "b.csv": b"a\n3\n\xff\n"}
    _, report = found(tmp_path, {"path": PARTS[:2], "encoding": "utf-8", "schema": FIELDS}, **files)
    problem = next(p for p in report.problems if p.id == "encoding-invalid")
    assert (problem.place.file, problem.place.line) == ("b.csv", 3)
    assert problem.values["offset"] == "4"


@pytest.mark.parametrize(("stated", "ids"), [(6, []), (8, ["byte-count"])])
def test_what_is_declared_of_several_files_is_that_of_their_one_table(tmp_path, stated, ids):
    """As the reference counts: without the repeated header."""
    files = {"a.csv": "a\n1\n", "b.csv": "a\n2\n"}
    resource = {"path": PARTS[:2], "schema": FIELDS, "bytes": stated, "rows": 2}
    assert found(tmp_path, resource, **files)[0] == ids


def test_a_repeated_key_in_several_files_names_the_other_file(tmp_path):
    files = {"a.csv": "a\n1\n2\n", "b.csv": "a\n2\n", "c.csv": "a\n2\n"}
    schema = {**FIELDS, "primaryKey": "a"}
    _, report = found(tmp_path, {"path": PARTS, "schema": schema}, **files)
    (problem,) = report.problems
    assert (problem.place.file, problem.place.line) == ("b.csv", 2)
    assert problem.values["first_row"] == "a.csv:3"


def test_a_descriptor_of_version_1_is_read(tmp_path):
    old = {"profile": "tabular-data-resource", "path": ["a.csv"], "schema": FIELDS,
           "dialect": {"csvddfVersion": 1.2, "delimiter": ",", "doubleQuote": True,
                       "lineTerminator": "\r\n", "caseSensitiveHeader": False},
           "sources": [{"name": "x", "web": "y"}], "licenses": [{"name": "cc"}]}  # fmt: skip
    ids, report = found(tmp_path, old, **{"a.csv": "A\n1\nx\n"})
    assert ids == ["type-error"]
    assert report.counts.rows == 2


def counted(monkeypatch, module, name):
    """Count how often a function of a module is called."""
    calls, real = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: (calls.append(args), real(*args))[1])
    return calls


def test_one_file_of_many_resources_is_read_and_judged_once(tmp_path, monkeypatch):
    """10,000 resources of one small file took minutes."""
    reads = counted(monkeypatch, loading, "looked_at")
    loads = counted(monkeypatch, Loader, "load")
    schemas = counted(monkeypatch, datasets, "read_descriptor")
    resources = [{"path": "a.csv", "schema": "s.json", "title": f"{n}"} for n in range(50)]
    ids, report = found(tmp_path, *resources, **{"s.json": json.dumps(FIELDS)})
    assert ids == ["type-error"] * 50
    assert (report.counts.resources, report.counts.rows) == (50, 100)
    assert (len(reads), len(loads), len(schemas)) == (1, 0, 1)


def test_resources_that_differ_in_more_than_names_are_each_judged(tmp_path):
    schema = {"fields": [{"name": "a", "type": "string"}]}
    alike = {"path": "a.csv", "schema": FIELDS}
    ids, _ = found(tmp_path, alike, {**alike, "schema": schema}, {**alike, "bytes": 1}, alike)
    assert ids == ["type-error", "byte-count", "type-error", "type-error"]


def test_what_is_missing_is_told_at_each_resource_that_names_it(tmp_path):
    _, report = found(tmp_path, *[{"path": "b.csv", "schema": FIELDS}] * 2)
    assert [problem.place.key for problem in report.problems] == [
        "resources.0.path",
        "resources.1.path",
    ]


def test_a_broken_schema_that_many_name_is_told_once(tmp_path):
    resources = [{"path": "a.csv", "schema": "s.json"}] * 3
    ids, _ = found(tmp_path, *resources, **{"s.json": "{"})
    assert ids == ["json-syntax"]


def test_a_resource_looks_only_at_its_own_part_of_the_descriptor():
    tree = {"resources": [{"name": "a", "schema": {"fields": []}}] * 3}
    lines = {("resources",): 1} | {("resources", at, "name"): at for at in range(3)}
    parts = datasets.parts_of_resources(Document("p.json", tree, lines, {("name",): "x"}))
    assert [part.lines for part in parts] == [{("resources", at, "name"): at} for at in range(3)]
