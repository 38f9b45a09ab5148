"""Every list links the values that datasets have, and looks through no others."""

from pathlib import Path
from types import SimpleNamespace

from hiraku.model import Catalog, Text, Theme
from hiraku.publishing.listings.by_theme import grouped_by_theme
from hiraku.publishing.listings.facets import facets
from hiraku.reserved_names import NO_THEME, THEME


def site_of(names, themes):
    """Return a site of themes by their names, with a dataset for each of some themes."""
    datasets = tuple(
        SimpleNamespace(
            dataset=SimpleNamespace(
                id=str(number), theme=theme, publisher=None, update_frequency=None, temporal=None
            ),
            resources=(),
        )
        for number, theme in enumerate(themes)
    )
    catalog = Catalog(Path(), themes=tuple(Theme(name, Text({"ja": name})) for name in names))
    return SimpleNamespace(catalog=catalog, datasets=datasets, municipalities=())


def theme_facet(site):
    return next(facet for facet in facets(site) if facet.id == THEME)


def test_a_theme_without_datasets_has_a_page_and_no_link():
    facet = theme_facet(site_of(["used", "idle"], ["used"]))
    assert [value.name for value in facet.values] == ["used", "idle"]
    assert [value.name for value in facet.used] == ["used"]


def test_datasets_without_a_theme_are_listed_beside_the_themes_as_the_list_groups_them():
    site = site_of(["idle", "used"], [None, "used", "unknown", "used"])
    counted = {value.name: len(value.datasets) for value in theme_facet(site).used}
    assert counted == {"used": 2, NO_THEME: 2}
    assert {group.name: len(group.datasets) for group in grouped_by_theme(site)} == counted


def test_where_nothing_has_a_theme_there_is_nothing_to_choose():
    assert theme_facet(site_of(["idle"], [None, None])).used == ()
