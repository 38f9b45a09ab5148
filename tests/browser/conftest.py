"""The built site behind nginx on this machine's loopback, and the system's Chromium."""

import shutil
from collections import defaultdict

import pytest
from catalogs import copy_first_catalog
from nginx import NGINX, free_port, serving

from hiraku.progress import silent
from hiraku.publishing import publication
from hiraku.publishing.publish import publish
from hiraku.publishing.site import links

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


class Published:
    """A served site: its folder, its address, and the paths of its pages by their template."""

    def __init__(self, folder, address, rendered):
        self.folder, self.address, self.rendered = folder, address, rendered

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
def published(tmp_path_factory):
    """Publish the first catalog below a folder of its host, as on many hosts, and serve it."""
    if not NGINX:
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    folder, port = tmp_path_factory.mktemp("browser"), free_port()
    copy_first_catalog(folder)
    site, rendered = folder / "root" / "catalog", defaultdict(list)
    render_pages = publication.render_pages

    def watched(*given):
        written = render_pages(*given)
        for each in written:
            rendered[each.page.template, each.path.partition("/")[0] == "en"].append(each.path)
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1:{port}/catalog/")
        patch.setattr(publication, "render_pages", watched)
        assert publish(folder, site, silent).report.ok
    with serving(site.parent, site, port, tmp_path_factory.mktemp("nginx")) as address:
        yield Published(site, f"{address}catalog/", rendered)


@pytest.fixture(scope="session")
def address(published):
    return published.address


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with a browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def tell(record_property):
    """Return what tells a figure of a budget at the end of the run, whether the test passes."""
    return lambda sentence: record_property("figure", sentence)
