"""The bytes of a file tell that no cell is damaged; they must never say so where one is."""

import re

import pytest

from hiraku.checking.rules.text_damaged import _KINDS
from hiraku.model import Dialect
from hiraku.reading.files import survey

FORMS = [
    re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda code: chr(int(code[1], 16)), form))
    for form in _KINDS.values()
]
# Two characters of mojibake, and every single one that there is.
SECOND = [chr(code) for code in range(0x80, 0xC0)]
DAMAGED = [
    *(first + second for first in "ÃÂâãäåæçèé" for second in SECOND),
    *(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000),
]


def is_odd(tmp_path, text):
    path = tmp_path / "d.csv"
    path.write_bytes(text.encode())
    return survey.survey(path, Dialect()).odd


def test_whatever_the_rule_finds_is_odd_in_bytes():
    found = [text for text in DAMAGED if any(form.search(text) for form in FORMS)]
    assert len(found) > 70_000
    unseen = [
        text
        for text in found
        if not survey._is_odd(text.encode())  # noqa: SLF001 - the bytes that are sought
    ]
    assert unseen == []


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 1024])
def test_it_is_found_across_the_pieces_of_a_file(tmp_path, monkeypatch, size):
    monkeypatch.setattr(survey, "CHUNK", size)
    for text in ("津⽅市", "\ufffd", "Ã©", "a\u200bb", "\U000f0000", "あ\ue000", "a\x07"):
        assert is_odd(tmp_path, f"a,b\n1,{text}\n")


def test_what_people_type_is_not_odd(tmp_path):
    assert not is_odd(tmp_path, "番号,市町名\n①,津市（旧久居市）～①２・約５％、△3「髙﨑」→○×é\n")
