"""The site of the first catalog, built once; and a nastier catalog, made for the tests."""

import shutil
from pathlib import Path

import pytest

from hiraku.mkdocs_plugin import publish
from hiraku.progress import silent

ROOT = Path(__file__).parents[2]
PARTS = ("datasets", "schemas", "site_src", "mkdocs.yml")


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    """A copy of the first catalog, so that no test touches the repository's own site."""
    folder = tmp_path_factory.mktemp("catalog")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    return folder


@pytest.fixture(scope="session")
def site(catalog):
    published = publish(catalog, None, silent)
    assert published.report.ok
    return published.site_dir
