"""The manual of findings: a list, and one page for each, from the same text that reports use."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.explanations import Explanation, explanation, identifiers
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site


class _Cure(Struct, frozen=True):
    """What is told for a hint; `found` is empty where it says no more than the general case."""

    hint: str | None
    found: str
    cure: str


def _pages(_site: Site) -> Iterator[Page]:
    explained = [explanation(each) for each in identifiers()]
    yield Page(links.findings(), "pages/findings.html", {"explanations": explained})
    for each in explained:
        data = {
            "explanation": each,
            "spoken_by": [(language, _cures(each, language)) for language in ("ja", "en")],
        }
        yield Page(links.finding(each.id), "pages/finding.html", data)


def _cures(explained: Explanation, language: str) -> list[_Cure]:
    general = explained.readable("found", language)
    cures = []
    for hint in (None, *explained.hints):
        found = explained.readable("found", language, hint)
        cure = explained.readable("cure", language, hint)
        cures.append(_Cure(hint, "" if hint and found == general else found, cure))
    return cures


page_kind = PageKind(_pages)
