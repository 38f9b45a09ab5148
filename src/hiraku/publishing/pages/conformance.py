"""Which strangers judged the published files, and what they found."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links
from hiraku.publishing.conformance import judgement
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    yield Page(links.conformance(), "pages/conformance.html", {"judgement": judgement(site)})
