"""Reads charts out of a built site."""

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def inline(site, path):
    """Return the charts on a page, as they stand there."""
    page = (site / path / "index.html").read_text(encoding="utf-8")
    return re.findall(r"<svg .*?</svg>", page, re.DOTALL)


def files(site):
    return sorted(site.glob("datasets/*/chart-*.svg"))


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def numbers(site, dataset, name):
    """Return the rows of the table below a chart, each cell as its text."""
    page = (site / "datasets" / dataset / "index.html").read_text(encoding="utf-8")
    figure = page.split(f'id="chart-{name}"')[1].split("</figure>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", figure.split("<tbody>")[1], re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
