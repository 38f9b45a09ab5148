"""hiraku's plugin in MkDocs: what it does at each step of a build."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import jinja2
from markdown.extensions.toc import (  # type: ignore[import-untyped]  # it brings no types
    slugify_unicode,
)
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from hiraku.errors import HirakuError, LibraryError, UsageError
from hiraku.languages import of_locale
from hiraku.progress import silent
from hiraku.publishing.mkdocs_build import (
    demand_addresses,
    demand_own_pages,
    request,
    root_of,
    staged,
)
from hiraku.publishing.publication import Publication, SiteFile, prepare
from hiraku.publishing.release.exchange import write_checksums
from hiraku.publishing.rendering.assets import SOURCES
from hiraku.publishing.rendering.for_mkdocs import LanguageEnvironments
from hiraku.publishing.site.links import NOT_FOUND
from hiraku.reading.catalog.catalog import language_of
from hiraku.reporting.report_format import write_report


class PluginConfig(Config):  # type: ignore[no-untyped-call] # mkdocs' own
    memory_limit = Optional(Type(str))
    preview = Optional(Type(str))


class HirakuPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call] # mkdocs' own
    """Checks the catalog before MkDocs touches the site's folder, then adds what was planned."""

    _publication: Publication | None = None
    _own_stage: ExitStack | None = None
    _asked: str | None = None
    _served: Callable[[LiveReloadServer], None] | None = None
    _serving = False
    _steps: frozenset[str] = frozenset()

    def take(self, publication: Publication) -> None:
        """Make the site of a publication in the next build; what is staged is the caller's."""
        self._publication = publication
        self._steps = frozenset()

    def demand_made(self) -> None:
        """Raise `LibraryError` where MkDocs left out a step without which the site is not ours."""
        if not self._steps >= {"files", "end"}:
            raise LibraryError("MkDocs")

    def follow(self, language: str, served: Callable[[LiveReloadServer], None]) -> None:
        """Tell in a language what is wrong while serving; `served` is given the server."""
        self._asked, self._served = language, served

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Stay for the whole session of `mkdocs serve`: MkDocs keeps plugins that answer this."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Check and plan; a wrong catalog stops the build while the old site is still whole."""
        self._demand_own_pages(config)
        config.theme.static_templates.discard("sitemap.xml")  # ours is made from the data's dates
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
        publication = self._publication or self._prepared(config)
        if not publication.report.ok:
            out = io.StringIO()
            write_report("text", publication.report, out, self._language(config))
            self._forget()
            raise PluginError(out.getvalue())
        # What is not found is told by the page of its language, on hosts that can.
        others = list(publication.templates)[1:]
        config.theme.static_templates.update(f"{code}/{NOT_FOUND}" for code in others)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        ours = {*SOURCES, "sitemap.xml"}  # folders of assets, and what ours replaces
        for raw in [file for file in files if file.src_uri.split("/")[0] in ours]:
            files.remove(raw)
        self._demand_free_addresses(files, config)
        for planned in self._planned().files:
            files.append(_file(planned, config))
        self._steps |= {"files"}
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Without `nav`, MkDocs takes the folder of another language for a section of the menu."""
        del files
        for code in [] if config.nav else list(self._planned().templates)[1:]:
            for section in [item for item in nav.items if _is_folder_of(item, code)]:
                nav.items.remove(section)
                for child in section.children or ():
                    child.parent = None
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Let pages that people wrote name the site's own address, and be in another language."""
        del files
        code = page.url.partition("/")[0]
        if code in list(self._planned().templates)[1:]:
            page.meta.setdefault("template", f"{code}/main.html")
        return markdown.replace("{{ site_url }}", config.site_url or "")

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Render the pages that people wrote in our own environments, which escape everything."""
        del config, files
        return LanguageEnvironments(self._planned().templates, env)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the site of a plain `mkdocs build` one of ours, as `hiraku build` knows it."""
        if self._own_stage:
            write_checksums(Path(config.site_dir))
        self._steps |= {"end"}
        self._forget()

    def on_build_error(self, *, error: Exception) -> None:
        self._forget()
        if isinstance(error, jinja2.TemplateError):  # MkDocs has told which page, in its log
            raise HirakuError("stops.mkdocs-failed") from error

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        del builder
        root = root_of(config)
        for path in (root / "datasets", root / "schemas"):
            if path.exists():
                server.watch(str(path))
        if self._served:
            self._served(server)
        return server

    def _prepared(self, config: MkDocsConfig) -> Publication:
        """Check the catalog and plan its site, in a build that MkDocs itself began."""
        self._own_stage = ExitStack()
        stage = self._own_stage.enter_context(staged(config))
        self._publication = prepare(request(config, stage, silent, serving=self._serving))
        return self._publication

    def _demand_own_pages(self, config: MkDocsConfig) -> None:
        """Stop in one sentence, which MkDocs tells without a traceback."""
        try:
            demand_own_pages(config)
            if not self._serving:
                demand_addresses(config)
        except UsageError as error:
            raise PluginError(error.in_language(self._language(config))) from None

    def _demand_free_addresses(self, files: Files, config: MkDocsConfig) -> None:
        """Stop where a page that people wrote would stand at the address of one of ours."""
        ours = {planned.path for planned in self._planned().files}
        for file in files:
            if file.dest_uri in ours and Path(file.abs_src_path or "").is_relative_to(
                config.docs_dir
            ):
                error = UsageError("stops.address-taken", file=file.src_uri, address=file.dest_uri)
                if self._own_stage:  # MkDocs tells its own kind without a traceback
                    raise PluginError(error.in_language(self._language(config)))
                raise error

    def _forget(self) -> None:
        """Let the plan and its staged files go."""
        self._publication = None
        if self._own_stage:
            self._own_stage.close()
        self._own_stage = None

    def _language(self, config: MkDocsConfig) -> str:
        """Return the language of messages: as asked for, else the locale's, else the catalog's."""
        return self._asked or of_locale() or language_of(root_of(config))

    def _planned(self) -> Publication:
        if not self._publication:
            raise PluginError("hiraku: on_config did not run")
        return self._publication


def _is_folder_of(item: StructureItem, code: str) -> bool:
    """Tell whether all that a section of the menu holds are pages in the folder of a language."""
    if not isinstance(item, Section):
        return False
    pages = [page for page in _pages(item) if page.file.src_uri.startswith(f"{code}/")]
    return bool(pages) and pages == list(_pages(item))


def _pages(section: Section) -> Iterator[Page]:
    for item in section.children:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item)


def _file(planned: SiteFile, config: MkDocsConfig) -> File:
    """Hand a file to MkDocs, which would leave out what begins with a dot if we did not say so."""
    wanted = InclusionLevel.INCLUDED
    if isinstance(planned.content, Path):
        source = str(planned.content)
        return File.generated(config, planned.path, abs_src_path=source, inclusion=wanted)
    return File.generated(config, planned.path, content=planned.content, inclusion=wanted)
