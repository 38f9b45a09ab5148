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
from msgspec import Struct, field
from msgspec.structs import replace

from hiraku import languages
from hiraku.changes.compare.told import sentence
from hiraku.changes.structure.pairing import former_names
from hiraku.checking.types.field_type import type_of
from hiraku.publishing.rendering.assets import Asset
from hiraku.publishing.rendering.commonmark import markdown
from hiraku.publishing.rendering.compiled import KeptCode, compile_all
from hiraku.publishing.rendering.escaping import PageEnvironment, output
from hiraku.publishing.rendering.macro_cache import once
from hiraku.publishing.rendering.sandbox import SandboxedPages
from hiraku.publishing.rendering.search_examples import examples
from hiraku.publishing.rendering.table_cells import shown_cells, width
from hiraku.publishing.site import links, told_changes
from hiraku.publishing.site.content_policy import POLICY
from hiraku.publishing.site.language import Language, language
from hiraku.publishing.site.published.site import Site

THEME = Path(__file__).parents[2] / "theme"

_DIGITS = re.compile(r"\^?(?:\[0-9\]|\\d)\{(\d{1,3})\}\$?")
_ASKED = re.compile(r'\{\{ _\("([^"]+)"\) \}\}')


class Page(Struct, frozen=True):
    """A page to be: `url` as `links` gives it, `data` is what its `template` asks for.

    `data` may be a function that gathers it, called only where the page is rendered. The sitemap
    leaves out what is not `listed`: pages that say what another says, and tombstones.
    """

    url: str
    template: str
    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    listed: bool = True

    def gathered(self) -> Page:
        """Return the page with its data."""
        return replace(self, data=self.data()) if callable(self.data) else self


class Frame(Struct, frozen=True):
    """What surrounds every page: the site, its menu, its styles and scripts by their plain names.

    `absent` are the paths, as in the first language, of the written pages that each language lacks.
    """

    site: Site
    menu: Sequence[links.MenuItem] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    serving: bool = False

    def has(self, path: str, code: str) -> bool:
        """Tell whether a page, by its path in the first language, is there in a language."""
        return path not in self.absent.get(code, ())


def environment(
    folders: Sequence[str | Path], frame: Frame, code: str = "", *, sandboxed: bool = False
) -> Environment:
    """Build a language's environment, that of the catalog's first where none is named.

    A template in an earlier folder replaces one in a later.
    """
    catalog = frame.site.catalog
    code = code or catalog.language
    spoken = language(code, catalog.language)
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
        bytecode_cache=KeptCode(code, catalog.language, sandboxed),
    )
    made.output = output(spoken.plain)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.filters |= {
        "date": spoken.date,
        "digits": digits,
        "first_rows": lambda change: told_changes.first_rows(change, frame.site, code),
        "former_names": lambda field: former_names(field.descriptor),
        "full_date": spoken.full_date,
        "grouped": grouped,
        "judged": lambda judged: sentence(judged, code),
        "number": grouped_text,
        "markdown": lambda text: markdown(spoken.plain(text)),
        "in_words": lambda plan: in_words(plan, spoken),
        "marked": spoken.marked,
        "plain": spoken.plain,
        "scrollable": scrollable,
        "size": human_size,
        "summary": lambda change: told_changes.summary(change, code),
        "shown_cells": lambda texts, fields: shown_cells(texts, fields, spoken),
        "url": url,
        "width": width,
    }
    made.tests |= {
        "web_address": is_web_address,
        "quantity": lambda field: type_of(field).quantity,
        "speaks": lambda code, frame, path: frame.has(path, code),
    }
    made.globals |= {
        "_": spoken.gettext,
        "asset": lambda name: frame.assets[name].path,
        "examples": cache(lambda spoken: examples(frame.site, spoken)),
        "first": catalog.language,
        "frame": frame,
        "here": None,
        "language": code,
        "languages": catalog.languages,
        "letters": languages.letters(catalog.language).pattern,
        "links": links,
        "locale": languages.locale(code),
        "menu": frame.menu,
        "once": once(),
        "own_name": languages.own_name,
        "policy": Markup(POLICY),  # noqa: S704 - our own words
        "serving": frame.serving,
        "say": languages.say,
        "site": frame.site,
    }
    made.demand_escaping()
    made.globals["words"] = made.get_template("partials/words.html").module
    compile_all(made, THEME)
    return made


class SaidAtOnce(Extension):
    """Translates what has no blanks when a template is compiled, not whenever a page is made."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Put the words of the environment's language where the template asks for them."""
        del name, filename
        known = self.environment.globals
        spoken = language(str(known["language"]), str(known["first"]))
        return _ASKED.sub(lambda asked: spoken.gettext(asked[1]), source)


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


def in_words(plan: Mapping[str, Any], spoken: Language) -> Mapping[str, Any]:
    """Return what a script is told of a table, the meanings of symbols in the page's language."""
    columns = [_column_in_words(column, spoken) for column in plan["columns"]]
    return {**plan, "columns": columns}


def _column_in_words(column: Mapping[str, Any], spoken: Language) -> Mapping[str, Any]:
    labels = {symbol: label for symbol, label in column["missing"].items() if label}
    own = any(label.language(spoken.code) != spoken.first for label in labels.values())
    said = {symbol: spoken.plain(label) for symbol, label in column["missing"].items()}
    return {**column, "missing": said, **({"translated": True} if own else {})}


def is_web_address(text: str | None) -> bool:
    """Tell whether `text` may become a link: descriptors may hold any address."""
    return text is not None and ":" in text and urlsplit(text).scheme in {"http", "https"}


def human_size(size: int) -> str:
    """Return a size in decimal units: 41 KB is about 41,000 bytes."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if round(amount) < 1000:  # noqa: PLR2004 - the step of decimal units
            break
        amount, unit = amount / 1000, larger
    digits = 1 if unit != "B" and amount < 10 else 0  # noqa: PLR2004 - 1.5 KB, but 41 KB
    return f"{amount:.{digits}f} {unit}".replace(".0 ", " ")


def digits(pattern: str) -> str:
    """Return how many digits a pattern asks for, empty where it asks for anything else."""
    match = _DIGITS.fullmatch(pattern)
    return match[1] if match else ""


def grouped(number: float) -> str:
    return f"{number:,}"


def grouped_text(text: str) -> str:
    """Group the digits before the point of a number that is a text by three."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else text


def scrollable(html: str, label: str) -> Markup:
    """Put each table of a Markdown page into a region that scrolls by itself."""
    numbers = iter(range(1, html.count("<table") + 1))

    def region(table: re.Match[str]) -> str:
        name = Markup.escape(f"{label} {next(numbers)}")
        frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
        return f"{frame}{table[0]}</div>"

    return Markup(re.sub(r"<table\b.*?</table>", region, html, flags=re.DOTALL))  # noqa: S704 - written by the site's owner
