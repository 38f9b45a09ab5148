"""The Jinja2 environment of the theme, and pages rendered in it.

Everything is escaped. Each language has an environment of its own. They serve the pages that MkDocs
renders as well: these bring `page` and `nav` with them, and `here` is set from `page` by their
template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from hiraku import languages
from hiraku.changes.compare.told import sentence
from hiraku.changes.structure.pairing import former_names
from hiraku.checking.types.field_type import type_of
from hiraku.publishing.rendering.commonmark import markdown
from hiraku.publishing.rendering.compiled import KeptCode, compile_all
from hiraku.publishing.rendering.escaping import PageEnvironment, html_maker
from hiraku.publishing.rendering.filters import (
    digits,
    filled,
    grouped,
    grouped_text,
    human_size,
    in_words,
    is_web_address,
    scrollable,
)
from hiraku.publishing.rendering.macro_cache import macro_cache
from hiraku.publishing.rendering.page import Frame, Page
from hiraku.publishing.rendering.sandbox import SandboxedPages
from hiraku.publishing.rendering.search_examples import examples
from hiraku.publishing.rendering.table_cells import broad, shown_cells, shown_rows, width
from hiraku.publishing.site import links, told_changes
from hiraku.publishing.site.content_policy import POLICY, source_hash
from hiraku.publishing.site.language import Language, language, of_catalog
from hiraku.publishing.site.published.site import Site

Filters = Mapping[str, Callable[..., Any]]

THEME = Path(__file__).parents[2] / "theme"

_ASKED = re.compile(r'\{\{ _\("([^"]+)"\) \}\}')


def environment(
    folders: Sequence[str | Path], frame: Frame, code: str = "", *, sandboxed: bool = False
) -> Environment:
    """Build a language's environment, that of the catalog's first where none is named.

    A template in an earlier folder replaces one in a later.
    """
    first = frame.site.catalog.language
    spoken = of_catalog(frame.site.catalog, code or first)
    made = _escaping(folders, spoken, sandboxed=sandboxed)
    made.filters |= {**_of_values(), **_of_language(spoken), **_of_changes(frame.site, spoken)}
    made.tests |= _tests()
    made.globals |= {**_words(spoken), **_surroundings(frame)}
    made.demand_escaping()
    made.globals["words"] = made.get_template("partials/words.html").module
    compile_all(made, THEME)
    return made


def _escaping(
    folders: Sequence[str | Path], spoken: Language, *, sandboxed: bool
) -> PageEnvironment:
    """Return an environment that puts out every value escaped and in the language's words."""
    kind = SandboxedPages if sandboxed else PageEnvironment
    made = kind(
        loader=FileSystemLoader([*folders, THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=spoken.plain,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[SaidAtOnce],
        bytecode_cache=KeptCode(spoken.code, spoken.first, spoken.noun, sandboxed),
    )
    made.to_html = html_maker(spoken.plain)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made


def _of_values() -> Filters:
    """Return the filters that say the same in every language."""
    return {
        "digits": digits,
        "filled": filled,
        "former_names": lambda field: former_names(field.descriptor),
        "grouped": grouped,
        "number": grouped_text,
        "scrollable": scrollable,
        "size": human_size,
        "source_hash": source_hash,
        "url": url,
        "width": width,
    }


def _of_language(spoken: Language) -> Filters:
    return {
        "broad": lambda rows, fields: broad(rows, fields, spoken),
        "date": spoken.date,
        "full_date": spoken.full_date,
        "in_words": lambda plan: in_words(plan, spoken),
        "judged": lambda judged: sentence(judged, spoken.code),
        "marked": spoken.marked,
        "markdown": lambda text: markdown(spoken.plain(text)),
        "plain": spoken.plain,
        "shown_cells": lambda texts, fields: shown_cells(texts, fields, spoken),
        "shown_rows": lambda rows, fields: shown_rows(rows, fields, spoken),
    }


def _of_changes(site: Site, spoken: Language) -> Filters:
    return {
        "first_rows": lambda change: told_changes.first_rows(change, site, spoken.code),
        "summary": lambda change: told_changes.summary(change, spoken.code),
    }


def _tests() -> Filters:
    return {
        "quantity": lambda field: type_of(field).quantity,
        "speaks": lambda code, frame, path: frame.has(path, code),
        "web_address": is_web_address,
    }


def _words(spoken: Language) -> Mapping[str, Any]:
    """Return what templates know of the page's language and of the catalog's first."""
    return {
        "_": spoken.gettext,
        "first": spoken.first,
        "language": spoken.code,
        "letters": languages.letters(spoken.first).pattern,
        "locale": languages.locale(spoken.code),
        "noun": spoken.noun,
        "own_name": languages.own_name,
        "say": languages.say,
    }


def _surroundings(frame: Frame) -> Mapping[str, Any]:
    """Return what templates know of the site around the page."""
    return {
        "asset": lambda name: frame.assets[name].path,
        "inlined": lambda name: Markup(frame.assets[name].content),  # noqa: S704 - the theme's own
        "examples": cache(lambda code: examples(frame.site, code)),
        "frame": frame,
        "here": None,
        "languages": frame.site.catalog.languages,
        "links": links,
        "menu": frame.menu,
        "cached": macro_cache(),
        "policy": Markup(POLICY),  # noqa: S704 - our own words
        "serving": frame.serving,
        "site": frame.site,
    }


class SaidAtOnce(Extension):
    """Translates what has no blanks when a template is compiled, not whenever a page is made."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Put the words of the environment's language where the template asks for them.

        What may be read as code is left to be said later: a catalog's own noun is among the words.
        """
        del name, filename
        known = self.environment.globals
        spoken = language(str(known["language"]), str(known["first"]), str(known["noun"]))

        def said(asked: re.Match[str]) -> str:
            words = spoken.gettext(asked[1])
            return asked[0] if "{" in words else words

        return _ASKED.sub(said, source)


def render(templates: Environment, page: Page) -> str:
    """Render a page in the language of the environment."""
    here = links.in_language(page.url, *_spoken(templates.globals))
    text: str = templates.get_template(page.template).render(page.gathered().data, here=here)
    return text


@pass_context
def url(context: Context, path: str) -> str:
    """Return the link to a root-relative path from the page being rendered.

    It leads to the page in the same language, where there is one. The page for "not found" is
    served at any depth, so its links are absolute paths.
    """
    if is_web_address(path):
        return path
    here, frame = context["here"], context["frame"]
    if links.is_page(path) and frame.has(path.partition("#")[0], context["language"]):
        path = links.in_language(path, *_spoken(context))
    if here is None:
        return str(urlsplit(frame.site.base_url).path + path)
    return links.relative(path, here)


def _spoken(known: Mapping[str, Any] | Context) -> tuple[str, str]:
    """Return the language of a page and the first of the catalog."""
    return str(known["language"]), str(known["first"])
