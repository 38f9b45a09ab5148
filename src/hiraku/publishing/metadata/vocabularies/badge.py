"""A badge of each dataset for other sites: that its checks were passed, and its last change.

An SVG of plain attributes (a policy may forbid styles), whose words are text and its name. Each
text is told its width, because no font is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET

from hiraku.languages import Message, say
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.badge")


_SVG = "http://www.w3.org/2000/svg"
_SIZE, _HEIGHT, _PAD = 12, 24, 8
_PASSED = Message("files.passed")
_FONT = "'Noto Sans JP','Hiragino Kaku Gothic ProN','BIZ UDPGothic',Meiryo,sans-serif"


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        for language in site.catalog.languages:
            path = links.badge(published.dataset.id, language, site.catalog.language)
            yield MetadataFile(
                path, _TITLE, _badge(published, language), "image/svg+xml", published.dataset.id
            )


def _badge(published: PublishedDataset, language: str) -> str:
    left = _PASSED.in_language(language)
    right = say(language, "files.updated", date=published.modified[:10])
    first, second = _width(left) + 2 * _PAD, _width(right) + 2 * _PAD
    ET.register_namespace("", _SVG)
    root = _element(None, "svg", width=first + second, height=_HEIGHT, role="img")
    root.set("viewBox", f"0 0 {first + second} {_HEIGHT}")
    name = f"{published.dataset.title.in_language(language)}: {left}, {right}"
    root.set("aria-label", name)
    _element(root, "title").text = name
    _element(root, "rect", width=first, height=_HEIGHT, fill="#0b6b3a")
    _element(root, "rect", x=first, width=second, height=_HEIGHT, fill="#32363f")
    for text, x in ((left, _PAD), (right, first + _PAD)):
        words = _element(root, "text", x=x, y=16, textLength=_width(text), fill="#fff")
        words.set("font-family", _FONT)
        words.set("font-size", str(_SIZE))
        words.text = text
    return ET.tostring(root, encoding="unicode") + "\n"


def _width(text: str) -> int:
    """Return about what a text takes: an em for a full-width character, 0.54 for another."""
    ems = fsum(1 if east_asian_width(character) in "WFA" else 0.54 for character in text)
    return round(ems * _SIZE)


def _element(parent: ET.Element | None, tag: str, **attributes: str | int) -> ET.Element:
    named = {key: str(value) for key, value in attributes.items()}
    if parent is None:
        return ET.Element(f"{{{_SVG}}}{tag}", named)
    return ET.SubElement(parent, f"{{{_SVG}}}{tag}", named)


vocabulary = Vocabulary(_describe)
