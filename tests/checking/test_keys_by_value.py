"""Keys compare the values of their type, however they are written, as the reference does."""

import pytest
from bench_of_files import every_example
from frictionless import Resource, Schema

VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"
# type, format, texts; texts of one value stand in one group
SPELLINGS = [
    ("date", "default", [["2022-09-01", "2022-9-1", "2022-09-1"], ["2022-01-09"]]),
    ("date", "any", [["2022-09-01", "2022/9/1", "2022/09/01"], ["2022-01-09"]]),
    ("date", "%d/%m/%Y", [["01/09/2022", "1/9/2022", "1/09/2022"], ["09/01/2022", "9/1/2022"]]),
    ("date", "%y.%m.%d", [["22.9.1", "22.09.01"], ["69.9.1"], ["68.9.1"]]),
    ("datetime", "%Y-%m-%dT%H:%M", [["2022-09-01T01:00", "2022-9-1T1:00"], ["2022-09-01T10:00"]]),
    ("datetime", "any", [["2022-09-01T00:00:00Z", "2022-09-01T09:00:00+09:00"],
                         ["2022-09-01T00:00:01Z"]]),
    ("datetime", "default", [["2022-09-01T00:00:00Z", "2022-09-01T09:00:00+09:00"],
                             ["2022-09-01T00:00:00"]]),
    ("datetime", "default", [["2022-09-01T00:00:00.5", "2022-09-01 00:00:00.50"],
                             ["2022-09-01T00:00:00", "2022-09-01 00:00:00"],
                             ["2022-09-01 00:00:00Z", "2022-08-31T23:00:00-01:00"],
                             ["2022-09-01T00:00:05"]]),
    ("time", "default", [["01:00:00", "01:00:00.0"], ["01:00:00.5", "01:00:00.50"],
                         ["01:00:00Z", "10:00:00+09:00", "00:00:00-01:00", "01:00:00+0000"],
                         ["23:30:00-01:00"], ["00:30:00Z"], ["10:00:00"]]),
    ("time", "any", [["01:00:00", "1:00", "01:00"], ["10:00"]]),
    ("time", "%H:%M", [["01:00", "1:0"], ["10:00"]]),
    ("yearmonth", "default", [["2022-09", "2022-9"], ["2022-10"]]),
    ("duration", "default", [["PT60M", "PT1H", "PT3600S"], ["P7D", "P1W", "PT168H"],
                             ["P1Y", "P12M"], ["P1M"], ["P30D"], ["-PT1H", "-PT60M"],
                             ["P1Y1D", "P12MT24H"], ["PT0.5S", "PT0.50S"]]),
    ("geopoint", "default", [["136.5,34", "136.50, 34.0"], ["34,36.5"]]),
    ("geopoint", "array", [["[136.5,34]", "[136.50, 34.0]"], ["[34,36.5]"]]),
    ("integer", "default", [["7", "007", "+7"], ["-7"]]),
    ("number", "default", [["1", "1.0", "1e0"], ["-1"]]),
    ("boolean", "default", [["true", "1"], ["false", "0"]]),
]  # fmt: skip

# The reference looks keys up by a hash that tells a year from twelve months; its values are equal.
ONLY_OURS = {"P12M", "P12MT24H"}


def named(case):
    return f"{case[0]} {case[1]}"


@pytest.mark.parametrize("case", SPELLINGS, ids=named)
def test_texts_of_one_value_are_one_key_and_others_are_not(bench, case):
    kind, form, groups = case
    field = {"name": "a", "type": kind, "format": form}
    texts = [text for group in groups for text in group]
    again = [texts.index(text) + 2 for group in groups for text in group[1:]]
    rows = [["a"], *([text] for text in texts)]
    schema = {"fields": [field], "primaryKey": "a"}
    with every_example():
        problems = [
            problem for problem in bench.problems(rows, schema) if problem.id == "primary-key"
        ]
    told = [example.place.row for problem in problems for example in problem.examples]
    assert told == again
    seen_alone = {texts.index(text) + 2 for text in ONLY_OURS if text in texts}
    assert set(told) - seen_alone == set(of_the_reference(rows, schema))


def of_the_reference(rows, schema):
    described = Schema.from_descriptor({"$schema": VERSION, **schema})
    report = Resource(data=rows, schema=described).validate(limit_errors=10**6)
    errors = [error for task in report.tasks for error in task.errors]
    assert {error.type for error in errors} <= {"primary-key"}
    return [error.row_number for error in errors]


@pytest.mark.parametrize("case", SPELLINGS, ids=named)
def test_a_value_is_found_however_it_is_written_where_it_is_referred_to(bench, case):
    kind, form, groups = case
    field = {"name": "a", "type": kind, "format": form}
    *known, absent = groups
    rows = [["a"], *([group[-1]] for group in groups)]
    schema = {"fields": [field], "foreignKeys": [foreign("a", "other", "b")]}
    target = {"fields": [{**field, "name": "b"}]}
    others = {"other": ([["b"], *([group[0]] for group in known)], target)}
    problems = [problem for problem in bench.problems(rows, schema, others=others)
                if problem.id == "foreign-key"]  # fmt: skip
    assert [(problem.total, problem.examples[0].cell) for problem in problems] == [(1, absent[-1])]


def foreign(field, resource, other):
    return {"fields": field, "reference": {"resource": resource, "fields": other}}
