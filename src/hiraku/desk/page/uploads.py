"""What a form sends (RFC 7578): fields of text, and the one file that a person chose; bounded."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl

from msgspec import Struct

MAX_FILE = 64 * 1024 * 1024
MAX_TEXT = 256 * 1024
_BOUNDARY = re.compile(r'multipart/form-data;\s*boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?\s*')
_NAME = re.compile(r';\s*name="([^"]{0,100})"')
_FILE = re.compile(r';\s*filename="([^"]{0,1000})"')


class UploadedFile(Struct, frozen=True):
    """A file that was sent: `name` is the last part of its name, for people to read."""

    name: str
    content: bytes


class SentForm(Struct, frozen=True):
    """`too_large` tells that more was sent than is taken; nothing of it is kept."""

    fields: dict[str, str]
    file: UploadedFile | None = None
    too_large: bool = False


def sent_form(kind: str, body: bytes) -> SentForm:
    """Return what was sent; raise `ValueError` for what no form of ours sends."""
    if kind.split(";", maxsplit=1)[0].strip() == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100)
        return SentForm(dict(pairs))
    boundary = _BOUNDARY.fullmatch(kind)
    if not boundary:
        raise ValueError(kind)
    return _of_parts(body.split(b"--" + boundary[1].encode("ascii"))[1:-1])


def _of_parts(parts: list[bytes]) -> SentForm:
    fields: dict[str, str] = {}
    file = None
    for part in parts[:100]:
        heads, _, content = part.partition(b"\r\n\r\n")
        said = heads.decode("utf-8", "replace")
        name, sent = _NAME.search(said), _FILE.search(said)
        content = content.removesuffix(b"\r\n")
        if sent:
            file = UploadedFile(_last_part(sent[1]), content)
        elif name:
            fields[name[1]] = content.decode("utf-8")
    return SentForm(fields, file)


def _last_part(name: str) -> str:
    """Return a name to show; it names no file of ours, except for its ending."""
    plain = "".join(sign for sign in name if sign.isprintable())
    return PurePosixPath(plain.replace("\\", "/")).name[-120:]
