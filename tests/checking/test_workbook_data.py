"""A workbook as a catalog's data: read as strictly as a CSV, its cells named as in Excel."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from repositories import git

from hiraku.changes.states import state
from hiraku.checking.check import check
from hiraku.checking.kept.fingerprints import of_dataset
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.files import history
from hiraku.reading.tables import Tables
from hiraku.starting.yaml_text import written

CATALOG = {
    "name": "town",
    "title": "津市のデータ",
    "publisher": {"name": "津市"},
    "licenses": [{"name": "CC-BY-4.0", "title": "表示 4.0"}],
}
SCHEMA = {
    "name": "cards",
    "title": "交付状況",
    "fields": [
        {"name": "municipality", "title": "市町名", "type": "string"},
        {"name": "rate", "title": "交付率", "type": "number", "unit": "%"},
    ],
    "primaryKey": ["municipality"],
}
RECIPE = {
    "recipe": 1,
    "file": "august.xlsx",
    "sheet": "8月",
    "hidden": False,
    "columns": [
        {"title": "市町名", "name": "municipality", "type": "string"},
        {"title": "交付率", "name": "rate", "type": "number"},
    ],
}
ROWS = (("津市", "46.8%"), ("伊勢市", "４５．１%"))


class Shelf:
    """A catalog with one dataset whose data is a workbook."""

    def __init__(self, root):
        self.root, self.folder = root, root / "datasets" / "cards"
        self.folder.mkdir(parents=True)
        (root / "schemas").mkdir()
        (root / "datasets" / "catalog.yaml").write_text(written(CATALOG), "utf-8")
        (root / "schemas" / "cards.yaml").write_text(written(SCHEMA), "utf-8")
        self.describe(recipe="recipe.yaml")
        self.recipe()

    def describe(self, path="cards.xlsx", **more):
        resource = {"name": "cards", "path": path, "schema": "cards", **more}
        tree = {"name": "cards", "title": "交付状況", "row": "市町", "resources": [resource]}
        tree |= {"sources": [{"title": "総務省"}]}
        tree |= {"contact": {"name": "津市"}}
        (self.folder / "datapackage.yaml").write_text(written(tree), "utf-8")

    def recipe(self, **more):
        (self.folder / "recipe.yaml").write_text(written(RECIPE | more), "utf-8")

    def report(self):
        reading = read_catalog(self.root)
        with Tables(self.root) as tables:
            return check(reading, tables)

    def findings(self):
        return [
            (problem.id, problem.place.sheet, problem.place.cells or problem.place.row)
            for problem in self.report().problems
        ]

    def table(self):
        (dataset,) = read_catalog(self.root).catalog.datasets
        with Tables(self.root) as tables:
            table = tables.table(dataset, dataset.resources[0])
            columns = ", ".join(table.columns)
            rows = tables.connection.execute(f"SELECT row, {columns} FROM {table.sql}").fetchall()
            return table.labels, rows

    def fingerprint(self):
        (dataset,) = (catalog := read_catalog(self.root).catalog).datasets
        with Tables(self.root) as tables:
            return of_dataset(dataset, catalog, tables)


def printed(path, rows=ROWS, *, sheet="8月", head=("市町名", "交付率（%）"), change=None):
    """Write a workbook for printing: its table begins at B4, with a title, a total and a note."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page["B1"] = "交付状況（令和4年8月末現在）"
    for number, row in enumerate((head, *rows, ("合計", "46.0%")), 4):
        page[f"B{number}"], page[f"C{number}"] = row
    page[f"B{6 + len(rows)}"] = "※ 速報値です。"
    if change:
        change(book)
    book.save(path)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def test_the_table_is_found_by_the_recipe_with_its_rows_of_the_sheet(shelf):
    printed(shelf.folder / "cards.xlsx")
    assert shelf.table() == (("municipality", "rate"), [(5, "津市", "46.8"), (6, "伊勢市", "45.1")])
    assert shelf.findings() == []


def test_a_plain_sheet_needs_no_recipe_and_the_dialect_names_it(shelf):
    def add(book):
        page = book.create_sheet("一覧")
        for row in (("municipality", "rate"), ("津市", 46.8)):
            page.append(row)

    printed(shelf.folder / "cards.xlsx", change=add)
    shelf.describe(dialect={"sheetName": "一覧"})
    assert shelf.findings() == []
    assert shelf.table()[1] == [(2, "津市", "46.8")]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (("鳥羽市", "約47%"), ("type-error", "8月", "C7")),
        (("津市", "47.0%"), ("primary-key", "8月", "B7")),
        (("鳥羽市", "#REF!"), ("cell-error", "8月", "C7")),
        (("鳥羽市", "=1/C5"), ("formula-uncalculated", "8月", "C7")),
    ],
)
def test_each_fault_is_told_at_its_cell(row, finding, shelf):
    printed(shelf.folder / "cards.xlsx", (*ROWS, row))
    assert finding in shelf.findings()


def test_the_next_month_is_a_file_put_in_its_place(shelf):
    """Another name of the sheet, another date in a head, other rows: nothing else is changed."""
    printed(shelf.folder / "cards.xlsx")
    before = shelf.fingerprint()
    printed(shelf.folder / "cards.xlsx", (("津市", "48%"),), sheet="9月")
    assert shelf.findings() == []
    assert shelf.table()[1] == [(5, "津市", "48")]
    assert shelf.fingerprint() != before


def test_a_recipe_that_changes_is_another_verdict(shelf):
    printed(shelf.folder / "cards.xlsx")
    before = shelf.fingerprint()
    shelf.recipe(symbols=["－"])
    assert shelf.fingerprint() != before


