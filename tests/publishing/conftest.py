"""The site of the first catalog and that of the nastier one, each built once."""

import shutil
from pathlib import Path

import pytest
from catalogs import copy_first_catalog

from hiraku.progress import silent
from hiraku.publishing.publish import publish

NASTY = Path(__file__).parent / "nasty"


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalog")
    copy_first_catalog(folder)
    return folder


@pytest.fixture(scope="session")
def site(request):
    """Return the site of the first catalog; with `--judge`, the one that is to be judged."""
    judged = request.config.getoption("--judge")
    return Path(judged).resolve() if judged else request.getfixturevalue("published_site")


@pytest.fixture(scope="session")
def published_site(catalog):
    published = publish(catalog, None, silent)
    assert published.report.ok
    return published.site_dir


@pytest.fixture(scope="session")
def nasty_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nasty") / "catalog"
    shutil.copytree(NASTY, folder)
    published = publish(folder, None, silent)
    assert [problem.id for problem in published.report.problems] == ["no-rows"]
    return published.site_dir


@pytest.fixture(scope="session")
def nasty(nasty_site):
    return nasty_site / "datasets" / "nasty"


@pytest.fixture(scope="session", params=["first", "nasty"])
def any_site(request):
    """Return each of the two sites in turn."""
    return request.getfixturevalue("site" if request.param == "first" else "nasty_site")
