"""`hiraku update`: the next file by the recipe of the first, and what it refuses."""

import pytest
from officials import CARDS, cards, plain, run
from openpyxl import load_workbook

NAME = "cards"
SEPTEMBER = (
    ("北勢", "四日市市", "令和4年9月30日", 154500, 156000, "47.8%", "△1"),
    (None, "桑名市", "令和4年9月30日", "７０，０００", "71,000", "45.1%", 3),
    ("中勢", "津　　市", "R4.9.30", 135000, 137000, "47.0%", "－"),
    ("南勢", "鳥羽市", "令和4年9月30日", 9000, 9500, "44.2%", 12),
)


@pytest.fixture
def dataset(catalog, tmp_path):
    assert run("new", cards(tmp_path / "august.xlsx"), "--yes", "--id", NAME).code == 0
    return catalog / "datasets" / NAME


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_file_again_changes_nothing_but_the_date(dataset, tmp_path):
    before = (dataset / "cards.csv").read_bytes()
    done = run("update", NAME, tmp_path / "august.xlsx")
    assert (done.code, (dataset / "cards.csv").read_bytes()) == (0, before)
    assert "行の数: 4 → 4" in done.said
    assert "値の変わったセル" not in done.said


def test_the_next_month_is_told_in_words_and_checked(dataset, tmp_path):
    package = dataset / "datapackage.yaml"
    package.write_text(package.read_text("utf-8") + "# 手で書いた行\n", "utf-8")
    path = cards(tmp_path / "september.xlsx", SEPTEMBER, title="交付状況（令和4年9月末現在）")
    done = run("update", NAME, path)
    assert done.code == 0, done.said
    assert "増えた行: 1（鳥羽市）" in done.said
    assert "なくなった行: 1（伊勢市）" in done.said
    assert "人口_男 D5: 「154000」→「154500」" in done.said
    assert "問題はありません" in done.said
    assert "四日市市,2022-09-30,154500" in (dataset / "cards.csv").read_text("utf-8")
    text = package.read_text("utf-8")
    assert "start: '2022-09-30'" in text
    assert text.endswith("# 手で書いた行\n")
    assert (dataset / "original" / "original.xlsx").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("former", "other", "keys"),
    [
        ("temporal:\n  start: '2022-08-31'\n  end: '2022-08-31'\n",
         "temporal: {start: '2022-08-31', end: '2022-08-31'}\n", "temporal"),
        ("modified:", "created_by: someone\n#", "modified"),
    ],
)  # fmt: skip
def test_dates_in_another_form_are_left_and_told(former, other, keys, dataset, tmp_path):
    """A period that went on telling of the month before was silent."""
    package = dataset / "datapackage.yaml"
    text = package.read_text("utf-8")
    assert former in text
    package.write_text(text.replace(former, other), "utf-8")
    path = cards(tmp_path / "september.xlsx", SEPTEMBER, title="交付状況（令和4年9月末現在）")
    done = run("update", NAME, path, "--dry-run")
    assert f"書き直していません: {keys}。" in done.said
    done = run("update", NAME, tmp_path / "august.xlsx")
    assert other in package.read_text("utf-8")


