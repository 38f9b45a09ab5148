"""The Jinja2 environment of the theme, and pages rendered in it.

Everything is escaped. The same environment serves the pages that MkDocs renders: these bring `page`
and `nav` with them, and `here` is set from `page` by their template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup

from hiraku.publishing import links
from hiraku.publishing.site import Site

THEME = Path(__file__).parent.parent / "theme"

SCHEMES = {"http", "https", "mailto"}
SHORT_CELL = 14
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}


@dataclass(frozen=True)
class Page:
    """A page to be: `url` as `links` gives it, `data` is what its template asks for."""

    url: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)


def environment(
    folders: Sequence[str | Path], site: Site, menu: Sequence[links.MenuItem] = ()
) -> Environment:
    """Build the environment; a template in an earlier folder replaces one in a later."""
    made = Environment(
        loader=FileSystemLoader([*folders, THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.filters |= {
        "date": japanese_date,
        "grouped": grouped,
        "markdown": markdown,
        "scrollable": scrollable,
        "size": human_size,
        "url": url,
        "width": width,
    }
    made.tests["web_address"] = is_web_address
    made.globals |= {"site": site, "menu": menu, "links": links, "here": None, "serving": False}
    return made


def render(templates: Environment, page: Page) -> str:
    text: str = templates.get_template(page.template).render(page.data, here=page.url)
    return text


@pass_context
def url(context: Context, path: str) -> str:
    """Return the link to a root-relative path from the page being rendered.

    The page for "not found" is served at any depth, so its links are absolute paths.
    """
    if is_web_address(path):
        return path
    here = context["here"]
    if here is None:
        site: Site = context["site"]
        return urlsplit(site.base_url).path + path
    return links.relative(path, here)


def is_web_address(text: str | None) -> bool:
    """Tell whether `text` may become a link: descriptors may hold any address."""
    return bool(text) and urlsplit(text).scheme in {"http", "https"}


def human_size(size: int) -> str:
    """Return a size in decimal units: 41 KB is about 41,000 bytes."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if round(amount) < 1000:  # noqa: PLR2004 - the step of decimal units
            break
        amount, unit = amount / 1000, larger
    digits = 1 if unit != "B" and amount < 10 else 0  # noqa: PLR2004 - 1.5 KB, but 41 KB
    return f"{amount:.{digits}f} {unit}".replace(".0 ", " ")


def japanese_date(text: str) -> str:
    """Return an ISO 8601 date, month or year in words; other text unchanged."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?:$|T)", text)
    if not match:
        return text
    parts = zip(match.groups(), "年月日", strict=True)
    return "".join(f"{int(number)}{unit}" for number, unit in parts if number)


def grouped(number: float) -> str:
    return f"{number:,}"


def width(cell: str) -> str:
    """Return the class of a cell: one short enough to stay on its line, or one to be wrapped."""
    return "short" if len(cell) <= SHORT_CELL else "long"


def markdown(text: object) -> Markup:
    """Return CommonMark as HTML, without raw HTML, headings or images."""
    html = _parser().render(str(text))
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        attribute_filter=lambda _tag, _name, value: value if urlsplit(value).scheme else None,
    )
    return Markup(cleaned)  # noqa: S704 - cleaned above


def scrollable(html: str, label: str) -> Markup:
    """Put each table of a Markdown page into a region that scrolls by itself."""
    numbers = iter(range(1, html.count("<table") + 1))

    def region(table: re.Match[str]) -> str:
        name = Markup.escape(f"{label} {next(numbers)}")
        frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
        return f"{frame}{table[0]}</div>"

    return Markup(re.sub(r"<table\b.*?</table>", region, html, flags=re.DOTALL))  # noqa: S704 - written by the site's owner


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
