"""What a new catalog is made of: what its people say of it, judged before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from hiraku.errors import UsageError
from hiraku.languages import spoken

NOWHERE = "https://opendata.example.org/"
"""The address of a site that nobody has given one yet (RFC 2606, 3)."""

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile("[0-9]{6}")
_LONGEST = 100
# What an address may be written with (RFC 3986, 2); a name and password in one would be published.
_PLAIN = re.compile(r"[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+")


class Answers(Struct, frozen=True):
    """What is known of a new catalog.

    `places` are the names of the body that publishes, in the order of `languages` (BCP 47); the
    first is always there. `code` is its 全国地方公共団体コード of six digits, where it has one.
    `address` ends with a slash.
    """

    name: str
    places: tuple[str, ...]
    languages: tuple[str, ...]
    address: str = NOWHERE
    code: str | None = None

    def __post_init__(self) -> None:
        """Raise `UsageError` for an answer that no catalog could be made of."""
        sound_name(self.name)
        _demand_languages(self.languages)
        _demand_places(self.places, self.languages)
        sound_code(self.code or "")


def listed_languages(text: str) -> tuple[str, ...]:
    """Return the languages of `ja,en`, without repetition; raise `UsageError` for one unknown."""
    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    _demand_languages(codes)
    return codes


def sound_name(text: str) -> str:
    """Return the name of a catalog; raise `UsageError` where none can be called so."""
    if not _NAME.fullmatch(text):
        raise UsageError("starting.no-name", name=repr(text))
    return text


def sound_place(text: str) -> str:
    """Return the name of a body; raise `UsageError` where it is none."""
    if not text.strip() or len(text) > _LONGEST or not text.isprintable():
        raise UsageError("starting.no-place", place=repr(text[:_LONGEST]))
    return text


def sound_code(text: str) -> str | None:
    """Return a 全国地方公共団体コード, None of an empty text; raise `UsageError` for another."""
    if text and not _is_code(text):
        raise UsageError("starting.no-code", code=repr(text))
    return text or None


def whole_address(text: str) -> str:
    """Return the address of a site with its last slash; raise `UsageError` where it is none."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    plain = _PLAIN.fullmatch(text) and not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise UsageError("starting.no-address", address=repr(text))
    return text if text.endswith("/") else f"{text}/"


def name_from(folder: str) -> str:
    """Return a name for a catalog in a folder that is called so."""
    return "-".join(re.findall("[a-z0-9]+", folder.lower())) or "catalog"


def _demand_places(places: Sequence[str], languages: Sequence[str]) -> None:
    if not places or len(places) > len(languages):
        raise UsageError("starting.places", count=len(places), languages=", ".join(languages))
    for place in places:
        sound_place(place)


def _demand_languages(languages: Sequence[str]) -> None:
    strange = [code for code in languages if code not in spoken()]
    if strange or not languages:
        raise UsageError(
            "starting.no-language",
            language=repr(", ".join(strange)),
            languages=", ".join(spoken()),
        )


def _is_code(text: str) -> bool:
    """Tell whether the sixth digit is the one that 総務省「検査数字」 asks for."""
    if not _CODE.fullmatch(text):
        return False
    weighted = sum((6 - place) * int(digit) for place, digit in enumerate(text[:5]))
    return int(text[5]) == (11 - weighted % 11) % 10
