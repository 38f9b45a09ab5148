"""Descriptions as HTML: CommonMark without raw HTML, headings or images, cleaned of all else."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

SCHEMES = {"http", "https", "mailto"}
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}

# A text without any of these is one paragraph, in CommonMark and in HTML.
_MARKED = re.compile(r"[^ .,:()0-9A-Za-z\u0080-\uffff]|^[\d\s]|\s$|[\u0080-\u00a0\u2028\u2029]")


def markdown(text: object) -> Markup:
    """Return CommonMark as HTML, without raw HTML, headings or images."""
    source = str(text)
    if source and not _MARKED.search(source):
        return Markup(f"<p>{source}</p>\n")  # noqa: S704 - it has nothing that HTML would read
    return cleaned(parser().render(source))


def cleaned(html: str) -> Markup:
    """Return HTML with what a description may hold and nothing else."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        attribute_filter=lambda _tag, _name, value: value if urlsplit(value).scheme else None,
    )
    return Markup(cleaned)  # noqa: S704 - cleaned above


@cache
def parser() -> MarkdownIt:
    """Return the parser, made once."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
