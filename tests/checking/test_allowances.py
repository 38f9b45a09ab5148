"""An allowance holds where it says, through its last day, and never for what protects downloads."""

import re
from datetime import date
from pathlib import Path

import pytest

from hiraku.checking.allowances import (
    Weighing,
    allowable,
    catalog_faults,
    dataset_faults,
)
from hiraku.checking.persons.small_counts import disclosure
from hiraku.model import Allowance, Catalog, Dataset, Field, Origin, Resource, Schema, Text
from hiraku.problems import Place, Problem, Severity

PAGES = Path(__file__).parents[2] / "site_src/pages"

SCHEMA = Origin("schemas/cards.yaml")
FOUND = Problem("small-count", Place("datasets/cards/cards.csv"))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 3, 30), []),
        (date(2026, 3, 31), []),
        (date(2026, 4, 1), ["small-count", "allow-expired"]),
    ],
)
def test_what_is_allowed_until_a_day_is_allowed_on_it(tmp_path, today, told):
    allowance = Allowance("small-count", "the report states it", "2026-03-31")
    dataset = cards(tmp_path, allow=(allowance,))
    catalog = Catalog(tmp_path, (dataset,))
    problems = [*permitted([FOUND], catalog, today), *dataset_faults(dataset, today)]
    assert [problem.id for problem in problems] == told


ELSEWHERE = [
    ({}, "datasets/cards/cards.csv", True),
    ({"dataset": "cards", "resource": "cards", "field": "n"}, "datasets/cards/cards.csv", True),
    ({"dataset": "other"}, "datasets/cards/cards.csv", False),
    ({"resource": "other"}, "datasets/cards/cards.csv", False),
    ({"field": "m"}, "datasets/cards/cards.csv", False),
    ({}, "site_src/pages/list.csv", False),
    ({}, "datasets/cards-of-old/cards.csv", True),
    ({"dataset": "cards"}, "datasets/cards-of-old/cards.csv", False),
]


@pytest.mark.parametrize(("where", "file", "spared"), ELSEWHERE)
def test_what_the_catalog_allows_is_allowed_there_and_nowhere_else(tmp_path, where, file, spared):
    allowance = Allowance("small-count", "the report states it", "2026-03-31", **where)
    catalog = Catalog(tmp_path, (cards(tmp_path),), allow=(allowance,))
    problem = Problem("small-count", Place(file, field="n"))
    told = [] if spared else [problem]
    assert list(permitted([problem], catalog, date(2026, 1, 1))) == told


def test_a_schema_of_two_datasets_is_spared_only_where_both_allow_it(tmp_path):
    allowance = Allowance("unit-missing", "the report has none", "2026-03-31", field="n")
    fault = Problem("unit-missing", Place("schemas/cards.yaml", key="fields.0"))
    one, other = cards(tmp_path, allow=(allowance,)), cards(tmp_path, "more")
    both = cards(tmp_path, "more", allow=(allowance,))
    told = [
        len(list(permitted([fault], Catalog(tmp_path, datasets), date(2026, 1, 1))))
        for datasets in ((one, other), (one, both))
    ]
    assert told == [1, 0]


def test_what_one_table_is_allowed_is_not_allowed_to_one_that_is_called_alike(tmp_path):
    allowance = Allowance("small-count", "why", "2999-12-31", resource="cards")
    dataset = cards(tmp_path, allow=(allowance,))
    alike = Problem("small-count", Place("datasets/cards/older/cards.csv"))
    told = permitted([FOUND, alike], Catalog(tmp_path, (dataset,)), date(2026, 1, 1))
    assert list(told) == [alike]


@pytest.mark.parametrize(("line", "spared"), [(7, False), (9, True)])
def test_schemas_in_the_descriptor_are_told_apart(tmp_path, line, spared):
    file = "datasets/cards/datapackage.yaml"
    field = Field("n", "integer", Text({"en": "N"}))
    schemas = [
        Schema("one", (field,), title=Text({}), origin=Origin(file, {(): 5, ("fields", 0): 6})),
        Schema("two", (field, field), title=Text({}), origin=Origin(file, {("fields", 1): 9})),
    ]
    resources = tuple(Resource(known.id, f"{known.id}.csv", Text({}), known) for known in schemas)
    allowance = Allowance("unit-missing", "why", "2999-12-31", resource="two", field="n")
    dataset = Dataset(
        "cards",
        tmp_path / "datasets/cards",
        Text({}),
        resources,
        allow=(allowance,),
        origin=Origin(file),
    )
    fault = Problem("unit-missing", Place(file, line=line, key="fields.1"))
    told = permitted([fault], Catalog(tmp_path, (dataset,)), date(2026, 1, 1))
    assert list(told) == ([] if spared else [fault])


