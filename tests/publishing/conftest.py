"""The site of the first catalog, built once."""

import pytest
from catalogs import copy_first_catalog

from hiraku.mkdocs_plugin import publish
from hiraku.progress import silent


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalog")
    copy_first_catalog(folder)
    return folder


@pytest.fixture(scope="session")
def site(catalog):
    published = publish(catalog, None, silent)
    assert published.report.ok
    return published.site_dir
