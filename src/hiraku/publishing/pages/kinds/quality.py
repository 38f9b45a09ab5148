"""What was checked with which result, how fresh each dataset is, and what to mend next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hiraku.publishing.listings.status import kinds, statuses, tasks
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site

# A page of ten thousand rows helps nobody: the files beside it have them all.
_SHOWN = 500


def _pages(site: Site) -> Iterator[Page]:
    listed = statuses(site)
    promised = [status.freshness for status in listed if status.freshness.promised]
    data = {
        "statuses": listed[:_SHOWN],
        "kinds": kinds(listed, site.catalog.languages),
        "tasks": list(islice(tasks(listed), _SHOWN)),
        "passed": sum(status.published.report.ok for status in listed),
        "promised": len(promised),
        "late": sum(freshness.overdue for freshness in promised),
        "allowances": [
            (dataset, allowance) for dataset in site.catalog.datasets for allowance in dataset.allow
        ][:_SHOWN],
        "overdue": [status for status in listed if status.freshness.overdue][:_SHOWN],
    }
    yield Page(links.quality(), "pages/quality.html", data)


page_kind = PageKind(_pages)
