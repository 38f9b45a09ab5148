"""Descriptors are plain values in strict YAML or JSON, each with the line of its key."""

import json
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from hiraku.problems import Place, Refused
from hiraku.reading.descriptors.read import MAX_BYTES, read_descriptor
from hiraku.reading.files.paths import admit

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# PyYAML follows YAML 1.1, in which 1e5 is a text that needs no quotes; in 1.2 it is a number.
NUMBERS_OF_1_2 = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]+")
FINITE = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), FINITE, TEXTS)
WORDS = ["", "~", "null", "NO", "on", "012", "1:30", "0x10", ".inf", "<<", "=", "- a", "a: b", "#"]


def values_of(texts):
    scalars = st.one_of(SCALARS.filter(lambda each: not isinstance(each, str)), texts)
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=12,
    )


ANY_TEXT = TEXTS | st.sampled_from(WORDS)
VALUES = values_of(ANY_TEXT)
YAML_VALUES = values_of(ANY_TEXT.filter(lambda each: not NUMBERS_OF_1_2.fullmatch(each)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("descriptors")


def read(folder, text, name="datapackage.yaml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_descriptor(admit(path.parent, path.name, Place(name)), name)


def refusal(folder, text, name="datapackage.yaml"):
    with pytest.raises(Refused) as refused:
        read(folder, text, name)
    return refused.value.problem


def typed(value):
    """Return a value in which 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return {key: typed(member) for key, member in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value).__name__, repr(value)


@given(value=YAML_VALUES, flow=st.sampled_from([True, False, None]), wide=st.booleans())
def test_any_value_that_pyyaml_writes_is_read_back_equal(folder, value, flow, wide):
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=wide, sort_keys=False)
    assume(yaml.safe_load(text) == value)  # it writes U+0085 as a line end
    assert typed(read(folder, text).value) == typed(value)


@given(
    value=VALUES,
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    separators=st.sampled_from([None, (",", ":"), (" , ", " :\n")]),
)
def test_any_value_that_json_writes_is_read_back_equal(
    folder, value, ascii_only, indent, separators
):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, separators=separators)
    assert typed(read(folder, text, "datapackage.json").value) == typed(value)


@pytest.mark.parametrize(
    "text",
    [
        "NO", "yes", "on", "off", "True", "NULL", "Null", "012", "0123", "1:30", "12:30:45",
        "2020-01-01", "2022-08-31T13:30:00", "1_000", "0x10", "0o7", "0b1", ".inf", "-.inf",
        ".nan", "NaN", "Infinity", "+1", "1.", ".5", "1,000", "１２", "令和4年", "1e400", "=", "-x",
    ],
)  # fmt: skip
def test_what_json_would_not_read_stays_text(folder, text):
    assert read(folder, f"key: {text}\n").value == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("true", True), ("false", False), ("0", 0),
        ("-0", 0), ("12", 12), ("-7", -7), ("1.0", 1.0), ("-0.5", -0.5), ("1e3", 1000.0),
        ("1.5E-3", 0.0015), ("9007199254740993", 2**53 + 1),
    ],
)  # fmt: skip
def test_what_json_would_read_is_that_value(folder, text, value):
    assert typed(read(folder, f"key: {text}\n").value) == typed({"key": value})


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize("text", ["012", "null", "1.0", "true", "津市"])
def test_a_quoted_scalar_is_text(folder, written, text):
    assert read(folder, f"key: {written.format(text)}\n").value == {"key": text}


def test_a_plain_scalar_keeps_its_own_text_beside_its_value(folder):
    document = read(folder, "version: 1.0\ncodes: [012, 1e3, ~]\nname: 'x'\n")
    assert document.texts == {
        ("version",): "1.0",
        ("codes", 0): "012",
        ("codes", 1): "1e3",
        ("codes", 2): "~",
    }


def test_a_number_of_thousands_of_digits_is_no_crash(folder):
    assert read(folder, f"key: {'9' * 5000}\n").value == {"key": "9" * 5000}
    assert refusal_or_value(folder, f'{{"key": {"9" * 5000}}}', "datapackage.json")


def refusal_or_value(folder, text, name):
    try:
        return read(folder, text, name).value
    except Refused as refused:
        return refused.problem.id


# What is written, the id, the line, and what the sentence is filled with.
REFUSED = {
    "a duplicate key": (
        "a: 1\nb: 2\na: 3\n",
        "yaml-duplicate-key", 3, {"key": "a", "first_line": "1"},
    ),
    "a duplicate key further down": (
        "x:\n  - a: 1\n    b: 2\n    a: 3\n",
        "yaml-duplicate-key", 4, {"key": "a", "first_line": "2"},
    ),
    "a duplicate key in braces": (
        "x: {a: 1,\n  'a': 2}\n",
        "yaml-duplicate-key", 2, {"key": "a", "first_line": "1"},
    ),
    "an anchor": ("a: 1\nb: &here [1]\n", "yaml-feature", 2, {"feature": "&here"}),
    "an anchor at a key": ("a: 1\n&here b: 2\n", "yaml-feature", 2, {"feature": "&here"}),
    "an alias": ("a: 1\nb: *here\n", "yaml-feature", 2, {"feature": "*here"}),
    "an alias as a key": ("a: 1\n*here : 2\n", "yaml-feature", 2, {"feature": "*here"}),
    "a merge key": ("a: 1\n<<: {b: 2}\n", "yaml-feature", 2, {"feature": "<<"}),
    "a tag": ("a: 1\nb: !!python/name:os.system\n", "yaml-feature", 2, None),
    "a tag of our own": ("a: 1\nb: !ours x\n", "yaml-feature", 2, {"feature": "!ours"}),
    "a tag of text": ("a: !!str 12\n", "yaml-feature", 1, None),
    "a second document": ("a: 1\n---\nb: 2\n", "yaml-feature", None, {"feature": "---"}),
    "a list as a key": ("a: 1\n? [x]\n: 2\n", "yaml-feature", 2, {"feature": "?"}),
    "a group as a key": ("{{a: 1}: 2}\n", "yaml-feature", 1, {"feature": "?"}),
    "a bracket that is never closed": ("a: 1\nb: [1, 2\n", "yaml-syntax", None, None),
    "a tab as indentation": ("a:\n\tb: 1\n", "yaml-syntax", 2, None),
    "a quote that is never closed": ("a: 'x\nb: 1\n", "yaml-syntax", None, None),
    "a control character": ("a: 1\nb: \x07\n", "yaml-syntax", None, None),
    "bytes that are no UTF-8": (b"a: 1\nb: \x83\n", "encoding-invalid", 2, None),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_strict_yaml_is_refused_with_its_line(folder, name):
    text, id_, line, values = REFUSED[name]
    problem = refusal(folder, text)
    assert problem.id == id_
    assert problem.place.file == "datapackage.yaml"
    if line:
        assert problem.place.line == line
    if values:
        assert problem.values == values


def test_a_merge_key_in_quotes_is_a_key(folder):
    assert read(folder, '"<<": 1\n').value == {"<<": 1}


def test_one_document_with_its_marks_is_read(folder):
    assert read(folder, "%YAML 1.2\n---\na: 1\n...\n").value == {"a": 1}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_descriptor_is_nothing(folder, text):
    assert read(folder, text).value is None


def test_a_bom_is_not_part_of_the_first_key(folder):
    assert read(folder, "\ufeffa: 1\n").value == {"a": 1}
    assert read(folder, '\ufeff{"a": 1}', "datapackage.json").value == {"a": 1}


@pytest.mark.parametrize("name", ["datapackage.yaml", "datapackage.json"])
def test_thirty_two_levels_are_read_and_thirty_three_are_not(folder, name):
    assert read(folder, "[" * 32 + "1" + "]" * 32, name).value
    problem = refusal(folder, "[" * 33 + "1" + "]" * 33, name)
    assert (problem.id, problem.values) == ("yaml-too-deep", {"limit": "32"})


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("name", ["datapackage.yaml", "datapackage.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_a_hundred_thousand_levels_are_refused_at_once(folder, name, opening):
    closing = {"[": "]", '{"a":': "}"}[opening]
    problem = refusal(folder, opening * 100_000 + "1" + closing * 100_000, name)
    assert problem.id in {"yaml-too-deep", "yaml-syntax", "json-syntax"}


def test_a_descriptor_of_just_the_limit_is_read_and_one_byte_more_is_not(folder):
    text = "a: 1 #" + "x" * (MAX_BYTES - 6)
    assert read(folder, text).value == {"a": 1}
    problem = refusal(folder, text + "x")
    assert (problem.id, problem.values["limit"]) == ("descriptor-too-large", "1,048,576")


BLOCK = """\
# a comment
name: cards

resources:
  - name: cards
    path: cards.csv
    schema:
      fields:
        - {name: area,
           type: string}
  - name: more
notes: |
  two
  lines
'last': 1
"""


def test_every_key_and_every_member_has_its_line(folder):
    assert read(folder, BLOCK).lines == {
        (): 2,
        ("name",): 2,
        ("resources",): 4,
        ("resources", 0): 5,
        ("resources", 0, "name"): 5,
        ("resources", 0, "path"): 6,
        ("resources", 0, "schema"): 7,
        ("resources", 0, "schema", "fields"): 8,
        ("resources", 0, "schema", "fields", 0): 9,
        ("resources", 0, "schema", "fields", 0, "name"): 9,
        ("resources", 0, "schema", "fields", 0, "type"): 10,
        ("resources", 1): 11,
        ("resources", 1, "name"): 11,
        ("notes",): 12,
        ("last",): 15,
    }


def test_the_keys_of_json_have_lines_too(folder):
    text = '{\n\t"name": "cards",\n\t"resources": [\n\t\t{"path":\n\t\t"x"}\n\t]\n}\n'
    lines = read(folder, text, "datapackage.json").lines
    assert lines["name",] == 2
    assert lines["resources", 0] == 4
    assert lines["resources", 0, "path"] == 4


def test_a_place_falls_back_on_the_nearest_key_above(folder):
    document = read(folder, BLOCK)
    assert document.place("resources", 0, "title").line == 5
    assert document.place("title").line == 2
    assert document.place("resources", 0, "path").key == "resources.0.path"


@given(names=st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), gap=st.integers(0, 3))
def test_the_line_of_a_key_is_the_line_it_is_written_on(folder, names, gap):
    text = "".join("\n" * gap + f"{name}: [1,\n  2]\n" for name in names)
    lines = read(folder, text).lines
    for name in names:
        assert text.splitlines()[lines[name,] - 1].startswith(f"{name}:")


# What is written as JSON, and the line of the fault.
NO_JSON = {
    "a tab inside a string": ('{\n"a": "x\ty"}', 2),
    "a line end inside a string": ('{"a": "x\ny"}', 1),
    "a comma too many": ('{"a": 1,\n}', None),
    "single quotes": ("{'a': 1}", 1),
    "a comment": ('{\n# no\n"a": 1}', 2),
    "a bare word": ('{"a": yes}', 1),
    "not a number": ('{"a": NaN}', 1),
    "infinity": ('{\n"a": -Infinity}', 2),
    "a leading zero": ('{"a": 012}', 1),
    "YAML": ("a: 1\n", 1),
    "nothing at all": ("", None),
    "two values": ('{"a": 1}\n{"b": 2}', 2),
}


@pytest.mark.parametrize("name", NO_JSON)
def test_what_is_not_json_is_refused_with_its_line(folder, name):
    text, line = NO_JSON[name]
    problem = refusal(folder, text, "datapackage.json")
    assert problem.id == "json-syntax"
    if line:
        assert problem.place.line == line


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"\t", "\t"), (r"\n", "\n"), (r"\"", '"'), (r"\\", "\\"), (r"\/", "/"), (r"\b", "\b"),
        (r"\u6d25", "津"), (r"\u0000", "\0"), (r"\ud842\udfb7", "𠮷"), (r"\u2028", "\u2028"),
        ("\u2028", "\u2028"), ("\x85", "\x85"), ("\x7f", "\x7f"), ("𠮷", "𠮷"), ("#", "#"),
        (" #x: - ", " #x: - "), ("a  b ", "a  b "), ("%", "%"), ("\ufeff", "\ufeff"),
    ],
)  # fmt: skip
def test_the_strings_of_json_are_what_json_says(folder, written, value):
    text = f'{{\n\t"a":\t"{written}"}}'
    assert read(folder, text, "datapackage.json").value == {"a": value}


def test_a_long_key_of_json_is_read(folder):
    key = "k" * 2000
    assert read(folder, json.dumps({key: 1}), "datapackage.json").value == {key: 1}


def test_a_duplicate_key_in_json_is_refused(folder):
    problem = refusal(folder, '{"a": 1,\n"a": 2}', "datapackage.json")
    assert (problem.id, problem.place.line) == ("yaml-duplicate-key", 2)


def test_half_a_pair_in_json_is_refused_for_it_is_no_text(folder):
    problem = refusal(folder, '{"a": "\\ud842"}', "datapackage.json")
    assert problem.id in {"json-syntax", "yaml-syntax"}


@pytest.mark.parametrize("string", [r"\ud842\udfb7", "\u2028", "\x7f", "k" * 2000])
def test_lines_and_duplicate_keys_of_json_are_known_whatever_its_strings_hold(folder, string):
    text = f'{{"{string}": 1,\n"a": 1.0,\n'
    document = read(folder, text + '"b": 3}', "datapackage.json")
    assert (document.lines["a",], document.texts["a",]) == (2, "1.0")
    assert refusal(folder, text + '"a": 3}', "datapackage.json").place.line == 3
