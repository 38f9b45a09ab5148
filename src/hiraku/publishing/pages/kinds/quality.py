"""What was checked with which result, how fresh each dataset is, and what to mend next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hiraku.publishing.listings.status import kinds, statuses, tasks
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site

# A page of ten thousand rows helps nobody: the files beside it have them all.
_SHOWN = 500


def _pages(site: Site) -> Iterator[Page]:
    found = statuses(site)
    promised = [each.freshness for each in found if each.freshness.promised]
    data = {
        "statuses": found[:_SHOWN],
        "kinds": kinds(found, site.catalog.languages),
        "tasks": list(islice(tasks(found), _SHOWN)),
        "passed": sum(each.published.report.ok for each in found),
        "promised": len(promised),
        "late": sum(each.overdue for each in promised),
        "overdue": [each for each in found if each.freshness.overdue][:_SHOWN],
    }
    yield Page(links.quality(), "pages/quality.html", data)


page_kind = PageKind(_pages)
