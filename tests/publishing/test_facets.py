"""Every list links the values that datasets have, and looks through no others."""

from pathlib import Path
from types import SimpleNamespace

from hiraku.model import Catalog, Text, Theme
from hiraku.publishing.listings.facets import facets
from hiraku.reserved_names import THEME


def test_a_theme_without_datasets_has_a_page_and_no_link():
    themes = tuple(Theme(name, Text({"ja": name})) for name in ("used", "idle"))
    description = SimpleNamespace(
        id="one", theme="used", publisher=None, update_frequency=None, temporal=None
    )
    published = SimpleNamespace(dataset=description, resources=())
    site = SimpleNamespace(
        catalog=Catalog(Path(), themes=themes), datasets=(published,), municipalities=()
    )
    (facet,) = (facet for facet in facets(site) if facet.id == THEME)
    assert [value.name for value in facet.values] == ["used", "idle"]
    assert [value.name for value in facet.used] == ["used"]
