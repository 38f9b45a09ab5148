"""The encoding ladder: BOM, UTF-8, what is declared, CP932, refused. Never a guess."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.problems import Place, Refused, Severity
from hiraku.reading.files import encodings
from hiraku.reading.files.encodings import decode, find_encoding

TEXT = "市町名,交付率\n津市,81.2\n"


def read_as(shelf, content, declared=None):
    found = shelf.read(content, encoding=declared)
    return found.labels + found.cells[0], found.ids


# The bytes, the encoding that is declared, what is told.
STEPS = {
    "UTF-8": (TEXT.encode(), None, []),
    "UTF-8 with a BOM": (TEXT.encode("utf-8-sig"), None, []),
    "UTF-8 although CP932 is declared": (TEXT.encode(), "cp932", []),
    "UTF-8 with a BOM although UTF-16 is declared": (TEXT.encode("utf-8-sig"), "utf-16", []),
    "CP932 as declared": (TEXT.encode("cp932"), "cp932", []),
    "CP932 as declared in capitals": (TEXT.encode("cp932"), " CP932 ", []),
    "CP932 under its name at IANA": (TEXT.encode("cp932"), "windows-31j", []),
    "CP932 under the name of Shift_JIS": (TEXT.encode("cp932"), "Shift_JIS", ["encoding-alias"]),
    "CP932 under a short name": (TEXT.encode("cp932"), "sjis", ["encoding-alias"]),
    "CP932 undeclared": (TEXT.encode("cp932"), None, ["encoding-undeclared"]),
    "CP932 declared as UTF-8": (TEXT.encode("cp932"), "utf-8", ["encoding-undeclared"]),
    "EUC-JP as declared": (TEXT.encode("euc_jp"), "euc-jp", []),
    "UTF-16 with a BOM": (TEXT.encode("utf-16"), None, ["encoding-utf16"]),
    "UTF-16 of the other order": (
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, ["encoding-utf16"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_each_step_of_the_ladder_reads_the_text_and_tells_what_it_took(shelf, name):
    content, declared, told = STEPS[name]
    assert read_as(shelf, content, declared) == (["市町名", "交付率", "津市", "81.2"], told)


def test_only_an_alias_is_a_warning(shelf):
    (alias,) = shelf.read(TEXT.encode("cp932"), encoding="shift_jis").problems
    (undeclared,) = shelf.read(TEXT.encode("cp932")).problems
    assert alias.severity is Severity.WARNING
    assert undeclared.severity is Severity.ERROR


@pytest.mark.parametrize("character", "①髙～㈱Ⅳ﨑－∥￢")
@pytest.mark.parametrize("declared", ["cp932", "shift_jis"])
def test_characters_that_only_cp932_has_are_read(shelf, character, declared):
    content = f"名\n{character}\n".encode("cp932")
    assert shelf.read(content, encoding=declared).cells == [[character]]


@pytest.mark.parametrize("byte", [b"\x80", b"\xa0", b"\xfd", b"\xfe", b"\xff"])
def test_bytes_that_windows_does_not_have_are_refused(shelf, byte):
    content = "市町\n津市\n".encode("cp932") + byte + b"\n"
    problem = shelf.refusal(content, encoding="cp932")
    assert problem.id == "encoding-invalid"
    assert problem.values["bytes"] == byte.hex().upper()
    assert (problem.values["offset"], problem.place.line) == ("10", 3)


# The bytes, what is declared, the offset of the bad byte and its line.
INVALID = {
    "UTF-8": ("市,町\n津,1\n".encode() + b"\xe3\x81\n", None, 14, 3),
    "UTF-8 with a BOM": (b"\xef\xbb\xbfa\n\xff\n", None, 5, 2),
    "UTF-8 cut short": (b"\xef\xbb\xbfa\nb\n" + "津".encode()[:2], None, 7, 3),
    "CP932 cut short": ("市\n津".encode("cp932")[:-1], "cp932", 3, 2),
    "EUC-JP": ("市\n津\n".encode("euc_jp") + b"\xff", "euc-jp", 6, 3),
    "CP932 declared as EUC-JP": ("市\n津市\n".encode("cp932"), "euc-jp", 0, 1),
    "EUC-JP declared as CP932": ("a\n珈琲\n".encode("euc_jp") + b"\xfd", "cp932", 7, 3),
    "UTF-16 with half a pair": (
        codecs.BOM_UTF16_LE + "市\n".encode("utf-16-le") + b"\x00\xd8a\0", None, 6, 2
    ),
    "UTF-16 with half a character": (codecs.BOM_UTF16_BE + b"\0a\0\n\0", None, 6, 2),
    "UTF-16 with bytes that look like line ends": (
        codecs.BOM_UTF16_LE + "上上\n".encode("utf-16-le") + b"\x00\xd8a\0", None, 8, 2
    ),
}  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 1024])
@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_byte_is_told_by_offset_and_line(shelf, monkeypatch, name, chunk):
    monkeypatch.setattr(encodings, "CHUNK", chunk)
    content, declared, offset, line = INVALID[name]
    problem = shelf.refusal(content, encoding=declared)
    assert problem.id == "encoding-invalid"
    assert problem.values["offset"] == str(offset)
    assert problem.values["bytes"] == f"{content[offset]:02X}"
    assert problem.place.line == line


@given(
    before=st.text(st.sampled_from("a津é𠮷\n"), max_size=6),
    after=st.binary(max_size=4),
    bad=st.sampled_from([b"\xff", b"\xc0", b"\xe3\x41", b"\xf4\x90", b"\xed\xa0"]),
    chunk=st.integers(1, 8),
)
def test_the_offset_of_an_invalid_byte_is_python_s_own(tmp_path_factory, before, after, bad, chunk):
    content = b"\xef\xbb\xbf" + before.encode() + bad + after
    path = tmp_path_factory.getbasetemp() / "invalid.csv"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "CHUNK", chunk)
        with pytest.raises(Refused) as refused:
            find_encoding(path, None, Place("t.csv"))
    with pytest.raises(UnicodeDecodeError) as error:
        content.decode("utf-8")
    assert refused.value.problem.values["offset"] == str(error.value.start)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@given(
    text=st.text(st.sampled_from("a津ｱ\r\n,　"), min_size=1, max_size=9), chunk=st.integers(1, 5)
)
def test_a_text_in_pieces_is_the_text(tmp_path_factory, codec, text, chunk):
    path = tmp_path_factory.getbasetemp() / f"{codec}.csv"
    path.write_bytes(("津波" + text).encode(codec))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "CHUNK", chunk)
        found = find_encoding(path, codec, Place("t.csv"))
        assert "".join(decode(path, found)) == "津波" + text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", [None, "cp932"])
@pytest.mark.parametrize("text", [TEXT, "a,b\n1,2\n", "a\r\n1\r\n"])
def test_utf_16_without_a_bom_is_refused_by_its_likely_name(shelf, codec, declared, text):
    problem = shelf.refusal(text.encode(codec), encoding=declared)
    assert problem.id == "encoding-unknown"
    assert problem.values["encoding"] == codec.upper()


@pytest.mark.parametrize("declared", ["klingon", "rot13", "base64", "hex", "zlib", "undefined"])
def test_an_encoding_that_is_none_of_text_is_refused_by_name(shelf, declared):
    problem = shelf.refusal(TEXT.encode("cp932"), encoding=declared)
    assert (problem.id, problem.values["encoding"]) == ("encoding-unknown", declared)


def test_bytes_of_no_encoding_are_refused_as_utf_8(shelf):
    problem = shelf.refusal("市\n津\n".encode() + b"\xff\xfe\xfd")
    assert (problem.id, problem.values["encoding"]) == ("encoding-invalid", "UTF-8")
