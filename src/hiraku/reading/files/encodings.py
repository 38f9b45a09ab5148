"""The encoding ladder: BOM, strict UTF-8, the declared encoding, strict CP932, refuse. No guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from hiraku.problems import Place, Problem, Refused, Severity

CHUNK = 1024 * 1024
UTF8 = "utf-8"

_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SHIFT_JIS = {"shift_jis", "shift-jis", "sjis", "shiftjis", "x-sjis", "ms_kanji"}
_CP932 = {"cp932", "ms932", "windows-31j", "windows31j", "csWindows31J".casefold()}
_NO_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape"}
_UTF8 = {"utf-8", "utf8", "utf-8-sig", "utf_8"}
_ASSUMED = "cp932"
_LINES_OF_CELLS = re.compile("[,;\t][^\n\r]*[\n\r]")
# What a table in UTF-16 does not hold, but bytes of another encoding read as UTF-16 do.
_STRANGE = re.compile("[\0\u0100-\u0fff\ufffd]")
# Python lets the bytes 80, A0 and FD to FF through, which are no characters of Windows' CP932.
_NOT_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")


class Encoding(Struct, frozen=True):
    """The codec that reads the whole file strictly, and the byte at which its text begins."""

    codec: str
    start: int = 0
    problems: tuple[Problem, ...] = ()


def find_encoding(path: Path, declared: str | None, place: Place) -> Encoding:
    """Climb the ladder; raise `Refused` where no step holds."""
    head = _head(path, 4)
    if head.startswith(codecs.BOM_UTF8):
        return _demand(path, Encoding(UTF8, 3), place)
    for mark, codec in _UTF16_MARKS.items():
        if head.startswith(mark):
            encoding = Encoding(codec, 2, (Problem("encoding-utf16", place),))
            return _demand(path, encoding, place)
    _refuse_bare_utf16(path, place)
    if _invalid_at(path, Encoding(UTF8)) is None:
        return Encoding(UTF8)
    return _legacy(path, declared, place)


def starts_with_bom(path: Path) -> bool:
    """Tell whether the file begins with the mark of UTF-8."""
    return _head(path, 3) == codecs.BOM_UTF8


def starts_as_utf16(path: Path) -> bool:
    return _head(path, 2) in _UTF16_MARKS


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(size)


def decode(path: Path, encoding: Encoding) -> Iterator[str]:
    """Yield the file's text in pieces."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    with path.open("rb") as stream:
        stream.seek(encoding.start)
        while piece := stream.read(CHUNK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _refuse_bare_utf16(path: Path, place: Place) -> None:
    """UTF-16 without a BOM may be valid in other encodings too: refuse it by its likely name."""
    head = _head(path, 4096)
    if head.count(0) < 2:  # noqa: PLR2004 - one stray NUL is a fault of its own
        return
    for codec in _UTF16_MARKS.values():
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        likely = _LINES_OF_CELLS.search(text) or head.count(0) * 3 >= len(head)
        if likely and not _STRANGE.search(text):
            raise Refused(Problem("encoding-unknown", place, {"encoding": codec.upper()}))


def _legacy(path: Path, declared: str | None, place: Place) -> Encoding:
    name = (declared or "").strip().casefold()
    if name in _SHIFT_JIS:
        warning = Problem(
            "encoding-alias", place, {"encoding": str(declared)}, severity=Severity.WARNING
        )
        return _demand(path, Encoding(_ASSUMED, problems=(warning,)), place)
    if name in _CP932:
        return _demand(path, Encoding(_ASSUMED), place)
    if name and name not in _UTF8:
        return _demand(path, Encoding(_known(name, place)), place)
    assumed = Encoding(_ASSUMED, problems=(Problem("encoding-undeclared", place),))
    if _invalid_at(path, assumed) is None:
        return assumed
    return _demand(path, Encoding(UTF8), place)


def _known(name: str, place: Place) -> str:
    """Return the codec of that name; refuse what is no encoding of text, such as base64."""
    try:
        " ".encode(name)
        python_name = codecs.lookup(name).name
    except (LookupError, ValueError):
        python_name = ""
    if not python_name or python_name in _NO_TEXT:
        raise Refused(Problem("encoding-unknown", place, {"encoding": name}))
    return python_name


def _demand(path: Path, encoding: Encoding, place: Place) -> Encoding:
    """Return the encoding where the whole file is valid in it, else refuse, naming the byte."""
    offset = _invalid_at(path, encoding)
    if offset is None:
        return encoding
    content = path.read_bytes()
    values = {
        "offset": str(offset),
        "bytes": content[offset : offset + 1].hex().upper(),
        "encoding": encoding.codec.upper(),
    }
    before = content[encoding.start : offset].decode(encoding.codec, "replace")
    raise Refused(
        Problem("encoding-invalid", Place(place.file, line=before.count("\n") + 1), values)
    )


def _invalid_at(path: Path, encoding: Encoding) -> int | None:
    """Return the offset of the first byte that the codec refuses."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    position = encoding.start
    with path.open("rb") as stream:
        stream.seek(position)
        while True:
            piece = stream.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return position - pending + error.start
            except UnicodeError:  # a UTF-16 or UTF-32 that does not begin with its mark
                return position
            if encoding.codec == _ASSUMED and (loose := _NOT_CP932.search(text)):
                return position - pending + len(text[: loose.start()].encode(_ASSUMED))
            if not piece:
                return None
            position += len(piece)
