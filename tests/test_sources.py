"""The first catalog's figures are those of their sources, and agree with one another."""

import csv
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT.parent / "shared" / "data"
PAPER = ROOT.parent / "shared" / "seed" / "mie-digital-committee-2022-10-11.txt"
given = pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not on this machine")

AREAS = {"三重県": "240001", "全国": "000000"}
AREA_COLUMNS = ("as_of", "population", "population_as_of", "cards", "rate", "rank_by_rate")
TOWN_COLUMNS = ("as_of", "code", "name", "population", "population_as_of", "cards", "rate")
LISTS = ("life_events", "business_events", "professions", "submitted_to")
# Names of procedures with a line break inside; the notes of the dataset say that it is gone.
BROKEN = {"16174", "19578", "38790"}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(name, table=None):
    return read(ROOT / "datasets" / name / f"{table or name}.csv")


AREA_ROWS = rows("mynumber-card-issuance")
TOWN_ROWS = rows("mynumber-card-municipalities")
DATES = sorted({row["as_of"] for row in AREA_ROWS})


@given
def test_cards_of_mie_and_japan_are_those_of_the_source():
    source = read(SOURCES / "mynumber-card-areas.csv")
    wanted = [(AREAS[r["area"]], r["area"], *(r[c] for c in AREA_COLUMNS)) for r in source]
    own = ("as_of", "population", "population_as_of", "cards_issued", "issuance_rate")
    assert wanted == [
        (r["area_code"], r["area"], *(r[c] for c in (*own, "national_rank"))) for r in AREA_ROWS
    ]


@given
def test_cards_of_towns_are_those_of_the_source():
    source = read(SOURCES / "mynumber-card-municipalities.csv")
    assert [tuple(r[c] for c in TOWN_COLUMNS) for r in source] == [
        tuple(r.values()) for r in TOWN_ROWS
    ]


@given
def test_procedures_are_those_of_the_source():
    """But for the separator of lists and the line breaks that the notes name."""
    source = read(SOURCES / "procedures-at-prefectures.csv")
    own = rows("procedures")
    assert len(own) == len(source)
    for there, here in zip(source, own, strict=True):
        assert here.pop("published_on") == "2025-07-29"
        cells = dict(zip(here, there.values(), strict=True))
        for name in LISTS:
            cells[name] = cells[name].replace("; ", ";")
        if cells["procedure_id"] in BROKEN:
            cells["procedure_name"] = cells["procedure_name"].replace("\n", "")
        assert here == cells


def test_there_are_46_dates():
    assert (len(DATES), DATES[0], DATES[-1]) == (46, "2017-03-08", "2022-12-31")
    assert Counter(r["as_of"] for r in TOWN_ROWS) == dict.fromkeys(DATES, 29)


@pytest.mark.parametrize("date", DATES)
def test_29_municipalities_sum_to_the_prefecture(date):
    (mie,) = (r for r in AREA_ROWS if (r["as_of"], r["area"]) == (date, "三重県"))
    towns = [r for r in TOWN_ROWS if r["as_of"] == date]
    assert len({r["municipality_code"] for r in towns}) == 29
    for column in ("population", "cards_issued"):
        assert sum(int(r[column]) for r in towns) == int(mie[column])


def test_every_rate_is_cards_by_population():
    for row in AREA_ROWS + TOWN_ROWS:
        share = Decimal(row["cards_issued"]) * 100 / Decimal(row["population"])
        rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert rounded == Decimal(row["issuance_rate"]), row


def test_the_paper_s_own_rates_are_among_them():
    august = {r["area"]: r for r in AREA_ROWS if r["as_of"] == "2022-08-31"}
    assert august["三重県"]["issuance_rate"] == "46.8"
    assert august["全国"]["issuance_rate"] == "47.4"
    assert august["三重県"]["national_rank"] == "22"
    assert august["全国"]["national_rank"] == ""


