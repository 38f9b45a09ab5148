"""The story of a publication: read, check, plan every file of the site.

Nothing is written to the published folder here: downloads are staged, pages are texts, and
`release` takes them over once all is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hiraku import __version__
from hiraku.checking.check import check
from hiraku.problems import Report
from hiraku.progress import Told, silent
from hiraku.publishing import links, sitemap
from hiraku.publishing.archives import packed
from hiraku.publishing.site import Site
from hiraku.publishing.staging import Stage
from hiraku.publishing.templates import environment, render
from hiraku.reading.catalog import read_catalog
from hiraku.reading.history import changed_on
from hiraku.reading.tables import Tables
from hiraku.registry import entries


@dataclass(frozen=True)
class SiteFile:
    """A file of the site to be: its path, and its text or the staged file that holds it."""

    path: str
    content: str | Path


@dataclass(frozen=True)
class Publication:
    """The verdict and, where it is good, every generated file of the site."""

    report: Report
    files: tuple[SiteFile, ...] = ()
    templates: Any = None


@dataclass(frozen=True)
class Request:
    """What is to be published and how: the catalog's root and the site's configuration."""

    root: Path
    stage: Path
    base_url: str
    overrides: Sequence[str] = ()
    menu: Sequence[links.MenuItem] = ()
    written: Sequence[str] = ()
    memory_limit: str = "512MB"
    told: Told = silent
    serving: bool = False


def prepare(request: Request) -> Publication:
    """Read and check the catalog; plan the site only where nothing is wrong."""
    reading = read_catalog(request.root)
    with Tables(request.root, request.stage, request.memory_limit) as tables:
        report = check(reading, tables, request.told)
        if not report.ok:
            return Publication(report)
        stage = Stage(
            request.stage, tables, changed_on(request.root), reading.catalog, request.base_url
        )
        datasets = tuple(
            stage.dataset(each, report.parts[each.id]) for each in reading.catalog.datasets
        )
        tables.demand_unchanged()
    site = Site(reading.catalog, datasets, report, request.base_url, __version__)
    site = packed(stage.described(site), stage)
    templates = environment(request.overrides, site, request.menu)
    templates.globals["serving"] = request.serving
    return Publication(report, tuple(_files(site, templates, request)), templates)


def _files(site: Site, templates: Any, request: Request) -> Iterator[SiteFile]:
    """Yield every generated file: downloads and documents, pages, and what crawlers read."""
    for file in site.files:
        path = links.file(file.path)
        yield SiteFile(path, request.stage / path)
    modified: dict[str, str | None] = {}
    for kind in entries("hiraku.publishing.pages").values():
        for page in kind.pages(site):
            modified[page.url] = sitemap.last_change(page, site)
            yield SiteFile(links.file(page.url), render(templates, page))
    modified |= dict.fromkeys(request.written)
    yield SiteFile("sitemap.xml", sitemap.sitemap(site.base_url, modified))
    yield SiteFile("robots.txt", sitemap.robots(site.base_url))
