"""A page that no page links to is found by nobody."""

import json
import re
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from hiraku.publishing.hosting.served_site import may_be_framed

_LINK = re.compile(r'<(?:a|form)\s[^>]*?(?:href|action)="([^"#]*)')


def orphans(site):
    """Return the pages that no other page links to; the same in another language is no other."""
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    linked = {"index.html", "404.html"}
    for page in pages:
        for address in _LINK.findall((site / page).read_text(encoding="utf-8")):
            target = _target(page, address)
            if target in pages and _whatever_language(target) != _whatever_language(page):
                linked.add(_whatever_language(target))
    return sorted(page for page in pages if _whatever_language(page) not in linked)


def _target(page, address):
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = normpath(join(dirname(page), unquote(parts.path)))
    return path if PurePosixPath(path).suffix == ".html" else normpath(join(path, "index.html"))


def _whatever_language(page):
    return re.sub(r"^[a-z]{2}/", "", page)


def tombstones(site):
    """Return the pages of withdrawn datasets, which only old addresses lead to."""
    listed = site / "withdrawn.json"
    gone = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    return {f"datasets/{notice['id']}/index.html" for notice in gone}


def test_every_page_is_linked_to_by_another(any_site):
    expected = tombstones(any_site)
    lost = [page for page in orphans(any_site) if _whatever_language(page) not in expected]
    assert [page for page in lost if not may_be_framed(page)] == []  # made for other sites
