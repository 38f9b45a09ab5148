"""What a terminal shows of a cell: one line, no longer than it may be, nothing invisible."""

import pytest

from hiraku.explanations import shortened, told
from hiraku.problems import Place, Problem


@pytest.mark.parametrize("length", [0, 1, 59, 60])
def test_a_short_text_is_shown_whole(length):
    text = "津" * length
    assert shortened(text) == text


@pytest.mark.parametrize("length", [61, 62, 10_000])
def test_a_long_text_keeps_its_beginning_and_its_end(length):
    text = "".join(chr(0x4E00 + at % 1000) for at in range(length))
    shown = shortened(text)
    assert len(shown) == 60
    assert shown == f"{text[:49]}…{text[-10:]}"


@pytest.mark.parametrize("limit", [20, 30])
def test_a_place_with_less_room_has_its_own_limit(limit):
    assert shortened("x" * limit, limit) == "x" * limit
    assert len(shortened("x" * (limit + 1), limit)) == limit


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a⏎b"),
        ("a\rb", "a␍b"),
        ("a\tb", "a⇥b"),
        ("a\u3000b", "a\u3000b"),
        ("a\u200bb", "a<U+200B>b"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("\u202eabc", "<U+202E>abc"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown(text, shown):
    assert shortened(text) == shown


def test_characters_that_are_shown_longer_count_as_they_are_shown():
    assert len(shortened("\x00" * 60)) == 60


@pytest.mark.parametrize("part", ["found", "cure", "why"])
def test_a_head_or_a_value_that_nobody_reads_whole_is_not_repeated_whole(part):
    place = Place("a.csv", 1, field="か" * 30_000, title="き" * 30_000)
    problem = Problem("incorrect-label", place, {"label": "あ" * 30_000, "wanted": "b"})
    assert len(told(problem, part, "ja")) < 2_500
