"""What crawlers read: sitemap.xml (sitemaps.org 0.9) and robots.txt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(base_url: str, modified: Mapping[str, str | None]) -> str:
    """List every page by its path; `lastmod` is the data's, never the build's."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for path, date in sorted(modified.items()):
        url = ET.SubElement(root, f"{{{NAMESPACE}}}url")
        ET.SubElement(url, f"{{{NAMESPACE}}}loc").text = links.absolute(base_url, path)
        if date:
            ET.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = date
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def robots(base_url: str) -> str:
    return f"User-agent: *\nAllow: /\n\nSitemap: {links.absolute(base_url, 'sitemap.xml')}\n"


def last_changes(site: Site) -> Callable[[Page], str | None]:
    """Return what tells the date of a page: its dataset's, or the newest of all it may list."""
    dates = {links.dataset(published.dataset.id): published.modified for published in site.datasets}
    newest = max(filter(None, dates.values()), default=None)
    return lambda page: dates.get(page.url) or newest
