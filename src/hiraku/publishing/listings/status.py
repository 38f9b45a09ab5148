"""How each dataset stands: what its checks found, and whether it is as fresh as was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.completeness import Completeness, completeness
from hiraku.explanations import identifiers, titled, told
from hiraku.freshness import Freshness, freshness
from hiraku.model import Text
from hiraku.problems import Problem
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site


class DatasetStatus(Struct, frozen=True):
    published: PublishedDataset
    freshness: Freshness

    @property
    def completeness(self) -> Completeness:
        """How much its description says, and what is worth adding next."""
        return completeness(self.published.dataset)

    @property
    def findings(self) -> Counter[str]:
        """How often each finding was met; none where all is well."""
        totals: Counter[str] = Counter()
        for problem in self.published.report.problems:
            totals[problem.id] += problem.total
        return totals


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
    return [dataset_status(published, site) for published in site.datasets]


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
    return min(touched, next((change.date for change in changes if change.of_data), touched))


def kinds(statuses: list[DatasetStatus], codes: Sequence[str]) -> list[Kind]:
    """Return every kind of finding that a check can meet, those first that were met."""
    totals: Counter[str] = Counter()
    datasets: Counter[str] = Counter()
    for status in statuses:
        totals += status.findings
        datasets.update(status.findings.keys())
    listed = [
        Kind(finding, titled(finding, codes), totals[finding], datasets[finding])
        for finding in identifiers()
    ]
    return sorted(listed, key=lambda kind: -kind.total)


def tasks(statuses: list[DatasetStatus]) -> Iterator[Task]:
    """Yield what is to be mended next: the findings that did not keep a dataset back."""
    for status in statuses:
        for problem in status.published.report.problems:
            yield Task(status.published, problem)
