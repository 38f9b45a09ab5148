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
from hiraku.reading import loading
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
        sound = taken_for_sound(connection, pattern, texts) if pattern else []
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
FAULTY = ["", ",,", "7,a", "7,a,2022-08-31,", '7,a"b,', '7,"a', 'b",', '7,"a\nb",', '7,"a""b",']
LINES = st.lists(st.sampled_from([*GOOD * 3, *WRONG]) | st.sampled_from(FAULTY), min_size=1)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("lines")) as shelf:
        yield shelf


def by_lines(patch):
    patch.setattr(loading, "SMALL", 0)
    patch.setattr(line_scan, "LEAST_BYTES", 0)
    patch.setattr(line_scan, "MOST_LEFT_OVER", 1)


def by_cells(patch):
    patch.setattr(line_scan.Lines, "scan", lambda *_: None)


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), ended=st.booleans())
def test_by_lines_and_by_cells_the_same_is_found(shelf, lines, end, ended):
    text = end.join(["n,s,d", *lines]) + (end if ended else "")
    with pytest.MonkeyPatch.context() as patch:
        by_lines(patch)
        found = shelf.report(text, SCHEMA)
        by_cells(patch)
        wanted = shelf.report(text, SCHEMA)
    assert (found.problems, found.counts) == (wanted.problems, wanted.counts)


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


def test_keys_are_asked_of_the_cells(shelf, monkeypatch):
    by_lines(monkeypatch)
    keyed = {**SCHEMA, "primaryKey": ["n"]}
    (problem,) = shelf.problems(as_csv([["n", "s", "d"], ["7", "a", ""], ["7", "b", ""]]), keyed)
    assert (problem.id, problem.place.row) == ("primary-key", 3)
