r"""Patterns as they are in the world: what they mean, in both engines, and what they may cost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hiraku import engine
from hiraku.checking.types.patterns import second_engine
from hiraku.checking.types.patterns.reader import UnreadableError
from hiraku.checking.types.patterns.second_engine import LIMITS, Matcher
from hiraku.checking.types.patterns.translation import translated
from hiraku.confined.limits import MEGABYTE

MEANINGS = [
    (r"\w+", "津市1", "津 市"),
    (r"\w+", "が_１", "a-b"),
    (r"\d{2}", "１2", "a1"),
    (r"\s", "\u3000", "_"),
    (r"\S+", "津市", "津 市"),
    (r"\i\c*", "津-1", "-津"),
    (r"[\u3041-\u3096]+", "つし", "ツシ"),
    (r"\x41\u{1F5FE}\u0042", "A🗾B", "A B"),
    ("[x\\–y]+", "x–y", "x\\y"),
    (r"a\/b\-c\@", "a/b-c@", "a\\/b"),
    (r"[\w.\-]+@\w+", "a-b.c@津", "a b@c"),
    (r"[\d-]+", "1-2", "1_2"),
    (r"[A-Z\d.-]+", "A.1-", "a"),
    (r"\p{IsHiragana}+", "つ", "ツ"),
    (r"\p{Script=Han}+\p{gc=Lu}", "津A", "津a"),
    (r"\p{Letter}\P{Nd}", "津市", "津1"),
    (r"[^\p{IsBasicLatin}]+", "津", "a"),
    (r"(?<year>\d{4})-(?P<month>\d\d)", "2022-08", "2022/08"),
    (r"a{,2}b", "aab", "aaab"),
    (r"^[a-z]+$", "abc", "abc\n"),
    (r"\Aab\Z", "ab", "ab\n"),
    (r"[]a]+", "]a", "b"),
    (r"x{a}", "x{a}", "xa"),
    (r"[[:alpha:]]+", "ab", "a1"),
    (r"(?i)ABC", "abc", "abd"),
    (r"(?=y)y", "y", "x"),
    (r"(?!0)\d+", "10", "01"),
    (r"(a|b)-\1", "a-a", "a-b"),
    (r"\b津市\b", "津市", "津"),
    (r"[^\W_]+", "津1", "津_"),
    (r"a{2000}", "a" * 2000, "a"),
    (r"a++b", "aab", "a"),
]


@pytest.fixture(scope="module")
def connection():
    return engine.connect("64MB", "")


def by_second(pattern, text):
    (answer,) = Matcher(translated(pattern).other).matches([text])
    return answer


def matches(connection, pattern, text):
    translation = translated(pattern)
    if translation.linear is None:
        return by_second(pattern, text)
    asked = [text, translation.linear]
    return connection.execute("SELECT regexp_full_match(?, ?)", asked).fetchone()[0]


@pytest.mark.parametrize(("pattern", "good", "bad"), MEANINGS)
def test_a_pattern_means_what_the_standards_say(connection, pattern, good, bad):
    assert matches(connection, pattern, good) is True
    assert matches(connection, pattern, bad) is False


@pytest.mark.parametrize("pattern", ["[a", "(a", "a)", "[z-a]", "\\", r"\uD83D", "(?<=", "*a"])
def test_what_no_engine_can_read_is_unreadable(connection, pattern):
    try:
        text = translated(pattern).linear
    except UnreadableError:
        return
    with pytest.raises(Exception, match=r".+"):
        connection.execute("SELECT regexp_full_match('', ?)", [text])


ATOMS = [
    "a", "b", "1", "_", "-", " ", "津", "あ", ".", r"\.", r"\-", r"\d", r"\s", r"\S", r"\D",
    r"\x61", r"\u6d25", r"\t", "[ab]", "[^ab]", r"[\d_]", r"[a-c\-]", r"[^\s1]", r"[.\]]", "(a|b)",
    r"(?:1|\d)", r"[あ-ん]", r"\/", r"[\x61-\x63]", r"[\S]", r"[^\D1]", r"[b\D]", r"[^\S_]",
]  # fmt: skip
REPEATS = ["", "*", "+", "?", "{2}", "{1,2}", "{,2}"]
TEXTS = st.text(alphabet="ab1_- 津あ.\t]\\/x\n１", max_size=6)


@given(
    st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from(REPEATS)), min_size=1, max_size=5),
    TEXTS,
)
def test_a_translation_matches_what_the_original_matches(connection, parts, text):
    pattern = "".join(atom + repeat for atom, repeat in parts)
    original = re.fullmatch(pattern, text) is not None
    assert matches(connection, pattern, text) is original
    assert by_second(pattern, text) is original


def test_what_takes_too_long_is_not_known(monkeypatch):
    monkeypatch.setattr(second_engine, "CELL_SECONDS", 0.01)
    monkeypatch.setattr(second_engine, "TABLE_SECONDS", 0.02)
    matcher = Matcher(r"(?:(?:a|aa|aaa)+)+(?<!x)(\d)\1")
    assert matcher.matches(["a" * 40 + str(number) for number in range(5)]) == [None] * 5
    assert matcher.matches(["a11"]) == [None]


@pytest.mark.parametrize("pattern", [
    "(?=a)" + "(" * 6 + "a" + "{99})" * 6, "(?=a)((a{1000}){1000}){1000}",
])  # fmt: skip
def test_a_pattern_that_takes_too_much_to_compile_is_none(pattern, monkeypatch):
    small = replace(LIMITS, memory=64 * MEGABYTE, seconds=1)
    monkeypatch.setattr(second_engine, "LIMITS", small)
    with pytest.raises(UnreadableError, match=r"> (64 MB|1 s)"):
        translated(pattern)


def test_a_text_that_takes_too_much_memory_is_not_known(monkeypatch):
    monkeypatch.setattr(second_engine, "LIMITS", replace(LIMITS, memory=64 * MEGABYTE))
    matcher = Matcher(r"(.)*\1b")
    assert matcher.matches(["aab", "ab" * 500_000, "b"]) == [True, None, None]
    assert matcher.matches(["aab"]) == [None]


def test_texts_are_sent_in_pieces_and_answered_in_their_order(monkeypatch):
    monkeypatch.setattr(second_engine, "_PIECE", 5)
    texts = ["津", "ab", "abcdefg", "", "津市"]
    assert Matcher("(?=.)[a-g]+").matches(texts) == [False, True, True, False, False]


def code_points(pattern):
    """Return the characters of a set: XML Schema's subtraction, computed and not matched."""
    kept, _, out = pattern[1:-1].partition("-[")
    inside = {chr(code) for code in range(0x80) if re.fullmatch(f"[{kept}]", chr(code))}
    return inside - (code_points(f"[{out}") if out else set())


