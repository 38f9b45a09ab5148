"""What changed when in the whole catalog, and a page of all versions for each dataset that has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hiraku.publishing import links
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page
from hiraku.publishing.updates import days

SHOWN_DAYS = 100


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        links.changes(), "pages/changes.html", {"days": list(islice(days(site), SHOWN_DAYS))}
    )
    for each in site.datasets:
        if each.versions:
            location = links.versions(each.dataset.id)
            yield Page(location, "pages/versions.html", {"published": each})
