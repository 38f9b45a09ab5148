"""The site of the first catalog and that of the nastier one, each built once for all processes."""

import shutil
from pathlib import Path

import pytest
from catalogs import copy_first_catalog
from common_ground import once

from hiraku.progress import silent
from hiraku.publishing.publish import publish

NASTY = Path(__file__).parent / "nasty"


def _published(folder, copy, problems):
    copy(folder)
    published = publish(folder, None, silent)
    assert [problem.id for problem in published.report.problems] == problems
    return str(published.site_dir)


@pytest.fixture(scope="session")
def published_site():
    return Path(once("first", lambda folder: _published(folder, copy_first_catalog, [])))


@pytest.fixture(scope="session")
def nasty_site():
    def copy(folder):
        shutil.copytree(NASTY, folder, dirs_exist_ok=True)

    return Path(
        once("nasty", lambda folder: _published(folder, copy, ["no-rows", "allow-unneeded"]))
    )


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    """Return a copy of the first catalog, of this process alone."""
    folder = tmp_path_factory.mktemp("catalog")
    copy_first_catalog(folder)
    return folder


@pytest.fixture(scope="session")
def site(request):
    """Return the site of the first catalog; with `--judge`, the one that is to be judged."""
    judged = request.config.getoption("--judge")
    return Path(judged).resolve() if judged else request.getfixturevalue("published_site")


@pytest.fixture(scope="session")
def nasty(nasty_site):
    return nasty_site / "datasets" / "nasty"


@pytest.fixture(scope="session", params=["first", "nasty"])
def any_site(request):
    """Return each of the two sites in turn."""
    return request.getfixturevalue("site" if request.param == "first" else "nasty_site")


@pytest.fixture(scope="module")
def few_findings():
    """Leave out most pages of findings, which are the most of a small site and say the same."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("pages.kinds.findings", "listings.status"):
            patch.setattr(
                f"hiraku.publishing.{module}.identifiers",
                lambda: ("constraint-error", "type-error"),
            )
        yield
