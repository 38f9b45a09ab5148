"""What changed in the catalog, day by day: from git's history, else as the descriptors say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from hiraku.changes.timeline import Change
from hiraku.model import Correction, Dataset, Withdrawn
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site


class Update(Struct, frozen=True):
    published: PublishedDataset
    change: Change


class Corrected(Struct, frozen=True):
    """What was put right in a dataset."""

    dataset: Dataset
    correction: Correction


class Day(Struct, frozen=True):
    """What happened on an ISO 8601 date."""

    date: str
    updates: tuple[Update, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    corrected: tuple[Corrected, ...] = ()


def changes_of(published: PublishedDataset, site: Site) -> tuple[Change, ...]:
    """Return the changes of a dataset, newest first; only its date where git knows none."""
    known = site.changes.get(published.dataset.id, ())
    stated = published.modified[:10]
    return known or ((Change(stated),) if stated else ())


def updates(site: Site) -> list[Update]:
    """Return every change, the newest first; those of a day in the catalog's order."""
    changes = [
        Update(published, change)
        for published in site.datasets
        for change in changes_of(published, site)
    ]
    return sorted(changes, key=lambda update: update.change.date, reverse=True)


def corrections(site: Site) -> list[Corrected]:
    """Return all that was put right, the newest first."""
    put_right = [
        Corrected(published.dataset, correction)
        for published in site.datasets
        for correction in published.dataset.corrections
    ]
    return sorted(put_right, key=lambda corrected: corrected.correction.date, reverse=True)


def days(site: Site, most: int) -> Iterator[Day]:
    """Yield each day of the newest changes (at most `most`) and withdrawals, the newest first."""
    updated, withdrawn, corrected = defaultdict(list), defaultdict(list), defaultdict(list)
    for update in updates(site)[:most]:
        updated[update.change.date].append(update)
    for gone in (*site.withdrawn, *site.catalog.withdrawn_parts):
        withdrawn[gone.date].append(gone)
    for put_right in corrections(site):
        corrected[put_right.correction.date].append(put_right)
    for date in sorted({*updated, *withdrawn, *corrected}, reverse=True):
        yield Day(date, tuple(updated[date]), tuple(withdrawn[date]), tuple(corrected[date]))
