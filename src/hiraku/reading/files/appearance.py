"""What a file is that calls itself a table: a web page, a PDF, an archive, a conflict of git.

Its first bytes are looked at before it is judged, so that one finding names it, instead of ten
that follow from it. Only what no CSV begins with is named.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from hiraku.problems import Place, Problem, Refused

_HEAD = 4096
_BEGINNINGS = {
    "workbook": (b"PK\x03\x04",),
    "old-workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "gzip": (b"\x1f\x8b\x08",),
    "archive": (
        b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd",
    ),
    "pdf": (b"%PDF-",),
    "picture": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
    "program-file": (b"PAR1", b"SQLite format 3\x00", b"ARROW1"),
    "lfs-pointer": (b"version https://git-lfs.github.com/spec/",),
}  # fmt: skip
_WORKBOOK_PARTS = (b"[Content_Types].xml", b"xl/", b"mimetypeapplication/vnd.oasis")
_HTML = re.compile(rb"(?i)<(!doctype html|html|head|body|script|meta|table|div)[\s>]")
_XML = re.compile(rb"(?i)<\?xml\b")
_SEPARATOR = re.compile(rb'"?sep=([^\r\n]{1,4}?)"?[;,\t]*\r?\n', re.IGNORECASE)
CONFLICT = b"<<<<<<< "
_CONFLICT = re.compile(rb"(?ms)^<<<<<<< [^\r\n]*\r?\n.*?^=======\r?\n.*?^>>>>>>> ")


def refuse_disguised(path: Path, place: Place) -> None:
    """Raise `Refused` with the one finding where a file of text is surely no table."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if kind := _kind(head):
        raise Refused(Problem("file-disguised", place, hint=kind))
    if separator := _SEPARATOR.match(head.removeprefix(b"\xef\xbb\xbf")):
        values = {"delimiter": _named(separator[1].decode("utf-8", "replace"))}
        raise Refused(Problem("separator-line", Place(place.file, row=1, line=1), values))


def refuse_pointer(path: Path, place: Place) -> None:
    """Raise `Refused` where the file, of whatever kind, was not fetched from Git LFS."""
    with path.open("rb") as stream:
        if stream.read(_HEAD).startswith(_BEGINNINGS["lfs-pointer"]):
            raise Refused(Problem("file-disguised", place, hint="lfs-pointer"))


def refuse_conflict(path: Path, place: Place) -> None:
    """Raise `Refused` where git has left both sides of a merge in the file."""
    content = path.read_bytes()
    if conflict := _CONFLICT.search(content):
        line = content.count(b"\n", 0, conflict.start()) + 1
        raise Refused(Problem("conflict-markers", Place(place.file, line=line)))


def _kind(head: bytes) -> str:
    kind = next((kind for kind, marks in _BEGINNINGS.items() if head.startswith(marks)), "")
    if kind == "workbook" and not any(part in head for part in _WORKBOOK_PARTS):
        return "archive"
    if kind:
        return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(text) or (_XML.match(text) and _HTML.search(text[:1024])):
        return "html"
    if _XML.match(text):
        return "xml"
    return "json" if _is_json(text, whole=len(head) < _HEAD) else ""


def _is_json(text: bytes, *, whole: bool) -> bool:
    """Tell whether it is JSON as a whole or, where there is more, begins as rows of JSON do."""
    if not text.startswith((b"{", b"[")):
        return False
    if not whole:
        return bool(re.match(rb'[\[{]\s*(\{\s*)?"[^"\r\n]*"\s*[:,]', text))
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _named(delimiter: str) -> str:
    return "TAB" if delimiter in {"\t", "\\t"} else delimiter
