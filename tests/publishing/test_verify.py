"""The finished site is read back; a file that its own kind of reader refuses is a fault."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiraku.publishing.release import json_items, verify

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("name", "sound", "broken"),
    [
        ("catalog.jsonld", '{"@id": "x"}', '{"@id": '),
        ("data.geojson", "[]", "[NaN]"),
        ("croissant.json", "{}", "{'a': 1}"),
        ("feed.xml", "<feed/>", "<feed>"),
        ("catalog.rdf", "<a>津</a>", "<a>&nbsp;</a>"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, name, sound, broken):
    (tmp_path / name).write_text(sound, encoding="utf-8")
    assert list(verify.faults(tmp_path)) == []
    (tmp_path / name).write_text(broken, encoding="utf-8")
    (fault,) = verify.faults(tmp_path)
    assert fault.startswith(f"{name}: ")


def test_the_published_sites_are_sound(any_site):
    assert list(verify.faults(any_site)) == []


FIELDS = [
    {"name": "day", "type": "date", "format": "%Y/%m/%d"},
    {"name": "clock", "type": "time", "format": "%H時%M分"},
    {"name": "moment", "type": "datetime", "format": "%Y/%m/%d %H:%M"},
    {"name": "amount", "type": "number", "groupChar": ",", "bareNumber": False},
    {"name": "comma", "type": "number", "decimalChar": ",", "groupChar": "."},
    {"name": "year", "type": "year"},
    {"name": "items", "type": "list", "itemType": "integer", "delimiter": ";"},
    {"name": "flag", "type": "boolean", "trueValues": ["はい"], "falseValues": ["いいえ"]},
    {"name": "note", "type": "string", "missingValues": ["－"]},
]
CELLS = (
    "2022/8/31",
    "9時05分",
    "2022/8/31 9:05",
    "-1,780.50円",
    "1.780,5",
    "0868",
    "1;20",
    "はい",
    "",
)
VALUES = {
    "day": '"2022-08-31"', "clock": '"09:05:00"', "moment": '"2022-08-31T09:05:00"',
    "amount": "-1780.50", "comma": "1780.5", "year": "868", "items": "[1,20]", "flag": "true",
    "note": '""',
}  # fmt: skip
WRONG = {
    "day": '"2022-08-30"', "clock": '"09:50:00"', "moment": '"2022-08-31T09:05:01"',
    "amount": "1780.50", "comma": "17805", "year": "8680", "items": "[1,2]", "flag": "false",
    "note": "null",
}  # fmt: skip


def publish(folder, values):
    schema = json.dumps({"fields": FIELDS}, ensure_ascii=False)
    (folder / "schema.json").write_text(schema, encoding="utf-8")
    header = ",".join(field["name"] for field in FIELDS)
    row = ",".join(f'"{cell}"' for cell in CELLS)
    (folder / "data.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    members = ",".join(f'"{key}":{value}' for key, value in values.items())
    (folder / "data.json").write_text(f"[{{{members}}}]\n", encoding="utf-8")


def test_values_in_a_form_of_their_own_are_compared_too(tmp_path):
    publish(tmp_path, VALUES)
    assert list(verify.faults(tmp_path)) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_value_that_is_not_that_of_the_csv_is_a_fault(tmp_path, name):
    publish(tmp_path, VALUES | {name: WRONG[name]})
    assert list(verify.faults(tmp_path)) == ["data.json: row 2 differs from data.csv"]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 4096])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(JSON_VALUES, max_size=5), st.booleans())
def test_a_list_read_in_pieces_is_the_list(piece, tmp_path_factory, listed, spaced):
    path = tmp_path_factory.mktemp("items") / "a.json"
    path.write_text(json.dumps(listed, indent=1 if spaced else None, ensure_ascii=False), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_items, "PIECE", piece)
        found = list(json_items.items(path))
    assert found == json.loads(path.read_text("utf-8"), parse_int=str, parse_float=str)


@pytest.mark.parametrize(
    "text", ["[", "[1", "[1,", "[1,]", "[1] 2", "[1 2]", "[NaN]", "[{]}", "{}"]
)
def test_what_is_no_json_list_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        list(json_items.items(tmp_path / "a.json"))


@pytest.mark.parametrize(("text", "sound"), [('{"a":[1]}', True), ('{"a":NaN}', False),
                                             ('{"a":', False)])  # fmt: skip
def test_a_large_document_is_read_without_being_kept(tmp_path, monkeypatch, text, sound):
    monkeypatch.setattr(verify, "LARGE", 1)
    (tmp_path / "a.geojson").write_text(text, "utf-8")
    assert (list(verify.faults(tmp_path)) == []) is sound


def test_a_row_too_few_or_too_many_is_a_fault(tmp_path):
    (tmp_path / "data.csv").write_text("a\n1\n2\n", "utf-8")
    for text, faults in {
        '[{"a":1},{"a":2}]': [],
        '[{"a":1}]': ["data.json: 1 ≠ 2"],
        '[{"a":1},{"a":2},{"a":3}]': ["data.json: 3 ≠ 2"],
        '[{"a":1},7]': ["data.json: row 3 differs from data.csv"],
    }.items():
        (tmp_path / "data.json").write_text(text, "utf-8")
        assert list(verify.faults(tmp_path)) == faults
