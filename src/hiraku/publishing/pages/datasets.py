"""The list of all datasets, by theme."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page
from hiraku.publishing.themes import grouped_by_theme


def pages(site: Site) -> Iterator[Page]:
    yield Page(links.datasets(), "pages/datasets.html", {"groups": list(grouped_by_theme(site))})
