import csv
import json
import re
from pathlib import Path

import exports
import pages
import preview
import pytest
import report
import row_differences
from bench import differences, errors_by_id
from commands import LONG, Command, Run, once
from comparisons import FAULTS, Comparison, comparisons
from frictionless import Schema
from in_english import in_english
from packages import write_keyed, write_many
from tables import BAD_CELLS, BAD_KEYS, NAMES, SCHEMA, bad_cells, spoil, table, write_csv

PAGE = "# 速さ\r\n\r\n前の文\n\n<!-- bench -->\nまだ\n<!-- /bench -->\n\n後の文\n"
RUNS = {"hiraku": Run(0.5, 0.8, 90), "frictionless": Run(30, 29, 60), "floor": Run(0.25, 0.4, 80)}


def test_a_table_has_the_rows_and_the_bad_cells_it_promises():
    clean = list(table(25_000))
    spoilt = list(table(25_000, BAD_CELLS))
    pairs = zip(clean, spoilt, strict=True)
    changed = sum(a != b for rows in pairs for a, b in zip(*rows, strict=True))
    assert len(clean) == 25_000
    assert changed == bad_cells(25_000) == 2_250
    for row in range(25_000):
        for name, before, after in zip(NAMES, clean[row], spoilt[row], strict=True):
            assert before == after or after in BAD_CELLS[name]


def test_a_table_is_the_same_in_every_run():
    assert list(table(300, BAD_CELLS)) == list(table(300, BAD_CELLS))
    assert list(table(300, seed=1)) != list(table(300, seed=2))


