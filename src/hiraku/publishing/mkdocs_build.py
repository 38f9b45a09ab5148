"""MkDocs, as a site is made with it: its configuration, what it says of the site, and its run."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.meta import get_data

from hiraku.configuration import read_mkdocs_yaml
from hiraku.errors import HirakuError, LibraryError, UsageError
from hiraku.languages import spoken
from hiraku.own_folders import CACHE, Scratch, not_a_folder, own_folder
from hiraku.progress import ProgressListener
from hiraku.publishing.hosting.live_site import show_errors
from hiraku.publishing.publication import Publication, Request
from hiraku.publishing.site import links
from hiraku.publishing.site.published.guide import Guide
from hiraku.reading.pages.rendering import MAX_BYTES
from hiraku.settings import CONFIGURATION, read_settings
from hiraku.untrusted import demand_tame
from hiraku.visible import line

# What hiraku's theme heeds of `theme`, and the settings of MkDocs that it has no place for.
_THEME_SETTINGS = {"name", "custom_dir"}
_MOST_KEYWORDS = 50
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,4} +(.+?)(?: +#+)?$", re.MULTILINE)
# Links lose their address, tables, lists and emphasis their signs.
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\|[-: |]*\||[*_`|>]+|^\s*[-+] |<[^>]*>", re.MULTILINE)
_IDLE = ("copyright", "edit_uri", "edit_uri_template", "extra_css", "extra_javascript", "repo_url")
# Plugins that make the pages of each language, as hiraku does itself.
_OF_LANGUAGES = {"i18n"}
# Plugins that do their work in templates of themes that they know.
_OF_OTHER_THEMES = {"material/blog", "section-index"}


class Plugin(Protocol):
    """What is told to hiraku's plugin in MkDocs, which stands on a higher floor."""

    def take(self, publication: Publication) -> None:
        """Make the site of a publication in the next build; what is staged is the caller's."""

    def demand_made(self) -> None:
        """Raise `LibraryError` where MkDocs left out a step without which the site is not ours."""

    def follow(self, language: str, served: Callable[[LiveReloadServer], None]) -> None:
        """Tell in a language what is wrong while serving; `served` is given the server."""


def configuration(root: Path, *, untrusted: bool = False) -> MkDocsConfig:
    """Read `mkdocs.yml` as MkDocs does, which runs what it names: that may be kept tame."""
    if untrusted:
        demand_tame(root)
    try:
        return load_config(str(_file(root)))
    except (ConfigurationError, Abort) as error:
        raise UsageError("stops.configuration-broken", error=error) from error


def _file(root: Path) -> Path:
    path = root / CONFIGURATION
    if not path.is_file():
        raise UsageError("stops.no-configuration", root=root)
    return path


def plugin_of(config: MkDocsConfig) -> Plugin:
    """Return hiraku's plugin; MkDocs keeps one for the whole process, however often it reads."""
    demand_own_pages(config)
    configured: Any = config.plugins.get("hiraku")
    if not configured:
        raise UsageError("stops.no-plugin")
    plugin: Plugin = configured
    return plugin


def demand_own_pages(config: MkDocsConfig) -> None:
    """Raise `UsageError` where a theme or a plugin is to make what hiraku makes itself."""
    if config.theme.name != "hiraku":
        raise UsageError("stops.other-theme")
    for name in _OF_LANGUAGES & set(config.plugins):
        raise UsageError("stops.other-languages", plugin=name)
    for name in _OF_OTHER_THEMES & set(config.plugins):
        raise UsageError("stops.plugin-of-other-themes", plugin=name)


def demand_addresses(config: MkDocsConfig) -> None:
    """Raise `UsageError` where the addresses that hiraku publishes would be none, or wrong."""
    if not config.site_url or not config.site_url.startswith(("http://", "https://")):
        raise UsageError("stops.no-site-url")
    if not config.use_directory_urls:
        raise UsageError("stops.no-directory-urls")


def demand_nothing_ignored(config: MkDocsConfig) -> None:
    """Raise `UsageError` where a setting asks for what the pages of hiraku's theme do not show."""
    written = read_mkdocs_yaml(Path(config.config_file_path))
    theme = written.get("theme")
    of_theme = set(theme) - _THEME_SETTINGS if isinstance(theme, dict) else set()
    idle = [key for key in _IDLE if written.get(key)]
    if names := [*idle, *(f"theme.{key}" for key in sorted(map(str, of_theme)))]:
        raise UsageError("stops.settings-ignored", names=", ".join(names))


def root_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def own_target(config: MkDocsConfig) -> Path:
    """Return the folder that the configuration names; no link inside the catalog leads to it."""
    root, target = root_of(config), Path(config.site_dir)
    inside = root.resolve() / target.relative_to(root) if target.is_relative_to(root) else None
    if inside and inside.resolve() != inside:
        raise not_a_folder(target)
    return target.resolve()