def test_cards_never_become_fewer_in_mie():
    cards = [int(r["cards_issued"]) for r in AREA_ROWS if r["area"] == "三重県"]
    assert cards == sorted(cards)


def test_procedures_name_the_prefectural_office_and_are_told_apart():
    own = rows("procedures")
    assert len({row["procedure_id"] for row in own}) == len(own) == 6328
    assert all("都道府県庁" in row["submitted_to"].split(";") for row in own)


def test_procedures_by_online_status():
    statuses = Counter(row["online_status"] for row in rows("procedures"))
    assert statuses == {
        "1 実施済": 3082,
        "2 未実施": 1420,
        "3 適用除外": 38,
        "4 その他": 1701,
        "5 一部実施済": 87,
    }


def test_what_people_search_for_is_there():
    assert sum("採石業者" in row["procedure_name"] for row in rows("procedures")) > 1


@given
@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("dx-initiatives", "dx-goals", "goal"),
        ("dx-initiatives", "dx-initiatives", "initiative"),
        ("policy-system", "policy-projects", "content"),
        ("dx-lectures", "dx-specialist-training", "theme"),
        ("joint-procurement", "joint-procurement-plans", "plan"),
        ("smartphone-courses", "smartphone-course-contents", "content"),
    ],
)
def test_texts_are_the_paper_s_own(name, table, column):
    paper = PAPER.read_text(encoding="utf-8")
    for row in rows(name, table):
        assert row[column] in paper, row


def test_aims_in_each_field():
    counts = Counter(row["field"] for row in rows("dx-initiatives", "dx-goals"))
    assert counts == {"暮らし": 12, "しごと": 15, "行政": 13}


def test_aims_and_initiatives_have_the_same_themes():
    themes = defaultdict(list)
    for table in ("dx-initiatives", "dx-goals"):
        for row in rows("dx-initiatives", table):
            themes[table].append((row["field"], row["theme_no"], row["theme"]))
    first, second = (list(dict.fromkeys(theme)) for theme in themes.values())
    assert first == second
    assert len(first) == 23


def test_outline_of_the_plan():
    counts = Counter(row["kind"] for row in rows("dx-plan-outline"))
    assert counts == {
        "推進の視点": 5,
        "基本方針": 3,
        "取組の方向": 10,
        "これまでの動き": 4,
        "計画の日程": 2,
    }


def test_figures_of_digital_policy():
    figures = {(row["topic"], row["figure"]): Decimal(row["value"]) for row in rows("dx-figures")}
    assert figures[
        "DXに取り組む県内企業", "DXに関して「取組を行っている」と回答した企業の割合"
    ] == Decimal("12.1")
    work = {name: value for (topic, name), value in figures.items() if topic == "業務改善"}
    assert list(work.values()) == [54, 13, 48, 2694, 914, 1780]
    assert 2694 - 914 == 1780


def test_figures_agree_with_the_tables():
    figures = {row["figure"]: int(Decimal(row["value"])) for row in rows("dx-figures")}
    consultations = sum(int(row["consultations"]) for row in rows("dx-consultations"))
    assert figures["受け付けた相談の件数"] == consultations
    assert figures["講座の回数"] == len(rows("dx-seminars"))
    assert figures["テーマの数"] == len({row["theme_no"] for row in rows("dx-seminars")})
    assert figures["講座を開く市町の数"] == len(rows("smartphone-courses"))


# What no source promises or says is not said


@pytest.mark.parametrize("path", sorted((ROOT / "datasets").glob("*/datapackage.yaml")), ids=str)
def test_no_frequency_is_promised_that_no_source_promises(path):
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert described["updateFrequency"] in ("unknown", "irregular", "never")


def test_the_axis_of_five_seminars_is_not_guessed():
    unknown = [row["date"] for row in rows("dx-seminars") if not row["axis"]]
    assert unknown == ["2022-12-15", "2022-12-21", "2023-01-26", "2023-02-02", "2023-02-09"]
