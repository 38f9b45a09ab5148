"""What strangers stumbled over when they took in files of their own towns."""

import pytest
import yaml
from officials import plain, run

pytestmark = pytest.mark.usefixtures("catalog")

SHELTERS = """\
避難所一覧,,,
,,,令和6年4月1日現在
番号,施設名,収容人数（人）,指定年月日
１,城北小学校,"1,200",平成24年4月1日
２,白鷺小学校,850,令和元年10月1日
合計,,"2,050",
（資料）危機管理室（防災）
"""
PLOTS = """\
Site,Rent (£ per year),Waiting list
Rothay Café,35.50,12
Low Fold,"1,028.00",n/a
"""


@pytest.fixture
def shelters(tmp_path, catalog):
    path = tmp_path / "避難所一覧.csv"
    path.write_bytes(SHELTERS.encode("cp932"))
    done = run("new", path, "--yes", "--id", "himeji", "--answer", "names=指定年月日=designated_on")
    assert done.code == 0, done.said
    return catalog / "datasets/himeji"


def test_the_date_above_a_table_goes_before_days_that_tell_no_rows_apart(shelters):
    """The shelters of 2024 were said to be data of 2019, and late."""
    described = yaml.safe_load((shelters / "datapackage.yaml").read_text("utf-8"))
    assert described["temporal"] == {"start": "2024-04-01", "end": "2024-04-01"}


def test_a_source_is_named_without_the_brackets_of_its_word(shelters):
    described = yaml.safe_load((shelters / "datapackage.yaml").read_text("utf-8"))
    assert described["sources"] == [{"title": "危機管理室（防災）"}]
    assert "notes" not in described


def test_a_row_of_a_numbered_list_is_what_the_list_is_of(shelters):
    described = yaml.safe_load((shelters / "datapackage.yaml").read_text("utf-8"))
    assert described["row"] == "1行は「一つの避難所」です。"


def test_numbers_that_identify_are_written_in_ascii(shelters):
    lines = (shelters / "himeji.csv").read_text("utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["1", "2"]


def test_of_two_units_above_a_table_the_words_take_one_and_leave_the_other(catalog, tmp_path):
    head = ["年", "地区", "世帯数", "男", "女"]
    rows = [["2023年", "本庁", 5, 6, 7], ["2023年", "家島", 8, 9, 10]]
    path = plain(tmp_path / "a.xlsx", [["世帯と人"], ["単位：人、世帯"], head, *rows])
    assert run("new", path, "--yes", "--id", "people").code == 0
    schema = yaml.safe_load((catalog / "schemas/people.yaml").read_text("utf-8"))
    units = {field["title"]: field.get("unit") for field in schema["fields"]}
    assert (units["世帯数"], units["男"], units["女"]) == ("世帯", "人", "人")


@pytest.fixture
def plots(tmp_path):
    path = tmp_path / "plots.csv"
    path.write_bytes(PLOTS.encode("cp1252"))
    return path


def test_a_csv_of_an_english_town_keeps_its_letters(plots, catalog):
    """£ became ｣ in what was published, and n/a was told to be two values."""
    assert run("check", plots, language="en").code == 0
    units = "units=waitinglist=people"
    refused = run("new", plots, "--yes", "--id", "plots", "--answer", units, language="en")
    assert "Columns: Waiting list." in refused.said
    units = "units=Waitinglist=people"
    done = run("new", plots, "--yes", "--id", "plots", "--answer", units, language="en")
    assert done.code == 0, done.said
    schema = yaml.safe_load((catalog / "schemas/plots.yaml").read_text("utf-8"))
    assert [field["title"] for field in schema["fields"]][1:] == [
        "Rent", "Waiting list",
    ]  # fmt: skip
    assert schema["fields"][2]["name"] == "waiting_list"
    assert [field.get("unit") for field in schema["fields"]][1:] == ["£ per year", "people"]
    assert "Café" in (catalog / "datasets/plots/plots.csv").read_text("utf-8")


def test_what_cannot_be_chosen_is_told_as_it_was_typed(plots):
    done = run("new", plots, "--yes", "--id", "a", "--answer", "key=Site=1", language="en")
    assert "“Site=1” cannot be chosen" in done.said
