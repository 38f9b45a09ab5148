"""What the home page says first: the findings chosen in `catalog.yaml`, else one of each theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup
from msgspec import Struct

from hiraku.publishing.listings.by_theme import ThemeGroup
from hiraku.publishing.pages.headline import Headline, headline_of
from hiraku.publishing.pages.small_charts import small
from hiraku.publishing.site.published.chart import Chart
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

MOST = 3


class ShownFinding(Struct, frozen=True):
    """A dataset and its newest figure; where it has none, its chart says what it shows."""

    published: PublishedDataset
    chart: Chart
    headline: Headline | None = None

    def drawing(self, language: str) -> Markup | None:
        """Return the chart as small as it can be read; None where it cannot."""
        return small(self.chart, self.published.dataset.id, language)


def findings(site: Site, groups: Sequence[ThemeGroup]) -> list[ShownFinding]:
    """Return those that the catalog chose, or one of each of the first themes with a chart."""
    chosen = list(filter(None, _chosen(site)))
    return chosen or list(islice(filter(None, map(_of_theme, groups)), MOST))


def _chosen(site: Site) -> Iterator[ShownFinding | None]:
    known = {published.dataset.id: published for published in site.datasets}
    for finding in site.catalog.findings:
        published = known.get(finding.dataset)
        charts = published.charts if published else ()
        named = [chart for chart in charts if finding.view in {"", chart.view.name}]
        if published and named:
            of_figure = not finding.view or named[0].view.kind == "line"
            yield ShownFinding(published, named[0], headline_of(published) if of_figure else None)


def _of_theme(group: ThemeGroup) -> ShownFinding | None:
    """Return the first dataset with a figure, else the first with a chart."""
    known = [
        ShownFinding(published, published.charts[0], headline_of(published))
        for published in group.datasets
        if published.charts
    ]
    return next((finding for finding in known if finding.headline), next(iter(known), None))