@pytest.mark.parametrize("name", NAMES)
def test_every_bad_cell_breaks_its_field_in_one_way(name):
    read = Schema.from_descriptor(SCHEMA).get_field(name).create_cell_reader()
    assert [text for text in BAD_CELLS[name] if len(read(text)[1] or {}) != 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_other_cell_breaks_its_field(name):
    read = Schema.from_descriptor(SCHEMA).get_field(name).create_cell_reader()
    column = NAMES.index(name)
    assert {row[column] for row in table(2_000) if read(row[column])[1]} == set()


def test_packages_have_their_files(tmp_path):
    write_keyed(tmp_path, 1_000, bad=True)
    lines = (tmp_path / "uses.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(lines))[1:]
    repeated = [row for row in rows[1:] if row[0] == "1"]
    orphans = [row for row in rows if row[1] in BAD_KEYS["code"]]
    assert len(rows) == 1_000
    assert len(repeated) + len(orphans) == bad_cells(1_000, 2) == 20
    many = tmp_path / "many"
    many.mkdir()
    assert write_many(many, 3, 5) == ["use-0000", "use-0001", "use-0002"]
    assert len(list(many.glob("packages/*/datapackage.json"))) == 3
    assert len(list(many.glob("datasets/*/datapackage.yaml"))) == 3


def test_the_report_writes_between_the_marks_and_nothing_else(tmp_path):
    path = tmp_path / "page.md"
    path.write_bytes(PAGE.encode())
    comparison = Comparison("1m", "一つの表", 1_000_000, dict, "40倍速い")
    text = report.page(list(report.results(comparison, RUNS, "")), 3)
    report.write(path, text)
    report.write(path, text)
    written = path.read_bytes().decode()
    assert (
        "| 一つの表 | 1,000,000 | 0.50※ | 30.00※ | 60.0 | 0.25※ | 2.0 | — | 40倍速い |" in written
    )
    assert re.sub(r"(?s)(?<=<!-- bench -->\n).*(?=\n<!-- /bench -->)", "まだ", written) == PAGE


def test_a_second_run_is_a_row_of_its_own():
    comparison = Comparison("check", "検査", 5, dict, "1秒", cached_goal="2秒")
    rows = list(report.results(comparison, RUNS | {"cached": Run(0.1, 0.1, 50)}, ""))
    assert [(row.what, row.goal, row.runs["hiraku"].wall) for row in rows] == [
        ("検査", "1秒", 0.5),
        ("検査（2回目）", "2秒", 0.1),
    ]


@pytest.mark.parametrize("name", FAULTS)
def test_one_record_is_no_sound_one(tmp_path, name):
    write_csv(tmp_path / "clean.csv", NAMES, table(100))
    spoil(tmp_path / "clean.csv", tmp_path / "bad.csv", 50, FAULTS[name][1])
    clean, bad = ((tmp_path / f"{name}.csv").read_bytes().split(b"\n") for name in ("clean", "bad"))
    assert bad[:50] == clean[:50]
    assert bad[-40:] == clean[-40:]
    assert bad != clean


def test_how_long_a_fault_takes_is_said_beside_the_clean_table():
    comparison = Comparison("1m-blank", "空の行", 5, dict, "3倍以内", 1)
    runs = RUNS | {"clean": Run(0.25, 0.3, 80)}
    assert "| 2.0 | 2.0 | 3倍以内 |" in report.page(list(report.results(comparison, runs, "")), 3)


def told(total):
    problem = f'{{"id": "type-error", "severity": "error", "total": {total}}}'
    warning = '{"id": "not-canonical", "severity": "warning", "total": 7}'
    return Run(1, 1, 1, f'{{"problems": [{problem}, {warning}]}}')


def test_totals_that_differ_are_said():
    comparison = Comparison("x", "x", 5, dict, errors=3)
    theirs = Run(1, 1, 1, '{"type-error": 3}')
    assert errors_by_id(told(3).out) == {"type-error": 3}
    assert not list(differences(comparison, {"hiraku": told(3), "frictionless": theirs}))
    assert list(differences(comparison, {"hiraku": told(2), "frictionless": theirs})) == [
        "hiraku 2, not the 3 written",
        "hiraku {'type-error': 2}, frictionless {'type-error': 3}",
    ]


def test_what_takes_long_is_run_once_and_a_cached_run_needs_a_cache(tmp_path):
    plain = Command((), tmp_path)
    assert plain.due([])
    assert plain.due([Run(LONG - 1, 1, 1)])
    assert not plain.due([Run(LONG, 1, 1)])
    second = Command((), tmp_path, cache=tmp_path / "cache", cached=True)
    assert not second.due([])
    (tmp_path / "cache" / "verdicts").mkdir(parents=True)
    assert second.due([])


def test_names_are_told_apart():
    names = [comparison.name for comparison in comparisons(large=True)]
    assert len(names) == len(set(names))


def test_a_csv_has_its_head_and_its_rows(tmp_path):
    write_csv(tmp_path / "a.csv", NAMES, table(100))
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 101


def test_every_export_is_measured_beside_what_others_offer(tmp_path):
    exports.prepare(tmp_path, 500)
    runs = {name: once(command) for name, command in exports.commands(tmp_path).items()}
    written = {path.name.partition(".")[2] for path in (tmp_path / "written").glob("data.*")}
    assert written == {"csv", "excel.csv", "status.csv", "json", "ndjson", "parquet", "xlsx"}
    theirs = [json.loads((tmp_path / f"{column}.json").read_bytes()) for column in ("f", "csvjson")]
    assert len(theirs[0]) == 500
    text = exports.page(runs, 500)
    assert text.splitlines()[-1].startswith("| JSON と Parquet | ")


def test_the_pages_of_many_datasets_are_written(tmp_path):
    run = once(pages.hiraku(tmp_path, 3))
    written = sorted(tmp_path.glob("pages/datasets/*/index.html"))
    assert [path.parent.name for path in written] == ["use-00000", "use-00001", "use-00002"]
    assert int(run.out.split()[1]) == sum(path.stat().st_size for path in written)
    assert "use-00002/data.csv" in written[2].read_text(encoding="utf-8")


def test_the_table_of_pages_says_what_ten_thousand_would_take():
    told = pages.page(
        [("hiraku", 10_000, Run(15, 15, 200)), ("M", 1_000, Run(30, 30, 100))], 10_000
    )
    assert "| hiraku | 10,000 | 15.0 | 15.0 | 200 | 20秒、300 MB以内 |" in told
    assert "| M | 1,000 | 30.0 | 300.0 | 100 | — |" in told


def test_the_table_of_first_actions_is_read_from_what_the_test_prints():
    told = "".join(
        f".{action} by {transport}, 500 rows: {requests} requests, 22,567 bytes\n"
        for action in preview.ACTIONS
        for transport, requests in {"chunks": 1, "range": 2}.items()
    )
    assert "| 並べ替え | 1 | 22,567 | 2 | 22,567 |" in preview.page(told, 500)


def test_changes_are_measured_beside_what_others_offer():
    run, theirs = Run(2.0, 3.0, 400), Run(50.0, 49.0, 1_900)
    runs = {"hiraku": run, "daff": theirs, "csv-diff": theirs, "many": run, "own": run}
    told = row_differences.page(runs, 1_000_000, 78_000, 1_000)
    assert "| daff（1,000,000行） | 50.00 | 49.00 | 25.0 | 1,900 | hiraku が10倍速い |" in told
    assert "| hiraku（このカタログ） | 2.00 | 3.00 | — | 400 | 1.5秒以内 |" in told


def test_the_english_page_has_the_figures_of_the_japanese():
    manual = Path(__file__).parents[2] / "site_src" / "pages"
    japanese, english = (
        re.findall(r"<!-- ([\w-]+) -->\n(.*?)\n<!-- /", page.read_text("utf-8"), re.DOTALL)
        for page in (manual / "manual/benchmarks.md", manual / "en/manual/benchmarks.md")
    )
    assert english == [(mark, in_english(measured)) for mark, measured in japanese]
    assert len(english) > 6


def test_what_has_no_english_stops_the_report():
    with pytest.raises(LookupError, match="まだない言葉"):
        in_english("| まだない言葉 | 1 |")
