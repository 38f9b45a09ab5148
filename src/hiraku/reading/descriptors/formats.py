"""What a text of a descriptor may be, beyond what a pattern tells: a day, a moment, an address."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import unquote

from hiraku.explanations import identifiers

_NO_PART = {"", ".", ".."}
_LONGEST_PART = 200


def _is_day(text: object) -> bool:
    return not isinstance(text, str) or (len(text) == len("2022-08-31") and _exists(text))


def _is_period(text: object) -> bool:
    """Tell whether a year, a month or a day exists (ISO 8601)."""
    if not isinstance(text, str):
        return True
    shaped = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)
    return bool(shaped) and _exists((text + "-01-01")[:10])


def _is_moment(text: object) -> bool:
    return not isinstance(text, str) or _exists(text)


def _is_site_address(text: object) -> bool:
    """Tell whether an address of before can be one within the site: it may end with `/`."""
    if not isinstance(text, str):
        return True
    parts = unquote(text.partition("#")[0]).removeprefix("/").removesuffix("/").split("/")
    return all(
        part.isprintable()
        and part not in _NO_PART
        and "\\" not in part
        and len(part.encode(errors="surrogatepass")) <= _LONGEST_PART
        for part in parts
    )


def _is_finding(text: object) -> bool:
    return not isinstance(text, str) or text in identifiers()


def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


FORMATS = {
    "day": _is_day,
    "period": _is_period,
    "moment": _is_moment,
    "site-address": _is_site_address,
    "finding": _is_finding,
}