@pytest.mark.parametrize("pattern", [
    "[a-z-[aeiou]]", "[^a-z-[0-9]]", "[a-[b]]", "[!-~-[a-z-[m]]]", r"[\w-[\d_]]", "[a-c-[a-z]]",
    "[0-9-[5]]",
])  # fmt: skip
def test_a_set_taken_out_of_another_is_that_of_xml_schema(pattern):
    characters = [chr(code) for code in range(0x80)]
    answers = Matcher(translated(pattern).other).matches(characters)
    told = {character for character, answer in zip(characters, answers, strict=True) if answer}
    assert told == code_points(pattern)


@pytest.mark.parametrize(("pattern", "good", "bad"), [
    (r"[a-z-[aeiou]]{2}", "bc", "ba"),
    (r"[\p{L}-[\p{IsBasicLatin}]]+", "津é", "津e"),
    (r"[^0-9-[x]]", "y", "x"),
    (r"[+-[]", "Z", "a"),
    (r"[a-[]", "", "["),
    (r"[-[]", "[", "a"),
    (r"[\P{IsHiragana}]", "ア", "あ"),
    (r"[a\W]", "-", "b"),
    (r"[^a\W]", "b", "a"),
    (r"[^\W_]{3}", "b津1", "b_1"),
    (r"[\S]+", "津_", "津 "),
    (r"[\W]", "-", "が"),
    (r"[\I]", "1", "a"),
])  # fmt: skip
def test_sets_of_the_world_mean_what_they_say(connection, pattern, good, bad):
    if pattern == "[a-[]":
        with pytest.raises(UnreadableError):
            translated(pattern)
        return
    assert matches(connection, pattern, good) is True
    assert matches(connection, pattern, bad) is False


def test_sets_within_sets_without_end_are_refused_soon():
    with pytest.raises(UnreadableError):
        translated("[a-" * 600)
    with pytest.raises(UnreadableError):
        translated("[a-" * 600 + "[b" + "]" * 601)
