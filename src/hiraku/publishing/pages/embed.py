"""One small page for each dataset, for the frames of other sites: its first rows and its credit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hiraku.publishing import links
from hiraku.publishing.pages import dataset
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    for page in dataset.pages(site):
        url = links.embed(page.data["dataset"].id)
        yield replace(page, url=url, template="pages/embed.html", listed=False)
