"""One page for each dataset: its files, its first rows, its fields, its proof, its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from hiraku.model import Theme, Words
from hiraku.publishing.listings.entries import ListEntry, entries
from hiraku.publishing.listings.recent_changes import changes_of
from hiraku.publishing.listings.related import related
from hiraku.publishing.listings.status import dataset_status
from hiraku.publishing.pages import schema_org
from hiraku.publishing.pages.citation import citation
from hiraku.publishing.pages.headline import headline_of
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.pages.snippet import snippets
from hiraku.publishing.pages.table_access import TableAccess, table_access
from hiraku.publishing.previews.script_data import ScriptData, script_data
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.credit import credit_of
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource
from hiraku.publishing.site.symbol_legend import Symbol, legend


class _Code(Struct, frozen=True):
    """Code of a snippet that reads a table."""

    title: Words
    code: str


class _ShownTable(Struct, frozen=True):
    """A resource as the page shows it: the file most people want, and the others."""

    published: PublishedResource
    main: Download | None
    others: tuple[Download, ...]
    symbols: tuple[Symbol, ...]
    script_data: ScriptData
    snippets: tuple[_Code, ...]


def _pages(site: Site) -> Iterator[Page]:
    themes = {theme.name: theme for theme in site.catalog.themes}
    near = related(site)
    entry_of = {
        member.dataset.id: entry for entry in entries(site.datasets) for member in entry.members
    }
    for published in site.datasets:
        gather = partial(_data, published, site, themes, near, entry_of)
        yield Page(links.dataset(published.dataset.id), "pages/dataset.html", gather)


def _data(
    published: PublishedDataset,
    site: Site,
    themes: dict[str, Theme],
    near: Mapping[str, tuple[PublishedDataset, ...]],
    entry_of: Mapping[str, ListEntry],
) -> dict[str, Any]:
    dataset = published.dataset
    return {
        "dataset": dataset,
        "published": published,
        "tables": [_table(table, published, site) for table in published.resources],
        "headline": headline_of(published),
        "charts": published.charts,
        "files": _files(published),
        "archive": published.archive,
        "related": near[dataset.id],
        "entry": entry_of[dataset.id],
        "theme": themes.get(dataset.theme or ""),
        "report_path": links.document(dataset.id, "report.json"),
        "changes": changes_of(published, site),
        "freshness": dataset_status(published, site).freshness,
        "permanent_url": links.absolute(site.base_url, links.dataset(dataset.id)),
        "credit": credit_of(published, site),
        "citation": citation(published, site),
        "schema_org": partial(schema_org.dataset, published, site),
    }


def _files(published: PublishedDataset) -> tuple[Download, ...]:
    """Return every file but those of charts, which stand at their charts."""
    charts = {file.path for chart in published.charts for file in chart.downloads.values()}
    return tuple(file for file in published.files if file.path not in charts)


def _table(published: PublishedResource, owner: PublishedDataset, site: Site) -> _ShownTable:
    main = next((download for download in published.downloads if _is_plain_csv(download)), None)
    others = tuple(download for download in published.downloads if download is not main)
    snippets = tuple(_snippets(table_access(owner, published, site))) if published.fields else ()
    symbols = tuple(legend(published.fields))
    plan = script_data(published, owner.dataset, main)
    return _ShownTable(published, main, others, symbols, plan, snippets)


def _snippets(table: TableAccess) -> Iterator[_Code]:
    for snippet in snippets():
        yield _Code(snippet.title, snippet.write(table))


_FOR_OTHERS = (".excel.csv", ".cp932.csv")


def _is_plain_csv(download: Download) -> bool:
    return download.path.endswith(".csv") and not download.path.endswith(_FOR_OTHERS)


page_kind = PageKind(_pages)
