"""What the home page says first: a finding of each theme, in the catalog's order of themes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from hiraku.publishing.listings.by_theme import ThemeGroup
from hiraku.publishing.pages.headline import Headline, headline
from hiraku.publishing.site.published.chart import Chart
from hiraku.publishing.site.published.dataset import PublishedDataset

MOST = 3


class ThemeFinding(Struct, frozen=True):
    """A dataset and its newest figure; where it has none, its first chart says what it shows."""

    published: PublishedDataset
    chart: Chart
    headline: Headline | None = None


def findings(groups: list[ThemeGroup]) -> list[ThemeFinding]:
    """Return a finding of each of the first themes of which a dataset has a chart."""
    return list(islice(filter(None, map(_of_theme, groups)), MOST))


def _of_theme(group: ThemeGroup) -> ThemeFinding | None:
    """Return the first dataset with a figure, else the first with a chart."""
    known = list(_known(group))
    return next((finding for finding in known if finding.headline), next(iter(known), None))


def _known(group: ThemeGroup) -> Iterator[ThemeFinding]:
    for published in group.datasets:
        if published.charts:
            yield ThemeFinding(published, published.charts[0], headline(published.charts))
