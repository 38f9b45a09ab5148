"""The story of a publication: read, check, plan every file of the site.

Nothing is written to the published folder here: downloads are staged, pages are texts, and
`release` takes them over once all is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.checking.check import check
from hiraku.problems import Refused, Report
from hiraku.progress import ProgressListener, silent
from hiraku.publishing.charts.staged import with_charts
from hiraku.publishing.hosting import sitemap
from hiraku.publishing.hosting.host import hosts
from hiraku.publishing.hosting.served_site import Served
from hiraku.publishing.pages.page_kind import page_kinds
from hiraku.publishing.rendering.assets import assets
from hiraku.publishing.rendering.environment import THEME, Frame, Page, environment
from hiraku.publishing.rendering.render import render_pages
from hiraku.publishing.site import links
from hiraku.publishing.site.language import JAPANESE
from hiraku.publishing.site.published import Site
from hiraku.publishing.site.site_path import SitePath
from hiraku.publishing.staging.archives import with_archives
from hiraku.publishing.staging.datasets import published_site
from hiraku.publishing.staging.metadata import with_metadata
from hiraku.publishing.staging.past_versions import with_past_versions
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.tables import Tables


class SiteFile(Struct, frozen=True):
    """A file of the site to be: its path, and its text or the staged file that holds it."""

    path: SitePath
    content: str | Path


class Publication(Struct, frozen=True):
    """The verdict and, where it is good, every generated file of the site.

    `templates` holds the environment of each language.
    """

    report: Report
    files: tuple[SiteFile, ...] = ()
    templates: Mapping[str, Any] = field(default_factory=dict)


class Request(Struct, frozen=True):
    """What is to be published and how: the catalog's root and the site's configuration.

    `written` are the paths of the pages that people wrote, in every language.
    """

    root: Path
    stage: Path
    base_url: str
    overrides: Sequence[str] = ()
    menu: Sequence[links.MenuItem] = ()
    written: Sequence[str] = ()
    memory_limit: str = "384MB"
    preview: str = "chunks"
    listener: ProgressListener = silent
    serving: bool = False
    sandboxed: bool = False


def prepare(request: Request) -> Publication:
    """Read and check the catalog; where nothing is wrong, write aside all that its site needs."""
    reading = read_catalog(request.root)
    with Tables(request.root, request.stage, request.memory_limit) as tables:
        report = check(reading, tables, request.listener)
        if not report.ok:
            return Publication(report)
        stage = Stage(request.stage, tables, reading.catalog, request.base_url, request.preview)
        site = published_site(reading.catalog, report, stage)
        try:
            site = with_charts(site, stage)
        except Refused as refused:
            return Publication(replace(report, problems=(*report.problems, refused.problem)))
        tables.demand_unchanged()
    site = with_past_versions(site, stage)
    site = with_metadata(site, stage)
    site = with_archives(site, stage)
    return _planned(site, request)


def _planned(site: Site, request: Request) -> Publication:
    """Render the pages, and list every file of the site."""
    frame = _frame(site, request)
    templates = {
        code: environment(request.overrides, frame, code, sandboxed=request.sandboxed)
        for code in site.catalog.languages
    }
    return Publication(site.report, tuple(_files(frame, templates, request)), templates)


def _frame(site: Site, request: Request) -> Frame:
    written = set(request.written)
    others = [code for code in site.catalog.languages if code != JAPANESE]
    alone = {
        path
        for path in written
        if not any(links.in_language(path, each) in written for each in others)
    }
    folders = [*map(Path, request.overrides), THEME]
    return Frame(site, request.menu, assets(folders), frozenset(alone), request.serving)


def _files(frame: Frame, templates: Mapping[str, Any], request: Request) -> Iterator[SiteFile]:
    """Yield every generated file: downloads and documents, pages, and what crawlers read."""
    site = frame.site
    for file in site.staged:
        path = links.file(file.path)
        yield SiteFile(path, request.stage / path)
    for asset in frame.assets.values():
        yield SiteFile(links.file(asset.path), asset.content)
    modified: dict[str, str | None] = dict.fromkeys(request.written)
    kinds: dict[str, list[str]] = {"main.html": list(request.written)}
    last_change = sitemap.last_changes(site)
    for each in render_pages(lambda: _pages(site), templates, request.stage):
        kinds.setdefault(each.page.template, []).append(each.path)
        if each.page.listed:
            modified[each.path] = last_change(each.page)
        yield SiteFile(each.file, request.stage / each.file)
    served = Served(site, tuple(each.path for each in frame.assets.values()), kinds)
    for host in hosts():
        yield SiteFile(links.file(host.path), host.write(served))
    yield SiteFile(links.file("sitemap.xml"), sitemap.sitemap(site.base_url, modified))
    yield SiteFile(links.file("robots.txt"), sitemap.robots(site.base_url))


def _pages(site: Site) -> Iterator[Page]:
    for kind in page_kinds().values():
        yield from kind.pages(site)
