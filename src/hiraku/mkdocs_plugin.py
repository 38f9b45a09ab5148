"""The only file that imports mkdocs: the plugin, and the safe way to run a build."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from msgspec import Struct

from hiraku.checking.targets import catalog_root
from hiraku.errors import HirakuError, UsageError
from hiraku.problems import Report
from hiraku.progress import Told, silent
from hiraku.publishing import links
from hiraku.publishing.assets import SOURCES
from hiraku.publishing.language import JAPANESE
from hiraku.publishing.publication import Publication, Request, SiteFile, prepare
from hiraku.publishing.release import release, write_checksums
from hiraku.reading.catalog import SEARCH_WORDS
from hiraku.reading.tiles import FILE as TILES
from hiraku.reporting import text
from hiraku.settings import CONFIGURATION, read_settings


class PluginConfig(Config):  # type: ignore[no-untyped-call] # mkdocs' own
    memory_limit = Optional(Type(str))
    preview = Optional(Type(str))


class HirakuPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call] # mkdocs' own
    """Checks the catalog before MkDocs touches the site's folder, then adds what was planned."""

    publication: Publication | None = None
    told: Told = staticmethod(silent)
    released = False
    _serving = False
    _stage: tempfile.TemporaryDirectory[str] | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Stay for the whole session of `mkdocs serve`: MkDocs keeps plugins that answer this."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Check and plan; a wrong catalog stops the build while the old site is still whole."""
        config.theme.static_templates.discard("sitemap.xml")  # ours is made from the data's dates
        if not self.publication:
            self.prepare(config)
        if self.publication and not self.publication.report.ok:
            out = io.StringIO()
            text.write(self.publication.report, out)
            self.forget()
            raise PluginError(out.getvalue())

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        raw = files.get_file_from_path("sitemap.xml")
        if raw:
            files.remove(raw)  # MkDocs' own template, which ours replaces
        for raw in [each for each in files if each.src_uri.split("/")[0] in SOURCES]:
            files.remove(raw)
        for planned in self._planned().files:
            files.append(_file(planned, config))
        return files

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Let pages that people wrote name the site's own address, and be in another language."""
        del files
        code = page.url.partition("/")[0]
        if code in self._planned().templates:
            page.meta.setdefault("template", f"{code}/main.html")
        return markdown.replace("{{ site_url }}", config.site_url or "")

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Render the pages that people wrote in our own environment, which escapes everything."""
        del env, config, files
        return _Spoken(self._planned().templates)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the site of a plain `mkdocs build` one of ours, as `hiraku build` knows it."""
        if not self.released:
            write_checksums(Path(config.site_dir))
        self.forget()

    def on_build_error(self, *, error: Exception) -> None:
        del error
        self.forget()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        del builder
        for folder in ("datasets", "schemas"):
            server.watch(str(_root(config) / folder))
        for file in (SEARCH_WORDS, TILES):
            if (_root(config) / file).exists():
                server.watch(str(_root(config) / file))
        return server

    def prepare(self, config: MkDocsConfig) -> Publication:
        root = _root(config)
        cache = root / "build" / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        self.forget()
        self._stage = tempfile.TemporaryDirectory(prefix="stage-", dir=cache)
        settings = read_settings(root)
        request = Request(
            root=root,
            stage=Path(self._stage.name),
            base_url=config.site_url or "/",
            overrides=[str(config.theme.custom_dir)] if config.theme.custom_dir else [],
            menu=links.menu(config.nav or (), _english_titles(Path(config.docs_dir))),
            written=tuple(sorted(_written(Path(config.docs_dir)))),
            memory_limit=settings.memory_limit,
            preview=settings.preview,
            told=self.told,
            serving=self._serving,
        )
        self.publication = prepare(request)
        return self.publication

    def forget(self) -> None:
        """Let the plan and its staged files go."""
        self.publication = None
        if self._stage:
            self._stage.cleanup()
        self._stage = None

    def _planned(self) -> Publication:
        if not self.publication:
            raise PluginError("hiraku: on_config did not run")
        return self.publication


class _Spoken(jinja2.Environment):
    """The environments of all languages as the one that MkDocs knows.

    A page's front matter names the template of another language: `template: en/main.html`.
    """

    def __init__(self, templates: Mapping[str, jinja2.Environment]) -> None:
        super().__init__(autoescape=True)
        self._templates = templates

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002 - jinja2's name
        code, _, rest = str(name).partition("/")
        environment = self._templates.get(code) if rest else None
        if environment:
            return environment.get_template(rest, parent, globals)
        return self._templates[JAPANESE].get_template(name, parent, globals)