def test_heads_that_moved_are_refused_at_their_cell(shelf):
    printed(shelf.folder / "cards.xlsx", head=("市町名", "交付数"))
    assert shelf.findings() == [("layout-moved", "8月", "C4")]


def hide_sheet(book):
    book.create_sheet("控え")["A1"] = "作業用"
    book["控え"].sheet_state = "hidden"


def hide_row(book):
    book.active.row_dimensions[5].hidden = True


def hide_column(book):
    book.active["F9"] = "控え"
    book.active.column_dimensions["F"].hidden = True


def comment(book):
    book.active["C5"].comment = Comment("確認中", "x")


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (hide_sheet, ("hidden-parts", "控え", "A1")),
        (hide_row, ("hidden-parts", "8月", "A5:C5")),
        (hide_column, ("hidden-parts", "8月", "F1:F9")),
        (comment, ("floating-objects", "8月", "C5")),
    ],
)
def test_what_the_workbook_hides_is_never_published_without_a_word(change, finding, shelf):
    printed(shelf.folder / "cards.xlsx", change=change)
    assert finding in shelf.findings()


def test_persons_on_another_sheet_are_found(shelf):
    def add(book):
        page = book.create_sheet("名簿")
        for row in (("氏名", "生年月日", "住所"), ("山田太郎", "1990-01-01", "津市1-1")):
            page.append(row)

    printed(shelf.folder / "cards.xlsx", change=add)
    assert ("personal-columns", "名簿", "A1:C1") in shelf.findings()


@pytest.mark.parametrize(
    ("name", "finding"),
    [("cards.xls", "file-unsupported"), ("cards.xlsm", "file-unsupported")],
)
def test_workbooks_that_nobody_can_look_through_are_refused(name, finding, shelf):
    printed(shelf.folder / "cards.xlsx")
    (shelf.folder / "cards.xlsx").rename(shelf.folder / name)
    shelf.describe(path=name)
    assert [id_ for id_, *_ in shelf.findings()] == [finding]


@pytest.mark.parametrize(
    ("content", "finding"), [(b"a,b\n1,2\n", "workbook-unreadable"), (b"PK", "workbook-unreadable")]
)
def test_what_is_no_workbook_is_refused(content, finding, shelf):
    (shelf.folder / "cards.xlsx").write_bytes(content)
    assert [id_ for id_, *_ in shelf.findings()] == [finding]


def test_a_recipe_of_another_shape_is_told_and_one_for_a_csv_too(shelf):
    printed(shelf.folder / "cards.xlsx")
    shelf.recipe(columns=[])
    assert "wrong-property" in [id_ for id_, *_ in shelf.findings()]
    shelf.recipe()
    shelf.describe(path="cards.csv", recipe="recipe.yaml")
    (shelf.folder / "cards.csv").write_text("municipality,rate\n津市,1\n", "utf-8")
    assert "dialect-unsupported" in [id_ for id_, *_ in shelf.findings()]


def test_a_setting_that_a_workbook_has_not_is_told(shelf):
    printed(shelf.folder / "cards.xlsx")
    shelf.describe(recipe="recipe.yaml", dialect={"delimiter": ";"})
    assert "dialect-unsupported" in [id_ for id_, *_ in shelf.findings()]


def test_a_hidden_row_is_in_no_table(shelf):
    """The recipe says so; that it is hidden is an error all the same."""
    printed(shelf.folder / "cards.xlsx")
    book = load_workbook(shelf.folder / "cards.xlsx")
    hide_row(book)
    book.save(shelf.folder / "cards.xlsx")
    assert shelf.table()[1] == [(6, "伊勢市", "45.1")]


def commit(root, day="2022-01-01"):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x", day=day)
    return history.commit(root)


def test_the_workbooks_of_former_commits_are_read_by_their_own_recipes(shelf):
    """A head had another name then; a recipe that is none fits no table: that is not compared."""
    git(shelf.root, "init", "--quiet")
    printed(shelf.folder / "cards.xlsx", head=("市町", "交付率（%）"))
    shelf.recipe(columns=[{**RECIPE["columns"][0], "title": "市町"}, RECIPE["columns"][1]])
    first = commit(shelf.root)
    shelf.recipe(columns=[])
    broken = commit(shelf.root, "2022-02-01")
    shelf.recipe()
    printed(shelf.folder / "cards.xlsx", (("津市", "48%"),), sheet="9月")
    last = commit(shelf.root, "2022-03-01")
    (dataset,) = read_catalog(shelf.root).catalog.datasets
    with Tables(shelf.root) as tables, history.PastFiles(shelf.root) as past:
        records = [
            state(dataset, at, past, tables).tables[0].records for at in (first, broken, last)
        ]
    assert records == [(("津市", "46.8"), ("伊勢市", "45.1")), None, (("津市", "48"),)]


def test_numbers_beside_the_table_are_told_though_a_column_has_some(shelf):
    def note(book):
        book.active["B12"] = "個人番号 1234 5678 9018"

    rows = (("津市 1234 5678 9018", "46.8%"), ROWS[1])
    printed(shelf.folder / "cards.xlsx", rows)
    assert shelf.findings() == [("personal-number", "8月", "B5")]
    printed(shelf.folder / "cards.xlsx", rows, change=note)
    assert ("personal-number", "8月", "B5:B12") in shelf.findings()


def test_each_head_that_is_gone_is_told_at_its_own_cell(shelf):
    gone = [{"title": title, "name": title, "type": "string"} for title in ("x", "y")]
    shelf.recipe(columns=[*RECIPE["columns"], *gone])
    printed(shelf.folder / "cards.xlsx")
    (problem,) = shelf.report().problems
    assert problem.values["differences"] == ("D4「」←「x」", "E4「」←「y」")
