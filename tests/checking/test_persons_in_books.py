"""What a workbook hides goes wherever it goes: persons in it are found, and never shown."""

import shutil
import zipfile

import pytest
import xlsxwriter
from catalogs import CASES, run
from stdnum.jp import in_

from hiraku.checking.persons import books, official_files
from hiraku.checking.persons.books import personal_problems
from hiraku.confined.calls import Died
from hiraku.problems import Severity

NUMBERS = [
    f"{digits}{in_.calc_check_digit(digits)}"
    for digits in map(str, range(12345678901, 12345678921))
]
PERSON = ["氏名", "住所", "生年月日"]


def book(path, hiding="", cells=NUMBERS, head="番号"):
    """Write a table of two columns, and the numbers where they are not to be seen."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("公開")
        sheet.write_row(0, 0, ["市町", "人数"])
        for at in range(20):
            sheet.write_row(at + 1, 0, [f"町{at}", at])
        if hiding == "comments":
            for at, cell in enumerate(cells):
                sheet.write_comment(at + 1, 0, f"本人 {cell}")
            return path
        state = hiding if "hide" in hiding or "hidden" in hiding else ""
        other = workbook.add_worksheet("控え") if state else sheet
        if state:
            getattr(other, state)()
        other.write_column(0, 4, [head, *cells])
        if hiding == "column":
            sheet.set_column(4, 4, None, None, {"hidden": True})
        if hiding == "rows":
            for at in range(len(cells)):
                sheet.set_row(at + 1, None, None, {"hidden": True})
    return path


@pytest.mark.parametrize("reason", ["memory", "time", "output", "crash"])
@pytest.mark.parametrize("arguments", [[], ["--schema", "s.json"]])
def test_a_book_that_kills_its_reader_is_told_once(
    tmp_path, monkeypatch, capsys, reason, arguments
):
    """Without a schema it ended in a KeyError, with one the search for persons was silent."""

    def dying(*_):
        raise Died(reason)

    book(tmp_path / "b.xlsx", "hide")
    fields = '{"fieldsMatch": "subset", "fields": [{"name": "市町"}, {"name": "人数"}]}'
    (tmp_path / "s.json").write_text(fields)
    for module in (books, official_files):
        monkeypatch.setattr(module, "call", dying)
    for language in ("ja", "en"):
        words = ["--lang", language, "check", "b.xlsx", *arguments]
        code, out, _ = run(words, tmp_path, monkeypatch, capsys)
        finding = "not-a-table-file" if reason == "crash" else "file-too-costly"
        assert out.count(f"[{finding}]") == 1
        assert "{" not in out
        assert code == (0 if arguments else 1)


HIDDEN = ["hide", "very_hidden", "column", "rows", "comments"]


@pytest.mark.parametrize("hiding", HIDDEN)
def test_numbers_in_what_is_hidden_are_an_error(tmp_path, hiding):
    (problem,) = personal_problems(book(tmp_path / "b.xlsx", hiding))
    assert (problem.id, problem.hint, problem.total) == ("personal-number", "hidden", 20)
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize("hiding", HIDDEN)
@pytest.mark.parametrize("schema", [False, True])
def test_no_number_is_told(tmp_path, hiding, schema, monkeypatch, capsys):
    book(tmp_path / "b.xlsx", hiding)
    (tmp_path / "s.json").write_text(
        '{"fieldsMatch": "subset", "fields": [{"name": "市町"}, {"name": "人数"}]}'
    )
    arguments = ["--schema", "s.json"] if schema else []
    code, out, err = run(["check", "b.xlsx", *arguments], tmp_path, monkeypatch, capsys)
    assert "[personal-number]" in out
    assert schema or code == 1
    assert not [number for number in NUMBERS if number in out + err]


def test_numbers_that_stand_as_numbers_are_found_whatever_is_seen_of_them(tmp_path):
    (problem,) = personal_problems(book(tmp_path / "b.xlsx", cells=[int(n) for n in NUMBERS]))
    assert (problem.hint, problem.severity) == (None, Severity.ERROR)


def test_few_numbers_warn_unless_they_are_announced(tmp_path):
    for head, severity in (("備考", Severity.WARNING), ("マイナンバー", Severity.ERROR)):
        (problem,) = personal_problems(book(tmp_path / "b.xlsx", cells=NUMBERS[:3], head=head))
        assert problem.severity is severity


@pytest.mark.parametrize(("count", "severity"), [(2, Severity.WARNING), (3, Severity.ERROR)])
@pytest.mark.parametrize("state", ["hide", "very_hidden"])
def test_columns_of_persons_on_a_hidden_sheet(tmp_path, count, severity, state):
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        workbook.add_worksheet("公開").write_row(0, 0, ["市町", "人数"])
        other = workbook.add_worksheet("名簿")
        getattr(other, state)()
        other.write_row(2, 1, PERSON[:count])
        other.write_row(3, 1, ["津太郎", "津市", "1970-01-01"][:count])
    (problem,) = personal_problems(tmp_path / "b.xlsx")
    assert (problem.id, problem.hint, problem.severity) == ("personal-columns", "hidden", severity)
    assert problem.values["columns"] == tuple(PERSON[:count])


@pytest.mark.parametrize(
    "cells",
    [
        [f"{n:013}" for n in range(1000000000000, 1000000000020)],
        [f"{n:012}" for n in range(100000000000, 100000000020)],
        ["242012"] * 20,
        ["052-961-2111"] * 20,
    ],
)
def test_other_numbers_are_none(tmp_path, cells):
    assert personal_problems(book(tmp_path / "b.xlsx", cells=cells)) == []


def test_facilities_are_no_persons(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        workbook.add_worksheet("x").write_row(0, 0, ["施設名", "住所", "電話番号", "メール"])
    assert personal_problems(tmp_path / "b.xlsx") == []


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{spelled}:1.0"'
    for name, spelled in {
        "office": "office",
        "table": "table",
        "text": "text",
        "draw": "drawing",
    }.items()
)
TEXT = '<table:table-cell office:value-type="string">{}<text:p>{}</text:p></table:table-cell>'
ROW = "<table:table-row{}>{}</table:table-row>"


def spreadsheet(path, hiding):
    """Write an OpenDocument spreadsheet of two columns, with the numbers where none sees them."""
    columns = "<table:table-column/><table:table-column{}/>"
    in_columns, in_rows = "", ""
    notes = [""] * len(NUMBERS)
    beside = NUMBERS
    if hiding in {"collapse", "filter"}:
        in_rows = f' table:visibility="{hiding}"'
    elif hiding == "column":
        in_columns = ' table:visibility="collapse"'
    elif hiding:
        beside = list(map(str, range(len(NUMBERS))))
        mark = {"annotation": "office:annotation", "shape": "draw:frame"}[hiding]
        notes = [f"<{mark}><text:p>{number}</text:p></{mark}>" for number in NUMBERS]
    rows = [ROW.format("", TEXT.format("", "市町") + TEXT.format("", "番号"))]
    rows += [
        ROW.format(in_rows, TEXT.format("", f"町{at}") + TEXT.format(notes[at], beside[at]))
        for at in range(len(NUMBERS))
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{columns.format(in_columns)}{"".join(rows)}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


@pytest.mark.parametrize("hiding", ["collapse", "filter", "column", "annotation", "shape"])
def test_numbers_that_a_spreadsheet_hides_are_found(tmp_path, hiding):
    path = spreadsheet(tmp_path / "b.ods", hiding)
    (problem,) = personal_problems(path, hidden_alone=True)
    assert (problem.id, problem.hint, problem.total) == ("personal-number", "hidden", 20)
    assert problem.severity is Severity.ERROR


def test_what_a_spreadsheet_shows_is_not_told_as_hidden(tmp_path):
    path = spreadsheet(tmp_path / "b.ods", "")
    assert personal_problems(path, hidden_alone=True) == []
    assert [problem.hint for problem in personal_problems(path)] == [None]


def test_of_old_excel_it_is_told_that_comments_were_not_searched(tmp_path):
    shutil.copy(CASES / "foreign-excel-of-old" / "files" / "foreign" / "data.xls", tmp_path)
    (problem,) = personal_problems(tmp_path / "data.xls", hidden_alone=True)
    assert (problem.id, problem.hint) == ("persons-unsearched", "comments")
    assert problem.severity is Severity.WARNING


CACHE = (
    '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<cacheFields>{}</cacheFields></pivotCacheDefinition>"
)


def kept_beside(path, part, content):
    """Write a workbook of one sheet with another part, as stays where a sheet was deleted."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("公開").write_row(0, 0, ["市町", "人数"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, content)
    return path


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", '<r><s v="{}"/></r>'),
        ("xl/externalLinks/externalLink1.xml", "<cell><v>{}</v></cell>"),
        ("xl/charts/chart1.xml", "<pt><v>{}</v></pt>"),
    ],
)
def test_rows_of_a_sheet_that_was_deleted_are_found(tmp_path, part, written):
    content = f"<x>{''.join(map(written.format, NUMBERS))}</x>"
    (problem,) = personal_problems(kept_beside(tmp_path / "b.xlsx", part, content))
    assert (problem.id, problem.hint, problem.total) == ("personal-number", "kept", 20)
    assert not [number for number in NUMBERS if number in repr(problem)]


def test_columns_of_persons_behind_a_pivot_table_are_found(tmp_path):
    fields = "".join(f'<cacheField name="{name}"/>' for name in PERSON)
    path = kept_beside(
        tmp_path / "b.xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", CACHE.format(fields)
    )
    (problem,) = personal_problems(path)
    assert (problem.id, problem.hint) == ("personal-columns", "kept")
    assert problem.values["columns"] == tuple(PERSON)


def test_a_text_box_is_searched(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as workbook:
        sheet = workbook.add_worksheet("x")
        sheet.write_row(0, 0, ["市町", "人数"])
        sheet.insert_textbox(3, 3, "".join(f"本人 {number}\n" for number in NUMBERS[:1]))
    (problem,) = personal_problems(tmp_path / "b.xlsx")
    assert (problem.id, problem.hint) == ("personal-number", "hidden")


def test_a_cache_that_swells_by_entities_is_not_read(tmp_path):
    path = kept_beside(
        tmp_path / "b.xlsx",
        "xl/pivotCache/pivotCacheRecords1.xml",
        '<!DOCTYPE x [<!ENTITY a "1">]><x>&a;</x>',
    )
    (problem,) = personal_problems(path)
    assert (problem.id, problem.hint) == ("persons-unsearched", "unread")
