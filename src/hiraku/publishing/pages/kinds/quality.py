"""What was checked with which result, how fresh each dataset is, and what to mend next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hiraku.model import Allowance, Catalog, Dataset
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
        "raised": sorted(_raised(site.catalog)),
        "allowances": list(islice(_allowances(site.catalog), _SHOWN)),
        "overdue": [status for status in listed if status.freshness.overdue][:_SHOWN],
    }
    yield Page(links.quality(), "pages/quality.html", data)


def _allowances(catalog: Catalog) -> Iterator[tuple[Dataset | None, Allowance]]:
    """Yield what is allowed and in which dataset; in all where there is none."""
    for allowance in catalog.allow:
        yield catalog.dataset(allowance.dataset), allowance
    for dataset in catalog.datasets:
        yield from ((dataset, allowance) for allowance in dataset.allow)


def _raised(catalog: Catalog) -> set[str]:
    """Return the warnings that are errors in the catalog or in one of its datasets."""
    return {*catalog.severities, *(rule for own in catalog.datasets for rule in own.severities)}


page_kind = PageKind(_pages)