def _file(planned: SiteFile, config: MkDocsConfig) -> File:
    """Hand a file to MkDocs, which would leave out what begins with a dot if we did not say so."""
    wanted = InclusionLevel.INCLUDED
    if isinstance(planned.content, Path):
        source = str(planned.content)
        return File.generated(config, planned.path, abs_src_path=source, inclusion=wanted)
    return File.generated(config, planned.path, content=planned.content, inclusion=wanted)


class Published(Struct, frozen=True):
    """The report, where the site is, and how many files it has (0 where it was not published)."""

    report: Report
    site_dir: Path
    files: int = 0


def publish(start: Path, site_dir: Path | None, told: Told) -> Published:
    """Check, build aside, verify, and put the new site in the old one's place."""
    root = catalog_root(start)
    config = _config(root)
    target = (start / site_dir if site_dir else Path(config.site_dir)).resolve()
    plugin = _plugin(config)
    plugin.told = told
    plugin.released = True
    try:
        report = plugin.prepare(config).report
        if not report.ok:
            return Published(report, target)
        files = release(target, lambda aside: _build(config, aside), _sources(config))
        return Published(report, target, files)
    finally:
        plugin.forget()


def serve(start: Path, port: int) -> None:
    """Serve the site on this machine's loopback and follow changes."""
    path = _configuration(catalog_root(start))
    mkdocs_serve.serve(str(path), dev_addr=f"127.0.0.1:{port}")


def _sources(config: MkDocsConfig) -> list[Path]:
    """What a site is made of: never to be taken for a folder to publish in."""
    root = _root(config).resolve()
    own = [root / name for name in ("datasets", "schemas", "src", ".git", CONFIGURATION)]
    return [
        *own,
        *(Path(each).resolve() for each in (config.docs_dir, config.theme.custom_dir) if each),
    ]


def _build(config: MkDocsConfig, folder: Path) -> None:
    config.site_dir = str(folder)
    config.strict = True
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING)
    log.addHandler(logging.StreamHandler())
    try:
        mkdocs_build.build(config)
    except Abort as abort:
        raise HirakuError(
            "MkDocs がサイトを作れませんでした。上の警告を直してください。"
            "公開中のサイトは前のままです。",
            f"MkDocs could not build the site: {abort}. The published site is as it was.",
        ) from abort


def _config(root: Path) -> MkDocsConfig:
    try:
        return load_config(str(_configuration(root)))
    except (ConfigurationError, Abort) as error:
        raise UsageError(
            f"mkdocs.yml が正しくありません: {error}", f"mkdocs.yml is not right: {error}"
        ) from error


def _configuration(root: Path) -> Path:
    path = root / CONFIGURATION
    if not path.is_file():
        raise UsageError(
            f"{root} に mkdocs.yml がないため、サイトを作れません。",
            f"There is no mkdocs.yml in {root}, so no site can be built.",
        )
    return path


def _plugin(config: MkDocsConfig) -> HirakuPlugin:
    found = config.plugins.get("hiraku")
    if config.theme.name != "hiraku":
        raise UsageError(
            "mkdocs.yml の theme の name を hiraku にしてください。"
            "見た目は custom_dir のテンプレートで変えられます。",
            "mkdocs.yml must name the theme `hiraku`; custom_dir can replace its templates.",
        )
    if not isinstance(found, HirakuPlugin):
        raise UsageError(
            "mkdocs.yml の plugins に hiraku がありません。",
            "mkdocs.yml does not name the plugin `hiraku`.",
        )
    return found


def _written(folder: Path) -> Iterator[str]:
    """Yield the path on the site of each page that people wrote."""
    for page in folder.rglob("*.md"):
        yield links.markdown_page(page.relative_to(folder).as_posix())


def _english_titles(folder: Path) -> dict[str, str]:
    """Return the titles in the front matter below `en/`, each by the Japanese page's path."""
    english = folder / "en"
    return {
        links.markdown_page(page.relative_to(english).as_posix()): str(title)
        for page in english.rglob("*.md")
        if (title := get_data(page.read_text(encoding="utf-8"))[1].get("title"))
    }


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
