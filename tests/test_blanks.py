"""A blank of a finding's page is filled by that very finding, whatever fills it elsewhere.

`test_cases.py` holds what its catalogs say. What no case says is brought about here.
"""

import pytest
import xlsxwriter
from catalogs import CASES, lay_out, run
from sentences import EXPECTED, MODEL, shown, unfilled

from hiraku.checking.dataset_judge import _too_many_faulty_tables, _too_many_schemas
from hiraku.checking.persons import books, official_files
from hiraku.checking.views.chart_cost import ID, cost_values
from hiraku.confined.calls import Died
from hiraku.explanations import explanation, identifiers
from hiraku.intake import report
from hiraku.model import Dataset, Text, View
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.catalog import site_sources
from hiraku.reading.files.paths import admit
from hiraku.reading.pages.active_files import unrendered
from hiraku.reading.records.confined import too_costly
from hiraku.reporting.formats import text

PLACE = Place("a.csv")


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Return what checks a catalog after a change of its files, and returns what is told."""

    def checked(path, content):
        met, told = [], text.told
        monkeypatch.setattr(
            text, "told", lambda given, *rest: met.append(given) or told(given, *rest)
        )
        lay_out("nothing-wrong", tmp_path)
        (tmp_path / path).write_text(content, encoding="utf-8")
        run(["check"], tmp_path, monkeypatch, capsys)
        return met

    return checked


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """Return what judges a file by the rules of machine readability, in this process."""
    monkeypatch.setattr(official_files, "call", lambda _limits, function, *given: function(*given))

    def problems(name, content):
        path = tmp_path / name
        content(path) if callable(content) else path.write_text(content, encoding="utf-8")
        return official_files.official_report(path, apart=False).problems

    return problems


def hiding(path):
    """Write a workbook whose number format shows nothing."""
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden = book.add_worksheet(), book.add_format({"num_format": ";;;"})
        sheet.write_row(0, 0, ["市町名", "額"])
        for at in range(1, 4):
            sheet.write_row(at, 0, [f"町{at}"])
            sheet.write_number(at, 1, at, hidden)


def test_texts_that_are_too_large(check):
    large = "x" * (1024 * 1024 + 1)
    table = f"municipality_code,name,rate,count,as_of,note\n242012,{large},46.8,1780,2022-08-31,\n"
    assert told(check("datasets/cards/cards.csv", table)) >= {("cell-too-large", None)}
    catalog = check("datasets/catalog.yaml", f"title: {large}\n")
    assert told(catalog) >= {("descriptor-too-large", None)}


def test_a_file_that_is_too_large(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a,b\n")
    with pytest.raises(Refused) as refused:
        admit(tmp_path, "a.csv", PLACE, max_bytes=3)
    assert told([refused.value.problem]) == {("file-too-large", None)}


def test_a_hash_that_nothing_makes(check):
    path = "datasets/cards/datapackage.yaml"
    described = (CASES / "_base" / path).read_text(encoding="utf-8")
    problems = check(path, described.replace("path: cards.csv", "path: cards.csv\n    hash: x:1"))
    assert told(problems) == {("hash-count", "unknown")}


@pytest.mark.parametrize("reason", ["memory", "time", "output"])
def test_what_takes_too_much(reason):
    view = View("rate", "bar", Text({"ja": "交付率"}), Text({"ja": "津市が高い"}))
    chart = Problem(ID, PLACE, cost_values(view), reason)
    died = report.not_read(PLACE, Died(reason))
    assert {name for name, _ in told([chart, died, too_costly(PLACE, reason)])} == {
        "file-too-costly",
        "view-too-costly",
    }


def test_files_of_officials(judged):
    commas = judged("commas.csv", "a,b,c\nx,1,2\n1,780,210,95\n")
    assert told(commas) >= {("comma-in-number", "several-ways")}
    head = judged("head.csv", "市 町 名,人口\n津市,1\n伊勢市,2\n")
    assert told(head) >= {("spaces-for-looks", "head")}
    assert told(judged("hidden.xlsx", hiding)) >= {("meaning-by-format", "hidden")}


def test_folders_that_are_too_deep(tmp_path, monkeypatch):
    monkeypatch.setattr(site_sources, "DEEPEST", 1)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: pages\n", encoding="utf-8")
    (tmp_path / "pages" / "a" / "b").mkdir(parents=True)
    assert told(site_sources.site_problems(tmp_path)) == {("site-source-unfit", "deep")}


def test_schemas_and_faulty_tables_that_are_too_many(tmp_path):
    dataset = Dataset("cards", tmp_path, Text({"ja": "交付率"}), ())
    problems = [_too_many_schemas(dataset, 0), _too_many_faulty_tables(dataset, 0)]
    assert told(problems) == {("too-many-schemas", None), ("too-many-faulty-tables", None)}


def test_a_book_that_nobody_can_search(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "call", lambda *_: books.Searched([], "unread"))
    assert told(books.personal_problems(tmp_path / "b.xlsx")) == {("persons-unsearched", "unread")}


@pytest.mark.parametrize("reason", ["memory", "time"])
def test_a_page_that_takes_too_much(reason):
    assert told([unrendered("pages/a.md", reason)]) == {("page-too-costly", reason)}


def told(found):
    """Return what was found, by id and hint; no blank of it is left in any language."""
    problems = list(found)
    assert [blank for problem in problems for blank in unfilled(problem)] == []
    return {(problem.id, problem.hint) for problem in problems}


# What the tests above bring about.
BROUGHT_ABOUT = {
    ("cell-too-large", None),
    ("comma-in-number", "several-ways"),
    ("descriptor-too-large", None),
    ("file-too-costly", None),
    ("file-too-costly", "time"),
    ("file-too-large", None),
    ("hash-count", "unknown"),
    ("meaning-by-format", "hidden"),
    ("page-too-costly", "memory"),
    ("page-too-costly", "time"),
    ("persons-unsearched", "unread"),
    ("site-source-unfit", "deep"),
    ("spaces-for-looks", "head"),
    ("too-many-faulty-tables", None),
    ("too-many-schemas", None),
    ("view-too-costly", None),
    ("view-too-costly", "time"),
}


@pytest.mark.parametrize("identifier", identifiers())
def test_every_sentence_with_a_blank_is_said_by_a_case_or_here(identifier):
    """One for every hint is filled by whatever a case finds of the kind: see `unfilled`."""
    met = any(f"[{identifier}]" in expected for expected in EXPECTED)
    for (part, hint), sentence in explanation(identifier, MODEL).sentences.items():
        filled = shown(sentence) or (met and (hint is None or part == "why"))
        here = (identifier, hint) in BROUGHT_ABOUT
        assert "{" not in sentence or filled or here, (part, hint, sentence)
