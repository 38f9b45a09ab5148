"""Sentences of changes: what is said fits what happened."""

import json

import pytest

from hiraku.changes.compare.run import run
from hiraku.changes.compare.told import sentence
from hiraku.changes.rows.words import in_words
from hiraku.changes.verdicts.judge import judge_schemas
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from


def said(kind, old, new, language):
    before, after = (
        schema_from(
            {"fields": [{"name": "a", "type": kind, "constraints": constraints}]}, "s", Origin("")
        )
        for constraints in (old, new)
    )
    (judged,) = judge_schemas(before, after)
    return sentence(judged, language)


@pytest.mark.parametrize(
    ("kind", "limits", "ja", "en"),
    [
        ("integer", {"maximum": 29}, "最大値（29）", "maximum"),
        ("integer", {"minimum": 1}, "最小値（1）", "minimum"),
        ("number", {"exclusiveMinimum": 1}, "最小値（1（その値を除く））", "minimum"),
        ("string", {"maxLength": 8}, "最も長い長さ（8）", "longest length"),
        ("string", {"minLength": 2}, "最も短い長さ（2）", "shortest length"),
    ],
)
def test_a_limit_that_comes_or_goes_neither_rises_nor_falls(kind, limits, ja, en):
    came, went = said(kind, {}, limits, "ja"), said(kind, limits, {}, "ja")
    assert came.startswith(f"列「a」に、{ja}の決まりが付きました")
    assert went == f"列「a」の、{ja}の決まりがなくなりました。"
    assert said(kind, {}, limits, "en").startswith(f'"a" has a {en} now: ')
    assert said(kind, limits, {}, "en").startswith(f'"a" has no {en} any more; it was ')


def test_a_limit_that_moves_says_from_where_to_where():
    assert said("integer", {"maximum": 29}, {"maximum": 30}, "ja") == (
        "列「a」の最大値が 29 から 30 に上がりました。"
    )


def test_without_a_register_a_code_is_told_by_the_name_beside_it(tmp_path):
    fields = [{"name": name, "type": "string"} for name in ("code", "area", "kind")]
    fields.append({"name": "rate", "title": "交付率", "type": "number"})
    resource = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": fields, "primaryKey": ["code"]},
    }
    for side, rate in (("old", "81.2"), ("new", "18.2")):
        (tmp_path / side).mkdir()
        rows = f"code,area,kind,rate\n242012,津市,市,{rate}\n242021,四日市市,市,46.8\n"
        (tmp_path / side / "t.csv").write_text(rows, "utf-8")
        package = {"name": "p", "resources": [resource]}
        (tmp_path / side / "datapackage.json").write_text(json.dumps(package), "utf-8")
    report = run([str(tmp_path / side) for side in ("old", "new")], tmp_path, "recipe", None)
    (table,) = report.subjects[0].tables
    said = [in_words(cell, table.wording, "ja") for cell in table.rows.examples]
    assert said == ["津市の交付率 81.2 → 18.2（−77.6 %）"]
