"""The story of a publication: read, check, plan every file of the site.

Nothing is written to the published folder here: downloads are staged, pages are texts, and
`release` takes them over once all is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.checking.check import check
from hiraku.checking.targets import late_updates
from hiraku.errors import UsageError
from hiraku.model import Catalog
from hiraku.problems import Problem, Refused, Report
from hiraku.progress import ProgressListener, silent
from hiraku.publishing.charts.staged import charts_in_work, with_charts
from hiraku.publishing.hosting import sitemap
from hiraku.publishing.hosting.host import hosts
from hiraku.publishing.hosting.redirects import moved_page, redirects
from hiraku.publishing.hosting.served_site import Served
from hiraku.publishing.pages.page_kind import page_kinds
from hiraku.publishing.rendering.assets import assets
from hiraku.publishing.rendering.environment import THEME, environment
from hiraku.publishing.rendering.page import Frame, Page
from hiraku.publishing.rendering.render import render_pages
from hiraku.publishing.site import links
from hiraku.publishing.site.menu import menu
from hiraku.publishing.site.published.guide import Guide
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.site_path import SitePath
from hiraku.publishing.staging.archives import with_archives
from hiraku.publishing.staging.datasets import published_site
from hiraku.publishing.staging.metadata import with_metadata
from hiraku.publishing.staging.past_versions import with_past_versions
from hiraku.publishing.staging.releases import with_releases
from hiraku.publishing.staging.search_rows import with_search_rows
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.files.history import committed_on
from hiraku.reading.tables import Tables
from hiraku.untrusted import strictly


class SiteFile(Struct, frozen=True):
    """A file of the site to be: its path, and its text or the staged file that holds it."""

    path: SitePath
    content: str | Path


class Publication(Struct, frozen=True):
    """The verdict and, where it is good, every generated file of the site.

    `late` are the datasets that are later than they promise today, which the site does not say:
    it is of its commit. `templates` holds the environment of each language, `unpictured` the paths
    of the charts that could be no PNG.
    """

    report: Report
    files: tuple[SiteFile, ...] = ()
    templates: Mapping[str, Any] = field(default_factory=dict)
    unpictured: tuple[str, ...] = ()
    late: Sequence[Problem] = ()


class Request(Struct, frozen=True):
    """What is to be published and how: the catalog's root and the site's configuration.

    `nav` is that of mkdocs.yml. `written` are the paths of the pages that people wrote, in every
    language; `titles` those of them that stand in the folder of a language, by its code and by the
    path without it; `guides` what other parts tell of them.
    """

    root: Path
    stage: Path
    base_url: str
    overrides: Sequence[str] = ()
    nav: Sequence[Any] = ()
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    written: Sequence[str] = ()
    guides: Sequence[Guide] = ()
    memory_limit: str = "352MB"
    preview: str = "chunks"
    listener: ProgressListener = silent
    serving: bool = False
    sandboxed: bool = False


def prepare(request: Request) -> Publication:
    """Read and check the catalog; where nothing is wrong, write aside all that its site needs."""
    reading = read_catalog(request.root)
    _demand_languages(reading.catalog, request)
    with Tables(request.root, request.stage, request.memory_limit) as tables:
        report = check(reading, tables, request.listener)
        report = strictly(report) if request.sandboxed else report
        if not report.ok:
            return Publication(report)
        stage = _stage(request, tables, reading.catalog)
        try:
            with charts_in_work(reading.catalog, stage) as in_work:
                site = published_site(reading.catalog, report, stage)
                site = with_charts(site, in_work, stage)
        except Refused as refused:
            return Publication(replace(report, problems=(*report.problems, refused.problem)))
        site = with_releases(with_past_versions(site, stage), stage)
        tables.demand_unchanged()
    site = with_metadata(_with_guides(site, request), stage)
    site = with_search_rows(site, stage)
    site = with_archives(site, stage)
    return replace(_planned(site, request), late=late_updates(reading.catalog))


def _with_guides(site: Site, request: Request) -> Site:
    """Return the site with the pages that people wrote; those of no folder are in its first."""
    first = site.catalog.language
    guides = [replace(guide, language=guide.language or first) for guide in request.guides]
    return replace(site, guides=tuple(guides))


def _stage(request: Request, tables: Tables, catalog: Catalog) -> Stage:
    as_of = committed_on(catalog.root)
    return Stage(request.stage, tables, catalog, request.base_url, request.preview, as_of)


def _demand_languages(catalog: Catalog, request: Request) -> None:
    """Raise `UsageError` where people wrote pages for a language that the catalog has not."""
    for code, titles in request.titles.items():
        if titles and code not in catalog.languages[1:] and catalog.described:
            raise UsageError("stops.pages-of-no-language", language=code, pages=len(titles))


def _planned(site: Site, request: Request) -> Publication:
    """Render the pages, and list every file of the site."""
    frame = _frame(site, request)
    templates = {
        code: environment(request.overrides, frame, code, sandboxed=request.sandboxed)
        for code in site.catalog.languages
    }
    unpictured = tuple(path for published in site.datasets for path in published.unpictured)
    files = tuple(_files(frame, templates, request))
    return Publication(site.report, files, templates, unpictured)


def _frame(site: Site, request: Request) -> Frame:
    written = set(request.written)
    codes = site.catalog.languages
    pages = {links.at_root(path, codes) for path in written}
    absent = {
        code: frozenset(
            page for page in pages if links.in_language(page, code, codes[0]) not in written
        )
        for code in codes
    }
    folders = [*map(Path, request.overrides), THEME]
    entries = menu(request.nav, {code: request.titles.get(code, {}) for code in codes})
    return Frame(site, entries, assets(folders), absent, request.serving)


def _files(frame: Frame, templates: Mapping[str, Any], request: Request) -> Iterator[SiteFile]:
    """Yield every generated file: downloads and documents, pages, and what crawlers read."""
    site = frame.site
    known: list[str] = []
    for file in site.staged:
        path = links.file(file.path)
        known.append(path)
        yield SiteFile(path, request.stage / path)
    linked = [asset for asset in frame.assets.values() if asset.path]
    for asset in linked:
        yield SiteFile(links.file(asset.path), asset.content)
    modified: dict[str, str | None] = dict.fromkeys(request.written)
    kinds: dict[str, list[str]] = {"main.html": list(request.written)}
    last_change = sitemap.last_changes(site)
    for rendered in render_pages(lambda: _pages(site), templates, request.stage):
        kinds.setdefault(rendered.page.template, []).append(rendered.path)
        if rendered.page.listed:
            modified[rendered.path] = last_change(rendered.page)
        known.append(rendered.file)
        yield SiteFile(rendered.file, request.stage / rendered.file)
    moved = redirects(site.catalog, [*known, *(links.file(path) for path in request.written)])
    yield from _moved(moved, site)
    served = Served(site, tuple(asset.path for asset in linked), kinds, moved)
    for host in hosts():
        yield SiteFile(links.file(host.path), host.write(served))
    yield SiteFile(links.file("sitemap.xml"), sitemap.sitemap(site.base_url, modified))
    yield SiteFile(links.file("robots.txt"), sitemap.robots(site.base_url))


def _moved(moved: Mapping[str, str], site: Site) -> Iterator[SiteFile]:
    """Yield a page for each page that moved, and the list of all that did."""
    for old, new in moved.items():
        if old.endswith("index.html"):
            yield SiteFile(links.file(old), moved_page(old, new, site.catalog, site.base_url))
    if moved:
        listed = json.dumps(moved, ensure_ascii=False, indent=1)
        yield SiteFile(links.file(links.REDIRECTS), f"{listed}\n")


def _pages(site: Site) -> Iterator[Page]:
    for kind in page_kinds().values():
        yield from kind.pages(site)