def changed(value, place, path):
    book = load_workbook(cards(path))
    book.active[place].value = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("place", "value", "cell"),
    [
        ("G3", "増減数", "G4「増減数」←「増減」"), ("D5", "約5", "D5「約5」"),
        ("C5", "8月ごろ", "C5「8月ごろ」"), ("G8", "…", "G8「…」"), ("D6", 1.5, "D6「1.5」"),
        ("B6", "四日市市", "B6"), ("D5", "=1+1", "D5"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_cell(place, value, cell, dataset, tmp_path):
    before = contents(dataset)
    done = run("update", NAME, changed(value, place, tmp_path / "next.xlsx"))
    assert (done.code, cell in done.said) == (2, True), done.said
    assert contents(dataset) == before


@pytest.mark.usefixtures("dataset")
def test_a_column_that_came_or_went_is_refused(tmp_path):
    book = load_workbook(cards(tmp_path / "next.xlsx"))
    book.active["H4"], book.active["H5"] = "備考", "新"
    book.save(tmp_path / "next.xlsx")
    done = run("update", NAME, tmp_path / "next.xlsx")
    assert done.code == 2
    assert "H4「備考」←「」" in done.said


def test_a_dry_run_writes_nothing(dataset, tmp_path):
    before = contents(dataset)
    path = cards(tmp_path / "next.xlsx", SEPTEMBER)
    assert run("update", NAME, path, "--dry-run").code == 0
    assert contents(dataset) == before


def test_heads_and_sheets_may_carry_the_month(catalog, tmp_path):
    first = [["市町名", "令和4年8月末人口"], ["津市", 5], ["伊勢市", 7]]
    later = [["市町名", "令和4年9月末人口"], ["津市", 6], ["伊勢市", 7]]
    run("new", plain(tmp_path / "a.xlsx", first), "--yes", "--id", "months")
    done = run("update", "months", plain(tmp_path / "b.xlsx", later))
    assert done.code == 0, done.said
    assert (catalog / "datasets/months/months.csv").read_text("utf-8").splitlines()[1] == "津市,6"


def test_a_dataset_without_a_recipe_is_told_so(catalog, tmp_path):
    done = run("update", "facilities", cards(tmp_path / "a.xlsx", CARDS))
    assert (done.code, "recipe.yaml" in done.said) == (2, True)
    assert run("update", "../x", tmp_path / "a.xlsx").code == 2
    assert catalog.is_dir()


@pytest.fixture
def book(catalog, tmp_path):
    """A dataset whose data is the workbook itself."""
    path = cards(tmp_path / "august.xlsx")
    done = run("new", path, "--yes", "--id", NAME, "--workbook")
    assert (done.code, "問題はありません" in done.said) == (0, True), done.said
    return catalog / "datasets" / NAME


def test_a_workbook_can_be_the_data_itself(book, tmp_path):
    assert sorted(path.name for path in book.iterdir()) == [
        "cards.xlsx", "datapackage.yaml", "recipe.yaml",
    ]  # fmt: skip
    assert (book / "cards.xlsx").read_bytes() == (tmp_path / "august.xlsx").read_bytes()
    assert "version" not in (book / "datapackage.yaml").read_text("utf-8")


def test_the_next_workbook_is_one_copied_file(book):
    cards(book / "cards.xlsx", SEPTEMBER, title="交付状況（令和4年9月末現在）")
    done = run("check", "datasets/cards")
    assert (done.code, "問題はありません" in done.said) == (0, True), done.said
    done = run("update", NAME)
    assert (done.code, "行の数: 4 → 4" in done.said) == (0, True), done.said
    assert "start: '2022-09-30'" in (book / "datapackage.yaml").read_text("utf-8")


def test_the_next_workbook_by_the_command_tells_what_differs(book, tmp_path):
    path = cards(tmp_path / "september.xlsx", SEPTEMBER, title="交付状況（令和4年9月末現在）")
    done = run("update", NAME, path)
    assert (done.code, "増えた行: 1（鳥羽市）" in done.said) == (0, True), done.said
    assert (book / "cards.xlsx").read_bytes() == path.read_bytes()
    assert "file: september.xlsx" in (book / "recipe.yaml").read_text("utf-8")


@pytest.mark.usefixtures("book")
def test_a_workbook_with_hidden_parts_is_no_data(catalog, tmp_path):
    workbook = load_workbook(cards(tmp_path / "next.xlsx"))
    workbook.active.row_dimensions[9].hidden = True
    workbook.save(tmp_path / "next.xlsx")
    before = contents(catalog)
    for command in (
        ("update", NAME, tmp_path / "next.xlsx"),
        ("new", tmp_path / "next.xlsx", "--yes", "--id", "other", "--workbook"),
    ):
        done = run(*command)
        assert (done.code, "ドキュメント検査" in done.said) == (2, True), done.said
    done = run("new", plain(tmp_path / "a.xlsx", [["a", "b"], ["x", 1]]), "--yes", "--id", "csv")
    assert run("update", "csv").code == 2
    assert {
        path: content for path, content in contents(catalog).items() if path in before
    } == before


def test_the_version_rises_as_the_rows_change(dataset, tmp_path):
    path = cards(tmp_path / "september.xlsx", SEPTEMBER, title="交付状況（令和4年9月末現在）")
    run("update", NAME, path)
    assert "version: 1.1.0" in (dataset / "datapackage.yaml").read_text("utf-8")
    run("update", NAME, changed(154501, "D5", tmp_path / "corrected.xlsx"))
    run("update", NAME, changed(154502, "D5", tmp_path / "corrected.xlsx"))
    assert "version: 1.2.1" in (dataset / "datapackage.yaml").read_text("utf-8")
