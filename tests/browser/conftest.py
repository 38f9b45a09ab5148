"""The built site behind nginx on this machine's loopback, and the system's Chromium."""

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from catalogs import copy_first_catalog
from common_ground import leave_running, once
from nginx import NGINX, free_port, serve

from hiraku.progress import silent
from hiraku.publishing import publication
from hiraku.publishing.publish import publish
from hiraku.publishing.site import links

# Without the windows that nobody sees where there is such a one: it takes 40 % less computing.
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


class Published:
    """A served site: its folder, its address, and the paths of its pages by their template.

    `rendered` has for each template and language the paths of the pages that it made.
    """

    def __init__(self, folder, address, rendered):
        self.folder, self.address, self.rendered = Path(folder), address, rendered

    def pages(self):
        return sorted(
            path.relative_to(self.folder).as_posix().removesuffix("index.html")
            for path in self.folder.rglob("*.html")
        )

    def samples(self):
        """Return the largest page of each template and language, and all that people wrote."""
        largest = [
            max(paths, key=lambda path: (self.folder / links.file(path)).stat().st_size)
            for paths in self.rendered.values()
        ]
        known = {path for paths in self.rendered.values() for path in paths}
        return [*largest, *(path for path in self.pages() if path not in known)]


@pytest.fixture(scope="session")
def published():
    """Return the first catalog's site below a folder of its host, as on many hosts."""
    if not NGINX:
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    site, address, rendered = once("browser", _publish_and_serve)
    return Published(site, address, {tuple(kind): paths for kind, paths in rendered})


def _publish_and_serve(folder):
    catalog, port = folder / "catalog", free_port()
    catalog.mkdir()
    copy_first_catalog(catalog)
    site, rendered = folder / "root" / "catalog", defaultdict(list)
    render_pages = publication.render_pages

    def watched(*given):
        written = render_pages(*given)
        for page in written:
            rendered[page.page.template, page.path.partition("/")[0] == "en"].append(page.path)
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1:{port}/catalog/")
        patch.setattr(publication, "render_pages", watched)
        assert publish(catalog, site, silent).report.ok
    leave_running(serve(site.parent, site, port, folder))
    return str(site), f"http://127.0.0.1:{port}/catalog/", list(rendered.items())


@pytest.fixture(scope="session")
def address(published):
    return published.address


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium-headless-shell)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with a browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def tell(record_property):
    """Return what tells a figure of a budget at the end of the run, whether the test passes."""
    return lambda sentence: record_property("figure", sentence)