def test_what_downloads_are_made_of_is_never_allowed(tmp_path):
    allowances = [
        Allowance(rule, "why", "2999-12-31") for rule in ("type-error", "names-alike", "x")
    ]
    catalog = Catalog(tmp_path, (cards(tmp_path),), allow=tuple(allowances))
    problems = [
        Problem("type-error", Place("datasets/cards/cards.csv")),
        Problem("names-alike", Place("datasets/cards/datapackage.yaml")),
    ]
    assert list(permitted(problems, catalog, date(2026, 1, 1))) == problems
    faults = [fault.values["rule"] for fault in catalog_faults(catalog, date(2026, 1, 1))]
    assert faults == ["type-error", "x"]


def test_what_is_still_told_is_a_warning_and_what_is_raised_an_error(tmp_path):
    allowance = Allowance("small-count", "why", "2999-12-31", severity="warning")
    raised = {"stray-file": "error"}
    dataset = cards(tmp_path, allow=(allowance,), severities=raised)
    stray = Problem("stray-file", Place("datasets/cards/a.csv"), severity=Severity.WARNING)
    told = permitted([FOUND, stray], Catalog(tmp_path, (dataset,)), date(2026, 1, 1))
    assert [problem.severity for problem in told] == [Severity.WARNING, Severity.ERROR]


def test_what_nothing_needs_is_told_and_what_holds_is_not(tmp_path):
    needed, spare, late, unknown = (
        Allowance(rule, "why", "2999-12-31")
        for rule in ("small-count", "formula-cell", "update-overdue", "type-error")
    )
    dataset = cards(tmp_path, allow=(spare, needed), origin=Origin("datasets/cards/a.yaml"))
    elsewhere = Allowance("small-count", "why", "2999-12-31", dataset="other")
    catalog = Catalog(tmp_path, (dataset,), allow=(late, unknown, elsewhere))
    weighing = Weighing(catalog, date(2026, 1, 1))
    assert list(weighing.of([FOUND])) == []
    told = [(problem.place.key, problem.values["rule"]) for problem in weighing.unneeded()]
    assert told == [("allow.2", "small-count"), ("allow.0", "formula-cell")]


def test_an_allowance_that_alone_is_not_enough_is_needed(tmp_path):
    """A schema of two datasets is spared only where both allow it: the first must not be told."""
    allowance = Allowance("unit-missing", "the report has none", "2999-12-31")
    fault = Problem("unit-missing", Place("schemas/cards.yaml", key="fields.0"))
    datasets = (cards(tmp_path, allow=(allowance,)), cards(tmp_path, "more"))
    weighing = Weighing(Catalog(tmp_path, datasets), date(2026, 1, 1))
    assert list(weighing.of([fault])) == [fault]
    assert list(weighing.unneeded()) == []


@pytest.mark.parametrize("folder", ["manual", "en/manual"])
def test_the_manual_lists_what_may_be_allowed(folder):
    manual = PAGES / folder / "options.md"
    table = manual.read_text("utf-8").partition("<!-- allowable -->")[2].partition("\n\n")[0]
    assert sorted(re.findall("`([^`]+)`", table)) == list(allowable())


def permitted(problems, catalog, today):
    return Weighing(catalog, today).of(problems)


def cards(root, name="cards", **further):
    schema = Schema(
        "cards", (Field("n", "integer", Text({"en": "N"})),), title=Text({}), origin=SCHEMA
    )
    resource = Resource("cards", "cards.csv", Text({"en": "Cards"}), schema)
    return Dataset(name, root / "datasets" / name, Text({"en": "Cards"}), (resource,), **further)


@pytest.mark.parametrize("threshold", ["10", None, 1.5, [10]])
def test_a_threshold_that_is_no_whole_number_hides_nothing(threshold):
    """It is a finding of the schema; nothing is judged by it."""
    assert disclosure(hidden_below(threshold)) is None
    assert disclosure(hidden_below(10)).threshold == 10


def hidden_below(threshold):
    descriptor = {"disclosure": {"threshold": threshold}}
    return Field("n", "integer", Text({"en": "N"}), descriptor=descriptor)
