"""The first catalog says what its source says.

Every count, sum and figure here was read from the prefecture's committee
paper of 11 October 2022, not from the CSV files.
"""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]

# Of each table, in the dataset's order: the rows that its source has.
ROW_COUNTS = {
    "municipalities": {"municipalities": 29},
    "mynumber-card-issuance": {"mynumber-card-issuance": 92},
    "mynumber-card-municipalities": {"mynumber-card-municipalities": 1334},
    "mynumber-municipal-initiatives": {
        "mynumber-municipal-initiatives": 5,
        "mynumber-prefectural-initiatives": 7,
    },
    "procedures": {"procedures": 6328},
    "procedure-digitization": {"procedure-digitization": 3},
    "kpi": {"kpi": 16},
    "policy-system": {"policy-system": 56, "policy-challenges": 7, "policy-projects": 7},
    "dx-initiatives": {"dx-initiatives": 45, "dx-goals": 40},
    "dx-plan-outline": {"dx-plan-outline": 24},
    "dx-figures": {"dx-figures": 15},
    "dx-consultations": {"dx-consultations": 15},
    "dx-improvement-cases": {"dx-improvement-cases": 6},
    "core-business-systems": {"core-business-systems": 20},
    "standard-spec-releases": {"standard-spec-releases": 8},
    "joint-procurement": {"joint-procurement": 2, "joint-procurement-plans": 4},
    "dx-lectures": {"dx-lectures": 9, "dx-specialist-training": 11, "dx-center-seminars": 5},
    "dx-seminars": {"dx-seminars": 18},
    "smartphone-courses": {"smartphone-courses": 13, "smartphone-course-contents": 9},
    "digital-support-programs": {"digital-support-programs": 3},
    "startup-programs": {"startup-programs": 3, "startup-events": 8},
    "open-innovation-hosts": {"open-innovation-hosts": 4},
}
DATASETS = sorted(ROW_COUNTS)
FOLDERS = {table: name for name, tables in ROW_COUNTS.items() for table in tables}
TABLES = sorted(FOLDERS)
WITH_MUNICIPALITY = [
    "mynumber-card-municipalities",
    "smartphone-courses",
    "mynumber-municipal-initiatives",
    "dx-lectures",
    "open-innovation-hosts",
]


def csv_path(name):
    return ROOT / "datasets" / FOLDERS[name] / f"{name}.csv"


def rows(name):
    with csv_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(name, **wanted):
    found = [r for r in rows(name) if all(r[k] == v for k, v in wanted.items())]
    assert len(found) == 1, f"{name}: {len(found)} rows with {wanted}"
    return found[0]


def count(name, column):
    return dict(Counter(r[column] for r in rows(name)))


