"""How each dataset stands: what its checks found, and whether it is as fresh as was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.explanations import identifiers, titled, told
from hiraku.model import Text
from hiraku.problems import Problem
from hiraku.publishing.listings.freshness import Freshness, freshness
from hiraku.publishing.site.published import PublishedDataset, Site


class DatasetStatus(Struct, frozen=True):
    published: PublishedDataset
    freshness: Freshness

    @property
    def findings(self) -> Counter[str]:
        """How often each finding was met; none where all is well."""
        found: Counter[str] = Counter()
        for each in self.published.report.problems:
            found[each.id] += each.total
        return found


class Kind(Struct, frozen=True):
    """A kind of finding, and how often and in how many datasets it was met."""

    id: str
    title: Text
    total: int
    datasets: int


class Task(Struct, frozen=True):
    """Something to mend: what was found, in which dataset, and how."""

    published: PublishedDataset
    problem: Problem

    def said(self, part: str, language: str) -> str:
        """Return what was found, or the cure, in a language."""
        return told(self.problem, part, language)


def statuses(site: Site) -> list[DatasetStatus]:
    """Return how each dataset stands, in the catalog's order."""
    return [dataset_status(each, site) for each in site.datasets]


def dataset_status(published: PublishedDataset, site: Site) -> DatasetStatus:
    dataset, changed = published.dataset, data_changed_on(published, site)
    fresh = freshness(dataset.update_frequency, changed, site.as_of, dataset.temporal)
    return DatasetStatus(published, fresh)


def data_changed_on(published: PublishedDataset, site: Site) -> str:
    """Return the date of the last change of rows or columns; a mended description is none.

    A file may be touched with no value changed: then git's history has the earlier date. Without
    a history, the date is as stated.
    """
    touched = published.file_modified
    changes = site.changes.get(published.dataset.id, ())
    return min(touched, next((each.date for each in changes if each.of_data), touched))


def kinds(found: list[DatasetStatus], codes: Sequence[str]) -> list[Kind]:
    """Return every kind of finding that a check can meet, those first that were met."""
    totals: Counter[str] = Counter()
    datasets: Counter[str] = Counter()
    for each in found:
        totals += each.findings
        datasets.update(each.findings.keys())
    listed = [
        Kind(each, titled(each, codes), totals[each], datasets[each]) for each in identifiers()
    ]
    return sorted(listed, key=lambda kind: -kind.total)


def tasks(found: list[DatasetStatus]) -> Iterator[Task]:
    """Yield what is to be mended next: the findings that did not keep a dataset back."""
    for each in found:
        for problem in each.published.report.problems:
            yield Task(each.published, problem)
