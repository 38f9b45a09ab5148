"""What Vega draws, made fit for a page: lean, named, in the page's own colours and fonts.

Nothing is kept that a strict Content Security Policy refuses (`style`), that a reader of screens
would read twice (roles and labels of parts), or that leads elsewhere (links).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from hiraku.publishing.charts import palette
from hiraku.publishing.charts.svg.caption import Caption, captioned

# Elements are made without a namespace: ElementTree's prefixes are one register for all of a
# process, where whoever comes last takes the empty one.
SVG = "http://www.w3.org/2000/svg"
_KEPT = re.compile(
    r"(d|x|y|x1|x2|y1|y2|dx|dy|r|rx|ry|cx|cy|width|height|transform|points|id|clip-path|offset"
    r"|text-anchor|dominant-baseline|font-size|font-weight|font-style"
    r"|fill|stroke|(fill|stroke)-.*|stop-.*|opacity|gradient.*)"
)
_IDLE = {
    ("opacity", "1"),
    ("transform", "translate(0,0)"),
    ("font-weight", "normal"),
    ("stroke-width", "1"),
    ("text-anchor", "start"),
    ("stroke-miterlimit", "10"),
}
_NO_REFERENCE = re.compile(r"url\((?!#)")
_OWN_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def inline(drawing: str, identifier: str, title: str, description: str, language: str) -> str:
    """Return a drawing for a page: its colours are classes, its fonts the page's."""
    root = _cleaned(drawing, identifier)
    _walk(root, _classed)
    return _named(root, identifier, title, description, language)


def standalone(
    drawing: str, identifier: str, caption: Caption, description: str, language: str
) -> str:
    """Return a drawing as a file of its own: on white, with its own colours, fonts and caption."""
    root = _cleaned(drawing, identifier)
    _walk(root, _lettered)
    captioned(root, caption)
    x, y, width, height = root.attrib["viewBox"].split()
    ground = ET.Element("rect", x=x, y=y, width=width, height=height)
    ground.set("fill", palette.GROUND)
    root.insert(0, ground)
    root.set("font-family", palette.FONTS.replace('"', "'"))
    root.set("width", width)
    root.set("height", height)
    return _named(root, identifier, caption.title, description, language)


def _cleaned(drawing: str, identifier: str) -> ET.Element:
    root = ET.fromstring(drawing)  # noqa: S314 - Vega's own output
    bare = ET.Element("svg", xmlns=SVG, viewBox=root.attrib["viewBox"])
    bare.set("stroke-miterlimit", "10")
    bare.set("fill", "none")
    for child in root:
        bare.extend(_lean(child, identifier))
    return bare


def _lean(element: ET.Element, identifier: str) -> list[ET.Element]:
    """Return an element without what it need not have; a group of no use gives its children."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if element.get("display") == "none" or tag in {"style", "script", "image", "foreignObject"}:
        return []
    children = [part for child in element for part in _lean(child, identifier)]
    attributes = _attributes(element, identifier)
    if tag == "path" and (not attributes.get("d") or not {"fill", "stroke"} & set(attributes)):
        return []
    if tag in {"g", "a"}:
        if not children:
            return []
        attributes.pop("fill", None) if attributes.get("fill") == "none" else None
        if not attributes:
            return children
        tag = "g"
    made = ET.Element(tag, attributes)
    made.text = (element.text or "").strip() or None
    made.extend(children)
    return [made]


def _attributes(element: ET.Element, identifier: str) -> dict[str, str]:
    attributes = {key: value for key, value in element.attrib.items() if _KEPT.fullmatch(key)}
    for declaration in element.get("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if _KEPT.fullmatch(key.strip()):
            attributes[key.strip()] = value.strip()
    kept = {
        key: _OWN_REFERENCE.sub(rf"url(#{identifier}-\1)", value).removesuffix("px")
        for key, value in attributes.items()
        if (key, value) not in _IDLE and not _NO_REFERENCE.search(value)
    }
    if "id" in kept:
        kept["id"] = f"{identifier}-{kept['id']}"
    return kept


def _walk(root: ET.Element, change: Callable[[ET.Element], None]) -> None:
    for element in root.iter():
        if element is not root:
            change(element)


def _classed(element: ET.Element) -> None:
    """Put a class in the place of each colour of the palette."""
    classes = []
    for key in ("fill", "stroke"):
        name = palette.CLASSES.get(element.get(key, "").lower())
        if name:
            classes.append(name if key == "fill" else f"{name}-{key}")
            del element.attrib[key]
    if classes:
        element.set("class", " ".join(classes))
    _lettered(element)


def _lettered(element: ET.Element) -> None:
    """Leave text to its parent's fill where it has none: SVG's own default is none here."""
    if element.tag == "text" and "fill" not in element.attrib and not element.get("class"):
        element.set("fill", "currentColor")


def _named(root: ET.Element, identifier: str, title: str, description: str, language: str) -> str:
    root.set("role", "img")
    root.set("lang", language)
    root.set("aria-labelledby", f"{identifier}-title {identifier}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        named = ET.Element(tag, id=f"{identifier}-{tag}")
        named.text = text
        root.insert(place, named)
    return ET.tostring(root, encoding="unicode")
