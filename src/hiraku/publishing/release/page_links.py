"""Do the links of the finished pages lead somewhere?

The pages are our own, so that their tags can be found without a parser of all of HTML, which takes
longer than rendering them: every attribute's value stands in quotes.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_TAG = re.compile(r"""<([a-zA-Z][\w-]*)\s((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""(?:^|\s)(id|href|src|rel)=(?:"([^"]*)"|'([^']*)')""")
_ADDRESSES = ("href", "src")
REFERRING = {"a", "link", "img", "script", "source", "form", "iframe"}
_PAGES_AT_HAND = 2_000


class PageLinks(Struct, frozen=True):
    """The addresses that a page names, and the ids that can be linked to."""

    addresses: tuple[str, ...]
    ids: frozenset[str]


def read(text: str) -> PageLinks:
    addresses, ids = [], set()
    for tag, written in _TAG.findall(text):
        named = {
            name: html.unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(written)
        }
        if named.get("id"):
            ids.add(named["id"])
        if tag in REFERRING and named.get("rel") != "canonical":
            addresses += [named[attribute] for attribute in _ADDRESSES if named.get(attribute)]
    return PageLinks(tuple(addresses), frozenset(ids))


def link_faults(folder: Path) -> Iterator[str]:
    """Yield `page: address` for each link to what is not there."""
    files = frozenset(_files(folder))

    @lru_cache(_PAGES_AT_HAND)
    def page(path: str) -> PageLinks:
        return read((folder / path).read_text(encoding="utf-8"))

    for path in sorted(files):
        if path.endswith(".html"):
            for address in page(path).addresses:
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    continue
                target = _target(path, unquote(parts.path), files)
                anchor = unquote(parts.fragment)
                if not target or (anchor and anchor not in _anchors(target, page)):
                    yield f"{path}: {address}"


def _files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _anchors(target: str, page: Callable[[str], PageLinks]) -> set[str]:
    return {unquote(anchor) for anchor in page(target).ids} if target.endswith(".html") else set()


def _target(page: str, path: str, files: frozenset[str]) -> str | None:
    """Return the file behind a link; absolute paths are those of the page for "not found"."""
    if path.startswith("/"):
        return _absolute(path, files)
    return _file(join(dirname(page), path) if path else page, files)


def _file(path: str, files: frozenset[str]) -> str | None:
    plain = normpath(path) if path else "."
    index = "index.html" if plain == "." else f"{plain}/index.html"
    candidates = (index,) if path.endswith("/") or not path else (plain, index)
    return next((candidate for candidate in candidates if candidate in files), None)


def _absolute(path: str, files: frozenset[str]) -> str | None:
    """Look at the root for what the site has below its own address."""
    parts = path.split("/")[1:]
    files_below = (_file("/".join(parts[start:]), files) for start in range(len(parts)))
    return next(filter(None, files_below), None)
