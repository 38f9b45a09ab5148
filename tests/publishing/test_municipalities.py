"""The pages of the municipalities hold just the rows that the published CSV files have."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


MUNICIPALITIES = rows_of(ROOT / "datasets/municipalities/municipalities.csv")


def referring():
    """Yield each dataset with a key into the register, and the field that holds the code."""
    for path in sorted((ROOT / "schemas").glob("*.yaml")):
        for key in yaml.safe_load(path.read_text(encoding="utf-8")).get("foreignKeys", ()):
            if key["reference"].get("package") == "municipalities":
                yield path.stem, key["fields"][0]


class Cells(HTMLParser):
    """The cells of each table's body, row by row; None where the value is missing."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.open = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        if "missing" in dict(attrs).get("class", ""):
            self.rows[-1][-1] = None
        self.open = self.open or tag == "td"

    def handle_endtag(self, tag):
        self.open = self.open and tag != "td"

    def handle_data(self, data):
        if self.open and self.rows[-1][-1] is not None:
            self.rows[-1][-1] += data


def test_a_dataset_refers_to_the_register():
    assert len(list(referring())) >= 4
    assert len(MUNICIPALITIES) == 29


@pytest.mark.parametrize("place", MUNICIPALITIES, ids=lambda place: place["code"])
def test_a_page_has_every_row_of_its_municipality_and_no_other(site, place):
    page = (site / "municipalities" / place["code"] / "index.html").read_text(encoding="utf-8")
    wanted = [
        [cell or None for cell in row.values()]
        for dataset, field in referring()
        for row in rows_of(site / "datasets" / dataset / "data.csv")
        if row[field] == place["code"]
    ]
    assert [row for row in Cells(page).rows if row] == wanted
    with_rows = len(re.findall(r'<h2 id="table-', page))
    assert f"全22件のデータのうち、{with_rows}件に" in page
    assert f"<h1>{place['name']}</h1>" in page


def test_the_list_leads_to_each_and_each_to_the_next(site):
    html = (site / "municipalities" / "index.html").read_text(encoding="utf-8")
    for place in MUNICIPALITIES:
        assert f'href="{place["code"]}/"' in html
    first = (site / "municipalities/242012/index.html").read_text(encoding="utf-8")
    assert "前：" not in first
    assert 'href="../242021/"' in first


def test_a_catalog_without_a_register_has_no_such_pages(nasty_site):
    assert not (nasty_site / "municipalities").exists()
    assert "municipalities/" not in (nasty_site / "index.html").read_text(encoding="utf-8")
