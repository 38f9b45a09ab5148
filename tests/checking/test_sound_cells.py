"""Whatever a record's regular expression takes for sound is so: no rule has anything to tell of it.

`HYPOTHESIS_PROFILE=prove` runs over at least 200,000 pairs of a field and a text for each type.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

import duckdb
import pytest
from bench_of_files import as_csv, opened
from fields_of_types import fields, named
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from objections import TYPES, field_of, reference_of
from test_acquittal import CASES_OF_A_PROOF, TEXTS, is_sound
from texts_of_types import texts_of

from hiraku.checking.cells.cells import doubt
from hiraku.checking.cells.sound_cells import sound_texts
from hiraku.checking.contracts import CountingRule, FieldColumn, rules
from hiraku.checking.types.plain.digit_ranges import dates, decimals, naturals, whole_numbers
from hiraku.checking.types.plain.plain_texts import free_text, short_pattern
from hiraku.reading import in_place, loading
from hiraku.reading.csv import line_scan
from hiraku.sql import literal

PASSING = [rule for rule in rules(CountingRule) if rule.passes_plain_texts]
# What may not be in a text that is divided by nothing but its delimiter.
DANGEROUS = re.compile('[\x00-\x1f"]')
# What a person, a spreadsheet or a damage leaves in texts, for types that hold any text.
TELLING = [
    "090-1234-5678", "０９０－１２３４－５６７８", "123456789018", "1234 5678 9018", "a@gmail.com",
    "=1+1", "＝1", "@x", "+cmd", "-cmd", "津\ufffd", "Ã©", "a\u200bb", "⻲⻑", "\ue000", "a\x80b",
    "-", "…", "津市広明町13番地", "改修中、令和5年度再開", "x" * 12, "x" * 70, "1" * 11, "",
]  # fmt: skip


USUAL = {
    "string": ["津市", "改修中、令和5年度再開", "三重県津市広明町13番地", ""],
    "any": ["x", ""],
    "integer": ["0", "1", "-5", "99999", ""],
    "number": ["81.2", "-0.5", "100", ""],
    "date": ["2022-08-31", "2024-02-29", ""],
    "boolean": ["true", "false", ""],
    "year": ["2022", ""],
    "yearmonth": ["2022-08", ""],
    "time": ["13:30:00", ""],
}


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def taken_for_sound(connection, pattern, texts):
    found = connection.execute(
        f"SELECT t FROM (SELECT unnest(?::VARCHAR[]) AS t) "
        f"WHERE regexp_full_match(t, {literal(pattern)})",
        [texts],
    ).fetchall()
    return [text for (text,) in found]


def told_of(connection, field, texts):
    """Return those of which a rule, or the judge, may have something to tell."""
    column = FieldColumn(1, field)
    asked = [doubt("c1", field)]
    asked += [condition for rule in PASSING for condition in rule.conditions(column)]
    held = " OR ".join(f"({condition})" for condition in asked)
    found = connection.execute(
        f"SELECT c1 FROM (SELECT unnest(?::VARCHAR[]) AS c1) WHERE {held}", [texts]
    )
    return [text for (text,) in found.fetchall()]


@pytest.mark.parametrize("kind", USUAL)
def test_nothing_can_be_told_of_a_text_that_is_taken_for_sound(connection, kind, capsys):
    seen = {"cases": 0, "sound": 0}

    @given(data=st.data())
    def examples(data):
        tree = data.draw(fields(kind), label="field")
        delimiter = data.draw(st.sampled_from([*line_scan.DELIMITERS, ""]), label="delimiter")
        seed = data.draw(st.integers(0, 2**32), label="seed")
        own = data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
        assume(is_sound(connection, tree) and reference_of(tree))
        texts = list(dict.fromkeys([*TELLING, *texts_of(kind, seed, TEXTS), *own]))
        field = field_of(tree)
        pattern = sound_texts(field, delimiter)
        seen["cases"] += len(texts)
        sound = [] if pattern is None else taken_for_sound(connection, pattern, texts)
        seen["sound"] += len(sound)
        assert not told_of(connection, field, sound)
        assert not [text for text in sound if DANGEROUS.search(text)]
        assert not delimiter or not [text for text in sound if delimiter in text]
        # The other engine, which looks at the first lines of a file's columns, agrees.
        assert pattern is None or sound == [text for text in texts if re.fullmatch(pattern, text)]

    examples()
    if settings.get_current_profile_name() == "prove":
        with capsys.disabled():
            print(  # noqa: T201 - the figures of a proof
                f"  {kind}: {seen['cases']:,} cases, {seen['sound']:,} taken for sound"
            )
        assert seen["cases"] >= CASES_OF_A_PROOF


@pytest.mark.parametrize("kind", USUAL)
def test_usual_texts_are_taken_for_sound(connection, kind):
    pattern = sound_texts(field_of(named({"type": kind})), ",")
    assert taken_for_sound(connection, pattern, USUAL[kind]) == USUAL[kind]


@pytest.mark.parametrize("kind", sorted({*TYPES} - {*USUAL}))
def test_of_other_types_no_text_is_known_to_be_sound(kind):
    assert sound_texts(field_of(named({"type": kind})), ",") is None


def test_no_character_that_a_rule_tells_of_is_plain(connection):
    """Each character of Unicode alone: of those that are unseen a random search finds few."""
    field = field_of(named({"type": "string"}))
    characters = [chr(code) for code in range(0x20000) if not 0xD800 <= code <= 0xDFFF]
    sound = taken_for_sound(connection, sound_texts(field, ","), characters)
    assert len(sound) > len(characters) / 2
    assert told_of(connection, field, sound) == []


def test_what_is_no_value_is_never_sound_in_a_required_column():
    tree = {"type": "string", "constraints": {"required": True}, "missingValues": ["", "n/a"]}
    assert sound_texts(field_of(named(tree)), ",") is None


NUMBERS = st.integers(0, 30_000)


@given(low=NUMBERS, wide=NUMBERS, text=NUMBERS)
def test_a_range_of_numbers_holds_those_and_no_others(low, wide, text):
    high = low + wide
    near = [text, low - 1, low, low + 1, high - 1, high, high + 1]
    for number in near:
        matched = re.fullmatch(naturals(low, high), str(number))
        assert bool(matched) == (low <= number <= high)
        signed = re.fullmatch(whole_numbers(str(-high), str(low)), str(number - low))
        assert bool(signed) == (-high <= number - low <= low)


@given(low=st.integers(-50, 50), wide=st.integers(0, 50), text=st.decimals(-120, 120, places=2))
def test_no_number_outside_of_its_bounds_is_taken(low, wide, text):
    bounds = f"{low}.5", f"{low + wide}.5"
    matched = re.fullmatch(decimals(*bounds), f"{text:f}")
    assert not matched or Decimal(bounds[0]) <= text <= Decimal(bounds[1])
    assert re.fullmatch(decimals(str(low), None), f"{abs(low) + wide}.0")


@given(
    first=st.dates(date(1890, 1, 1), date(2110, 1, 1)),
    wide=st.integers(0, 4000),
    off=st.integers(-400, 4400),
)
def test_a_range_of_days_holds_the_days_of_the_calendar(first, wide, off):
    last, day = first + timedelta(wide), first + timedelta(off)
    matched = re.fullmatch(dates(str(first), str(last)), str(day))
    assert bool(matched) == (first <= day <= last and 1900 <= day.year <= 2099)
    assert not re.fullmatch(dates(str(first), str(last)), f"{day.year}-02-30")


@pytest.mark.parametrize("pattern", ["T.{4}", "[^,]*", "[0-9]{11}", "a+", "(a|b)", r"\w", "[!-~]"])
def test_a_pattern_that_may_match_anything_is_not_followed(pattern):
    assert short_pattern(pattern) is None


def test_a_text_of_any_length_is_counted_where_it_can_be():
    counted = re.compile(free_text(2, 20, ","))
    assert [bool(counted.fullmatch("津" * length)) for length in (1, 2, 10, 11, 20, 21)] == [
        False, True, True, True, True, False,
    ]  # fmt: skip


# The same file, read by lines and by cells: faults anywhere, in a schema with every sound type.
SCHEMA = {
    "fields": [
        {"name": "n", "type": "integer", "constraints": {"minimum": 1, "maximum": 50}},
        {"name": "s", "type": "string", "constraints": {"maxLength": 12}},
        {"name": "d", "type": "date", "constraints": {"minimum": "2022-04-01"}},
    ],
    "missingValues": ["", "-"],
}
GOOD = ["7,津市,2022-08-31", '7,"津,市",2022-08-31', "-,-,-", '"7","a","2023-01-01"', "50,,"]
WRONG = ["x,津市,2022-08-31", "51,a,2022-03-31", "7,=1,2022-02-30", "7,090-1234-5678,", "８,a,"]
FAULTY = [
    "", ",,", '"",,""', "7,a", "7,a,2022-08-31,", '7,a"b,', '7,"a', 'b",', '7,"a\nb",',
    '7,"a""b",', '"7"x,a,', "7,a\0,", "7,a\rb,", '""', '7,"a\r\nb",', "x" * 70, '7,"","', '"7,""a,',
]  # fmt: skip
LINES = st.lists(st.sampled_from([*GOOD * 3, *WRONG]) | st.sampled_from(FAULTY), min_size=1)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("lines")) as shelf:
        yield shelf


def by_lines(patch):
    patch.setattr(loading, "SMALL", 0)
    patch.setattr(line_scan, "LEAST_BYTES", 0)
    patch.setattr(loading, "LEAST_BYTES", 0)
    patch.setattr(line_scan, "MOST_LEFT_OVER", 1)


def by_cells(patch):
    patch.setattr(line_scan.Lines, "scan", lambda *_: None)


def one_by_one(patch):
    """Read every record of a file that is not as it should be, and nothing of it in its place."""
    by_cells(patch)
    patch.setattr(loading.Loader, "_in_utf8", lambda *_: None)
    patch.setattr(loading.Loader, "_sifted", lambda *_: None)


@st.composite
def files(draw):
    """Lines with faults among them, a line end that is seldom another, in several encodings."""
    lines = ["n,s,d", *draw(LINES)]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    ends = [end] * len(lines)
    if draw(st.integers(0, 3)) == 0:
        ends[draw(st.integers(0, len(lines) - 1))] = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    ends[-1] = draw(st.sampled_from([end, end, ""]))
    text = "".join(line + its_end for line, its_end in zip(lines, ends, strict=True))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "cp932", "utf-16"])))


KEYED = {**SCHEMA, "primaryKey": ["n", "d"]}


@pytest.mark.parametrize("schema", [SCHEMA, KEYED], ids=["cells", "keys"])
@given(content=files())
def test_by_lines_by_cells_and_one_by_one_the_same_is_found(shelf, schema, content):
    with pytest.MonkeyPatch.context() as patch:
        by_lines(patch)
        found = shelf.report(content, schema)
        by_cells(patch)
        cells = shelf.report(content, schema)
        one_by_one(patch)
        records = shelf.report(content, schema)
    assert (found.problems, found.counts) == (cells.problems, cells.counts)
    assert (found.problems, found.counts) == (records.problems, records.counts)


@pytest.mark.parametrize("wrong", [[], WRONG], ids=["all sound", "some wrong"])
def test_a_file_is_read_by_lines_where_all_are_whole(shelf, monkeypatch, wrong):
    """A property over files none of which is read so would say nothing."""
    by_lines(monkeypatch)
    scanned = []
    whole = line_scan.Lines.scan

    def noted(lines):
        scanned.append(whole(lines))
        return scanned[-1]

    monkeypatch.setattr(line_scan.Lines, "scan", noted)
    shelf.report("\n".join(["n,s,d", *GOOD * 5, *wrong]) + "\n", SCHEMA)
    assert scanned[0].rows == len(GOOD) * 5 + len(wrong)
    assert scanned[0].left_over == len(wrong)


@pytest.mark.parametrize("fault", [fault for fault in FAULTY if fault[:1] != "x"])
@pytest.mark.parametrize("form", ["LF", "CRLF", "BOM", "CP932", "UTF-16"])
def test_a_fault_costs_no_more_than_its_records(shelf, monkeypatch, fault, form):
    by_lines(monkeypatch)
    monkeypatch.delattr(loading, "read_csv")
    asked = []
    monkeypatch.setattr(in_place, "in_one_pass", lambda *how: asked.append(how))
    monkeypatch.setattr(loading.Loader, "_sifted", lambda *how: asked.append(how))
    text = "\n".join(["n,s,d", *["7,津市,2022-08-31"] * 9, fault, *["7,津市,"] * 9, ""])
    encoding = {"BOM": "utf-8-sig", "CP932": "cp932", "UTF-16": "utf-16"}.get(form, "utf-8")
    content = text.replace("\n", "\r\n" if form == "CRLF" else "\n").encode(encoding)
    assert shelf.report(content, SCHEMA).counts.rows >= 18
    assert not asked


def test_behind_a_quote_that_is_never_closed_no_line_is_taken_for_sound(shelf, monkeypatch):
    by_lines(monkeypatch)
    text = 'n,s,d\n7,a,\n"7,a,\n"",a,\n7,b,\n'
    found = shelf.problems(text, SCHEMA)
    one_by_one(monkeypatch)
    assert found == shelf.problems(text, SCHEMA)
    assert [problem.id for problem in found] == ["unterminated-quote"]
    assert found[0].total == 2


def test_of_faults_without_number_the_file_is_read_with_care(shelf, monkeypatch):
    by_lines(monkeypatch)
    monkeypatch.setattr(line_scan, "MOST_PICKED", 3)
    few, many = (shelf.report("n,s,d\n" + "7,a\n" * faults, SCHEMA) for faults in (3, 4))
    assert [report.problems[0].total for report in (few, many)] == [3, 4]


def test_a_cell_that_is_too_large_is_told_of_a_line_as_well(shelf, monkeypatch):
    by_lines(monkeypatch)
    large = f"7,{'あ' * 400_000},\n"
    free = {"fields": [{"name": name, "type": "string"} for name in "nsd"]}
    (problem,) = shelf.problems(f"n,s,d\n7,a,\n{large}7,b,\n", free)
    assert (problem.id, problem.place.row) == ("cell-too-large", 3)


def test_keys_are_asked_of_the_cells(shelf, monkeypatch):
    by_lines(monkeypatch)
    keyed = {**SCHEMA, "primaryKey": ["n"]}
    (problem,) = shelf.problems(as_csv([["n", "s", "d"], ["7", "a", ""], ["7", "b", ""]]), keyed)
    assert (problem.id, problem.place.row) == ("primary-key", 3)
