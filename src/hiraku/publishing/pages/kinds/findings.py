"""The manual of findings: a list, and one page for each, from the same text that reports use."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.explanations import Explanation, explanation, identifiers, labels
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


class _Cure(Struct, frozen=True):
    """What is told for a hint; `found` is empty where it says no more than the general case."""

    hint: str | None
    found: str
    cure: str


class _Told(Struct, frozen=True):
    """A finding in one language: its page, and what it says of each hint."""

    explanation: Explanation
    cures: list[_Cure]


def _pages(site: Site) -> Iterator[Page]:
    codes = site.catalog.languages
    explained = {
        identifier: {code: _told(explanation(identifier, code)) for code in codes}
        for identifier in identifiers()
    }
    listed = {code: [spoken[code].explanation for spoken in explained.values()] for code in codes}
    yield Page(links.findings(), "pages/findings.html", {"explanations": listed})
    for identifier, spoken in explained.items():
        data = {"told": spoken, "labels": labels}
        yield Page(links.finding(identifier), "pages/finding.html", data)


def _told(explained: Explanation) -> _Told:
    general = explained.readable("found")
    cures = []
    for hint in (None, *explained.hints):
        finding, cure = explained.readable("found", hint), explained.readable("cure", hint)
        cures.append(_Cure(hint, "" if hint and finding == general else finding, cure))
    return _Told(explained, cures)


page_kind = PageKind(_pages)
