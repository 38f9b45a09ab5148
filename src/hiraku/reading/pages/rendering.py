"""What a page in Markdown becomes: whether that does anything, and whether it comes to an end.

Markdown takes a time that grows with the square of a paragraph's brackets, so what has many of them
is rendered in a worker. What shows no sign of either is not rendered here at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import Limits
from hiraku.reading.pages.active_markup import PAGES, PLACES, acts
from hiraku.untrusted import EXTENSIONS

LIMITS = Limits(seconds=20)
MAX_BYTES = 256 * 1024
_MANY, _LONG = 300, 20_000
_BRACKETS = re.compile(r"[\[<]")
_HANDLER = re.compile(r"\bon[a-z]+\s*=", re.IGNORECASE)
# MkDocs takes these for the page's own properties, and renders what follows.
_PROPERTIES = (
    re.compile(r"-{3}[ \t]*\n.*?\n(?:\.{3}|-{3})[ \t]*\n", re.DOTALL),
    re.compile(r".*?\n\s*\n", re.DOTALL),
)


def page_fault(path: Path) -> str | None:
    """Return `active` for a page that does something, else why it cannot be rendered, else None.

    The reasons are those of `Died`, `large`, `encoding` (not UTF-8), and `aliases` among its
    properties.
    """
    if path.stat().st_size > MAX_BYTES:
        return "large"
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return "encoding"
    if _has_aliases(text):
        return "aliases"
    if not (_may_act(text) or _may_last(text)):
        return None
    try:
        return "active" if call(LIMITS, rendered_acts, text) else None
    except Died as died:
        return died.reason


def rendered_acts(text: str) -> bool:
    """Tell whether a page, with or without its properties, becomes HTML that does something."""
    import markdown  # type: ignore[import-untyped] # noqa: PLC0415 - it takes long

    return any(
        acts(markdown.markdown(page, extensions=sorted(EXTENSIONS))) for page in _pages(text)
    )


def _pages(text: str) -> Iterator[str]:
    yield text
    for form in _PROPERTIES:
        if properties := form.match(text):
            yield text[properties.end() :]


def _has_aliases(text: str) -> bool:
    """Tell whether the properties of a page name a part of theirs again, and so may grow."""
    properties = _PROPERTIES[0].match(text)
    if not properties or "*" not in properties[0]:
        return False
    try:
        tokens = yaml.scan(properties[0].strip("-. \t\n"))
        return any(isinstance(token, yaml.AliasToken) for token in tokens)
    except (yaml.YAMLError, RecursionError):
        return False


def _may_act(text: str) -> bool:
    written = "".join(html.unescape(text).casefold().split())
    leads = any(place in written for place in (*PLACES, *PAGES))
    return leads or bool(_HANDLER.search(text)) or acts(text)


def _may_last(text: str) -> bool:
    blocks = re.split(r"\n\s*\n", text)
    return any(len(block) > _LONG or len(_BRACKETS.findall(block)) > _MANY for block in blocks)