def load(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def package(name):
    return load(f"datasets/{name}/datapackage.yaml")


def schema(name):
    return load(f"schemas/{name}.yaml")


def check_digit(code):
    total = sum(int(d) * w for d, w in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


# Every dataset


@pytest.mark.parametrize("name", TABLES)
def test_number_of_rows(name):
    assert len(rows(name)) == ROW_COUNTS[FOLDERS[name]][name]


@pytest.mark.parametrize("name", TABLES)
def test_schema_fields_are_the_csv_header(name):
    header = csv_path(name).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in schema(name)["fields"]] == header


@pytest.mark.parametrize("name", TABLES)
def test_csv_bytes_are_canonical(name):
    data = csv_path(name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


@pytest.mark.parametrize("name", TABLES)
def test_cells_have_no_padding(name):
    assert all(cell == cell.strip() for r in rows(name) for cell in r.values())


@pytest.mark.parametrize("name", TABLES)
def test_only_optional_cells_are_empty(name):
    for field in schema(name)["fields"]:
        if field.get("constraints", {}).get("required"):
            assert all(r[field["name"]] for r in rows(name)), field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_primary_key_is_unique(name):
    key = schema(name)["primaryKey"]
    values = [tuple(r[column] for column in key) for r in rows(name)]
    assert len(values) == len(set(values))


@pytest.mark.parametrize("name", TABLES)
def test_every_number_has_a_unit(name):
    numbers = [f for f in schema(name)["fields"] if f["type"] in ("integer", "number")]
    assert all(field.get("unit") for field in numbers)


@pytest.mark.parametrize("name", DATASETS)
def test_sources_name_their_section(name):
    sources = package(name)["sources"]
    assert sources
    assert all(source["title"] for source in sources)
    assert all(source.get("section") or source.get("path") for source in sources)


@pytest.mark.parametrize("name", DATASETS)
def test_package_points_to_its_files_and_schemas(name):
    described = [(resource["path"], resource["schema"]) for resource in package(name)["resources"]]
    assert described == [(f"{table}.csv", table) for table in ROW_COUNTS[name]]


@pytest.mark.parametrize("name", DATASETS)
def test_theme_is_in_the_catalog(name):
    themes = {theme["name"] for theme in load("datasets/catalog.yaml")["themes"]}
    assert package(name)["theme"] in themes


@pytest.mark.parametrize("name", DATASETS)
def test_notes_are_in_both_languages(name):
    assert len(package(name)["notes"]) == len(package(name)["notes@en"]) > 0


@pytest.mark.parametrize("name", WITH_MUNICIPALITY)
def test_municipality_exists_under_that_name(name):
    names = {r["code"]: r["name"] for r in rows("municipalities")}
    joined = [r for r in rows(name) if r["municipality_code"]]
    assert joined
    assert all(names[r["municipality_code"]] == r["municipality_name"] for r in joined)


@pytest.mark.parametrize("name", WITH_MUNICIPALITY)
def test_municipality_is_declared_as_a_foreign_key(name):
    key = schema(name)["foreignKeys"][0]
    assert key["fields"] == ["municipality_code"]
    assert key["reference"]["package"] == "municipalities"


# Municipalities


@pytest.mark.parametrize("code", [r["code"] for r in rows("municipalities")] + ["240001"])
def test_check_digit(code):
    assert len(code) == 6
    assert check_digit(code) == int(code[5])


def test_cities_and_towns():
    assert count("municipalities", "kind") == {"市": 14, "町": 15}


def test_kind_is_the_end_of_the_name():
    assert all(r["name"].endswith(r["kind"]) for r in rows("municipalities"))


# Plans and targets


@pytest.mark.parametrize(
    ("indicator", "current", "comparison", "target", "unit"),
    [
        ("DXに取り組む県民", "90.0", "以上", "90.0", "%"),
        ("DXや革新的な技術", "26", "", "91", "件"),
        ("デジタル化した県独自の", "39", "", "100", "%"),
        ("市町DXの促進に向けた", "7", "", "57", "取組"),
        ("DX推進スペシャリスト", "10", "", "100", "件"),
        ("デジタルコミュニケーション", "35.8", "", "80", "%"),
    ],
)
def test_kpi_figures(indicator, current, comparison, target, unit):
    found = [r for r in rows("kpi") if r["indicator"].startswith(indicator)]
    stated = {r["value_kind"]: r for r in found if r["value_basis"] == "資料の値"}
    assert list(stated) == ["計画を定めたときの値", "目標値"]
    assert stated["計画を定めたときの値"]["value"] == current
    assert [stated["目標値"][c] for c in ("value", "comparison")] == [target, comparison]
    assert {r["unit"] for r in found} == {unit}


def test_kpi_targets_that_the_source_states_are_for_fiscal_2026():
    stated = [r for r in rows("kpi") if r["value_basis"] == "資料の値"]
    years = [r["fiscal_year"] for r in stated if r["value_kind"] == "目標値"]
    assert years == ["2026"] * 6


def test_kpi_measures():
    six = {(r["policy_code"], r["indicator_no"]) for r in rows("kpi")}
    assert Counter(code for code, _ in six) == {"10-1": 2, "10-2": 2, "行政運営6": 2}


def test_only_one_kpi_states_the_year_of_the_value_when_the_plan_was_set():
    first = [r for r in rows("kpi") if r["value_kind"] == "計画を定めたときの値"]
    stated = [(r["value"], r["fiscal_year"]) for r in first if r["year_basis"] == "資料の年度"]
    assert stated == [("35.8", "2021")]
    assert {r["fiscal_year"] for r in first if r["year_basis"] != "資料の年度"} == {"2022"}


def test_kpi_path_rises_as_the_source_says():
    """4.2 points in fiscal 2022, then 10 points a year, up to the 80 of fiscal 2026."""
    path = {
        int(r["fiscal_year"]): Decimal(r["value"])
        for r in rows("kpi")
        if r["indicator"].startswith("デジタルコミュニケーション")
    }
    rises = {year: value - path[year - 1] for year, value in path.items() if year - 1 in path}
    assert rises == {2022: Decimal("4.2")} | dict.fromkeys(range(2023, 2027), Decimal(10))
    assert (path[2021], path[2026]) == (Decimal("35.8"), Decimal(80))


def test_kpi_is_cumulative_where_its_name_says_so():
    for r in rows("kpi"):
        assert (r["cumulative"] == "true") == r["indicator"].endswith("（累計）")


def test_pillars():
    pillars = dict.fromkeys((r["pillar_no"], r["pillar_name"]) for r in rows("policy-system"))
    assert list(pillars) == [
        ("I", "安全・安心の確保"),
        ("II", "活力ある産業・地域づくり"),
        ("III", "共生社会の実現"),
        ("IV", "未来を拓くひとづくり"),
    ]


def test_measures_in_each_policy():
    sizes = [3, 4, 4, 4, 3, 4, 4, 2, 4, 2, 4, 3, 2, 6, 4, 3]
    expected = {str(policy): size for policy, size in enumerate(sizes, start=1)}
    assert count("policy-system", "policy_no") == expected


def test_measure_code_begins_with_its_policy():
    assert all(r["measure_code"].split("-")[0] == r["policy_no"] for r in rows("policy-system"))


def test_measures_10_are_the_ones_of_the_kpi():
    names = {r["measure_code"]: r["measure_name"] for r in rows("policy-system")}
    for r in rows("kpi"):
        if r["policy_code"] in ("10-1", "10-2"):
            assert names[r["policy_code"]] == r["policy_name"]


def test_initiatives_in_each_field():
    assert count("dx-initiatives", "field") == {"暮らし": 14, "しごと": 15, "行政": 16}


@pytest.mark.parametrize(
    ("field", "sizes"),
    [
        ("暮らし", [2, 1, 4, 2, 1, 1, 1, 2]),
        ("しごと", [1, 1, 1, 3, 2, 2, 3, 2]),
        ("行政", [1, 2, 3, 2, 3, 4, 1]),
    ],
)
def test_initiatives_in_each_theme(field, sizes):
    counts = Counter(r["theme"] for r in rows("dx-initiatives") if r["field"] == field)
    assert list(counts.values()) == sizes


# The prefecture's own work


def test_all_procedures():
    all_procedures = row("procedure-digitization", group="県独自手続（全体）")
    assert all_procedures["annual_cases"] == "148000"
    assert all_procedures["digitized_rate"] == "31"
    assert all_procedures["digitized_cases"] == "46000"
    assert all_procedures["digitized_cases_approximate"] == "true"


def test_priority_procedures():
    priority = row("procedure-digitization", group="重点手続")
    assert priority["procedure_count"] == "75"
    assert priority["annual_cases"] == "110000"
    assert priority["target_fiscal_year"] == "2024"


def test_procedure_cases_are_approximate():
    assert count("procedure-digitization", "annual_cases_approximate") == {"true": 2, "": 1}


def test_procedures_of_the_kpi():
    of_kpi = row("procedure-digitization", group="KPIの対象の75手続")
    columns = ("procedure_count", "digitized_rate", "target_rate", "target_fiscal_year")
    assert [of_kpi[column] for column in columns] == ["75", "39", "100", "2026"]
    assert of_kpi["annual_cases"] == ""


def test_consultations_sum_to_54():
    assert sum(int(r["consultations"]) for r in rows("dx-consultations")) == 54


def test_consultations_by_size():
    assert count("dx-consultations", "consultations") == {
        "16": 1,
        "5": 3,
        "4": 1,
        "3": 3,
        "2": 3,
        "1": 4,
    }


def test_most_consultations():
    assert row("dx-consultations", department="医療保健部")["consultations"] == "16"


@pytest.mark.parametrize(
    ("column", "word"),
    [("mentions_excel", "エクセル"), ("mentions_macro", "マクロ"), ("mentions_ai_ocr", "AI-OCR")],
)
def test_improvement_cases_name_their_tools(column, word):
    assert all((r[column] == "true") == (word in r["work"]) for r in rows("dx-improvement-cases"))


def test_hours_saved_are_in_the_description():
    text = package("dx-improvement-cases")["description"]
    assert all(hours in text for hours in ("2,694", "914", "1,780"))
    assert 2694 - 914 == 1780


# Municipalities and the My Number Card


def test_mynumber_card_in_mie():
    mie = row("mynumber-card-issuance", area="三重県", as_of="2022-08-31")
    assert mie["area_code"] == "240001"
    assert mie["issuance_rate"] == "46.8"
    assert mie["national_rank"] == "22"


def test_mynumber_card_in_japan():
    japan = row("mynumber-card-issuance", area="全国", as_of="2022-08-31")
    assert japan["issuance_rate"] == "47.4"


def test_mynumber_initiatives():
    assert count("mynumber-municipal-initiatives", "municipality_name") == {
        "津市": 1,
        "伊賀市": 1,
        "松阪市": 2,
        "玉城町": 1,
    }


def test_core_systems_in_each_group():
    assert count("core-business-systems", "group") == {
        "住民基本台帳": 1,
        "印鑑登録": 1,
        "第1グループ": 7,
        "第2グループ": 11,
    }


def test_standard_specifications_by_month():
    columns = ("published_month", "document", "version")
    releases = [tuple(r[c] for c in columns) for r in rows("standard-spec-releases")]
    assert releases == [
        ("2020-09", "住民記録システム標準仕様書", "1.0"),
        ("2021-07", "自治体情報システムの標準化・共通化に係る手順書", "1.0"),
        ("2021-08", "第1グループ標準仕様書", "1.0"),
        ("2021-08", "住民記録システム標準仕様書", "2.0"),
        ("2021-09", "印鑑登録標準仕様書", "1.0"),
        ("2022-08", "第2グループ標準仕様書", "1.0"),
        ("2022-08", "住民記録システム標準仕様書", "3.0"),
        ("2022-08", "第1グループ標準仕様書", "2.0"),
    ]


@pytest.mark.parametrize(
    ("tool", "bodies"), [("ビジネスチャット", "16"), ("簡易型電子申請システム", "18")]
)
def test_joint_procurement(tool, bodies):
    assert row("joint-procurement", tool=tool, fiscal_year="2021")["participating_bodies"] == bodies


def test_joint_procurement_states_the_relief():
    assert "約750万円" in package("joint-procurement")["description"]
    assert "about 7,500,000 yen" in package("joint-procurement")["description@en"]


def test_lectures_by_kind():
    assert count("dx-lectures", "lecturer_kind") == {"DXアドバイザーズ": 5, "県職員": 4}


def test_lectures_by_status():
    assert count("dx-lectures", "status") == {"実施": 4, "予定": 4, "中止": 1}


def test_lecture_participants():
    columns = ("month", "participating_municipalities", "participants")
    figures = [tuple(r[c] for c in columns) for r in rows("dx-lectures") if r["participants"]]
    assert figures == [
        ("2021-12", "21", "70"),
        ("2022-01", "20", "130"),
        ("2022-05", "", "100"),
        ("2022-07", "", "100"),
    ]


def test_lecture_participants_are_approximate():
    for r in rows("dx-lectures"):
        assert (r["participants_approximate"] == "true") == bool(r["participants"])


# Courses and seminars

WEEKDAYS = {
    "2022-09-29": "木",
    "2022-10-06": "木",
    "2022-10-13": "木",
    "2022-10-19": "水",
    "2022-10-25": "火",
    "2022-10-31": "月",
    "2022-11-08": "火",
    "2022-11-17": "木",
    "2022-11-24": "木",
    "2022-12-01": "木",
    "2022-12-07": "水",
    "2022-12-15": "木",
    "2022-12-21": "水",
    "2023-01-12": "木",
    "2023-01-19": "木",
    "2023-01-26": "木",
    "2023-02-02": "木",
    "2023-02-09": "木",
}


def test_seminar_dates():
    assert [r["date"] for r in rows("dx-seminars")] == list(WEEKDAYS)


@pytest.mark.parametrize(("day", "weekday"), WEEKDAYS.items())
def test_seminar_weekdays_fit_the_calendar(day, weekday):
    assert "月火水木金土日"[date.fromisoformat(day).weekday()] == weekday


def test_seminars_have_16_themes():
    themes = {(r["theme_no"], r["title"]) for r in rows("dx-seminars")}
    assert len(themes) == len({no for no, _ in themes}) == 16


def test_seminars_held_twice():
    twice = [r["date"] for r in rows("dx-seminars") if r["held_twice"] == "true"]
    assert twice == ["2022-10-06", "2022-10-25", "2022-12-07", "2023-01-12"]


def test_seminar_capacity():
    capacities = {(r["axis"], r["capacity"]) for r in rows("dx-seminars")}
    assert capacities == {("WHY", "50"), ("WHAT", "30"), ("HOW", "30"), ("", "30")}


def test_seminar_axes():
    assert count("dx-seminars", "axis") == {"WHY": 2, "WHAT": 4, "HOW": 7, "": 5}


def test_seminar_speakers():
    speakers = {r["date"]: r["speaker"] for r in rows("dx-seminars") if r["speaker"]}
    assert speakers == {"2022-09-29": "山本 康正", "2022-12-01": "岡田 隆太朗"}


def test_six_towns_have_no_phone_shop():
    courses = rows("smartphone-courses")
    marked = [r["municipality_name"] for r in courses if r["no_phone_shop"] == "true"]
    assert marked == ["朝日町", "玉城町", "度会町", "南伊勢町", "紀北町", "紀宝町"]


def test_digital_support_programs():
    counts = {r["type"]: r["municipality_count"] for r in rows("digital-support-programs")}
    assert counts == {"全国展開型": "19", "地域連携型": "4", "講師派遣型": "0"}


# Startups


def test_open_innovation_hosts():
    hosts = {r["company"]: r["municipality_name"] for r in rows("open-innovation-hosts")}
    assert hosts == {
        "有限会社二軒茶屋餅角屋本店": "伊勢市",
        "三重化学工業株式会社": "松阪市",
        "株式会社マスヤグループ本社": "伊勢市",
        "南出株式会社": "鈴鹿市",
    }


def test_startup_programs():
    columns = ("scale", "scale_unit", "scale_approximate")
    scales = [tuple(r[c] for c in columns) for r in rows("startup-programs")]
    assert scales == [("312", "名", "false"), ("15", "名", "true"), ("4", "社", "false")]
