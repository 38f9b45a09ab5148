"""What is written as YAML is the same to readers of 1.1 and of 1.2."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hiraku.starting.yaml_text import is_plain_text, written

# YAML 1.2.2, 10.3.2: what a plain scalar of the core schema is, beside a text.
CORE = re.compile(
    r"null|Null|NULL|true|True|TRUE|false|False|FALSE|~|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|"
)
NUMBERS = [
    "012068",
    "242012",
    "08",
    "1e3",
    "0o17",
    "0x1F",
    "1.",
    "+5",
    ".5",
    "12:30",
    "-0",
    "1_000",
]


def plain_scalars(text):
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    return [e.value for e in events if isinstance(e, yaml.ScalarEvent) and e.implicit[0]]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_text_of_digits_is_no_number_to_any_reader(text):
    assert yaml.safe_load(written({"code": text})) == {"code": text}
    assert not [
        scalar for scalar in plain_scalars(written({"code": text})) if CORE.fullmatch(scalar)
    ]
    assert not (is_plain_text(text) and CORE.fullmatch(text))


@given(st.text() | st.from_regex(CORE, fullmatch=True))
def test_a_text_is_a_text_to_every_reader(text):
    assert yaml.safe_load(written({"k": text})) == {"k": text}
    assert not [scalar for scalar in plain_scalars(written({"k": text})) if CORE.fullmatch(scalar)]
    assert not (is_plain_text(text) and CORE.fullmatch(text))


def test_numbers_stay_numbers():
    assert written({"a": 12, "b": 1.5, "c": True, "d": None}) == "a: 12\nb: 1.5\nc: true\nd: null\n"
