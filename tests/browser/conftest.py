"""The built site on a server of this machine's loopback, and the system's Chromium."""

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from catalogs import copy_first_catalog

from hiraku.mkdocs_plugin import publish
from hiraku.progress import silent

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing: pytest shows what matters."""


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Return the address below which the site stands: a folder, as on many hosts."""
    folder = tmp_path_factory.mktemp("browser")
    copy_first_catalog(folder)
    published = publish(folder, folder / "root" / "catalog", silent)
    assert published.report.ok
    handler = functools.partial(_Silent, directory=str(folder / "root"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/catalog/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with a browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
