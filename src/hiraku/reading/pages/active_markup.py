"""Does HTML, SVG or other XML do anything, rather than only show something?

A tag is read as a browser reads it (HTML Standard, 13.2.5 Tokenization), but also where a browser
would not look for tags: within comments, CDATA and style sheets. So a mistake is a false alarm.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# What runs, frames a page of others, sends what is typed, or moves where links lead.
ELEMENTS = {
    *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"),
    *("form", "base", "handler", "listener", "foreignobject"),
}
ATTRIBUTES = {"srcdoc", "http-equiv", "formaction"}
# An element of an animation sets these in another.
_SET = {"href", "xlink:href"}
PLACES = ("javascript:", "vbscript:")
PAGES = ("data:text/html", "data:application/", "data:text/xml", "data:image/svg")
# What names entities or style sheets of XML brings in what is not seen here.
_HIDING = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)
_DECLARED = re.compile(
    r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)|charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_KNOWN = {"utf-8", "us-ascii", "ascii"}
_NAME = r"[^\s/>=][^\s/>=]*+"
_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+"
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*+=\s*+({_VALUE})?)?|=")
_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_NAME}(?:\s*+=\s*+(?:{_VALUE})?+)?+|=)*+)")


def is_active(content: bytes) -> bool:
    """Tell whether a file of markup does something; one that is not plain UTF-8 may do anything."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    declared = {name.casefold() for pair in _DECLARED.findall(text) for name in pair if name}
    return "\0" in text or not declared <= _KNOWN or bool(_HIDING.search(text)) or acts(text)


def acts(text: str) -> bool:
    """Tell whether one of the tags in a text does something."""
    return any(
        _local(tag[1]) in ELEMENTS or any(_is_deed(*pair) for pair in _attributes(tag[2]))
        for tag in _TAG.finditer(text)
    )


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for attribute in _ATTRIBUTE.finditer(text):
        yield (attribute[1] or "").casefold(), html.unescape((attribute[2] or "").strip("\"'"))


def _is_deed(name: str, value: str) -> bool:
    """Tell whether an attribute runs something, or leads to what runs."""
    written = "".join(sign for sign in value.casefold() if sign > " ")
    if name == "attributename":
        return written in _SET or written.startswith("on")
    leads = any(place in written for place in PLACES) or written.startswith(PAGES)
    return leads or _local(name).startswith("on") or _local(name) in ATTRIBUTES


def _local(name: str) -> str:
    """Return a name without its prefix, which XML lets everybody choose."""
    return name.casefold().rpartition(":")[2]