def request(
    config: MkDocsConfig, stage: Path, listener: ProgressListener, *, serving: bool
) -> Request:
    """Return what the configuration asks to be planned, with the pages that people wrote."""
    pages = Path(config.docs_dir)
    settings = read_settings(root_of(config))
    return Request(
        root=root_of(config),
        stage=stage,
        base_url=config.site_url or "/",
        overrides=[str(config.theme.custom_dir)] if config.theme.custom_dir else [],
        nav=config.nav or (),
        titles={code: _titles(pages / code) for code in spoken()},
        guides=tuple(_guides(pages)),
        written=tuple(sorted(_written(pages))),
        memory_limit=settings.memory_limit,
        preview=settings.preview,
        listener=listener,
        serving=serving,
    )


@contextmanager
def staged(config: MkDocsConfig) -> Iterator[Path]:
    """Make a folder for the files of one publication, and remove it at the end."""
    scratch = Scratch("stage-", own_folder(root_of(config), *CACHE))
    try:
        yield scratch.path
    finally:
        scratch.cleanup()


def sources(config: MkDocsConfig) -> list[Path]:
    """Return what a site is made of: never to be taken for a folder to publish in."""
    root = root_of(config).resolve()
    own = [root / name for name in ("datasets", "schemas", "src", ".git", CONFIGURATION)]
    return [
        *own,
        *(
            Path(folder).resolve()
            for folder in (config.docs_dir, config.theme.custom_dir)
            if folder
        ),
    ]


def build(config: MkDocsConfig, publication: Publication, folder: Path) -> None:
    """Let MkDocs fill a folder with a publication; any warning of its own stops it."""
    plugin = plugin_of(config)
    plugin.take(publication)
    config.site_dir = str(folder)
    config.strict = True
    _tell_warnings_safely()
    try:
        mkdocs_build.build(config)
    except Abort as abort:
        raise HirakuError("stops.mkdocs-failed") from abort
    plugin.demand_made()


class _OneLine(logging.Formatter):
    """MkDocs tells names of files and texts of pages as they are."""

    def format(self, record: logging.LogRecord) -> str:
        return line(super().format(record))


def _tell_warnings_safely() -> None:
    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.setFormatter(_OneLine())
    log.handlers[:] = [handler]
    log.setLevel(logging.WARNING)


def serving(root: Path, port: int, language: str, listening: Callable[[str], None]) -> None:
    """Serve on this machine's loopback until stopped, and tell the address once it answers."""
    sentences: list[str] = []

    def served(server: LiveReloadServer) -> None:
        show_errors(server)
        activate = server.server_activate

        def activated() -> None:
            activate()
            sentences.append(server.url)
            listening(server.url)

        server.server_activate = activated  # type: ignore[method-assign] # MkDocs only logs it

    _tell_warnings_safely()
    plugin_of(configuration(root)).follow(language, served)
    mkdocs_serve.serve(str(_file(root)), dev_addr=f"127.0.0.1:{port}")
    if not sentences:
        raise LibraryError("MkDocs")


def _written(folder: Path) -> Iterator[str]:
    """Yield the path on the site of each page that people wrote."""
    for page in _pages(folder):
        yield links.markdown_page(page.relative_to(folder).as_posix())


def _pages(folder: Path) -> list[Path]:
    """Return the plain files of pages, which are not judged yet: no link, pipe or endless file."""
    return sorted(page for page in folder.rglob("*.md") if _may_be_read(page.lstat()))


def _may_be_read(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES


def _titles(folder: Path) -> dict[str, str]:
    """Return the titles of the pages in a language's folder, each by the path of the page there.

    The title is that of the front matter; a page without one has the empty text.
    """
    return {
        links.markdown_page(page.relative_to(folder).as_posix()): _title(page)
        for page in _pages(folder)
    }


def _title(page: Path) -> str:
    return _scalar(get_data(_text(page))[1].get("title"))


def _text(page: Path) -> str:
    """Return the text of a page that is not judged yet: it may not be in UTF-8."""
    return page.read_text(encoding="utf-8", errors="replace")


def _scalar(value: object) -> str:
    """Return a property of a page as text: a list of lists may be without end once written."""
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _guides(folder: Path) -> Iterator[Guide]:
    """Yield each page that people wrote; `language` is empty where it is in no folder of one."""
    for page in _pages(folder):
        text, meta = get_data(_text(page))
        path = links.markdown_page(page.relative_to(folder).as_posix())
        code, _, rest = path.partition("/")
        known = code in spoken()
        sections = tuple(_sections(text))
        yield Guide(
            rest if known else path,
            code if known else "",
            _scalar(meta.get("title")) or (sections[0][0] if sections else ""),
            _scalar(meta.get("description")),
            sections,
            _keywords(meta.get("keywords")),
        )


def _keywords(value: object) -> tuple[str, ...]:
    listed = value[:_MOST_KEYWORDS] if isinstance(value, list) else [value]
    return tuple(filter(None, map(_scalar, listed)))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield each heading with the text below it, as far as it is no code and no mark."""
    before, *parts = _HEADING.split(_FENCED.sub("", text))
    del before
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        yield _unmarked(title), _unmarked(body)


def _unmarked(text: str) -> str:
    return " ".join(_MARKS.sub(r"\1", text).split())
