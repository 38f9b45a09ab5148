"""What was checked with which result, how fresh each dataset is, and what to mend next."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links
from hiraku.publishing.site import Site
from hiraku.publishing.standings import kinds, standings, tasks
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    found = standings(site)
    data = {
        "standings": found,
        "kinds": kinds(found),
        "tasks": list(tasks(found)),
        "promised": [each for each in found if each.freshness.promised],
        "overdue": [each for each in found if each.freshness.overdue],
    }
    yield Page(links.quality(), "pages/quality.html", data)
