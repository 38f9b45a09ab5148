"""`hosting/github-pages.yml`, a workflow that publishes on GitHub Pages.

GitHub Pages sends its own headers: the pages' own policy holds, hashed files are kept for ten
minutes only, and withdrawn datasets are answered with their tombstone and 200.
"""

from __future__ import annotations

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served
from hiraku.starting import pipelines


def _write(served: Served) -> str:
    return pipelines.pages(served.site.catalog.root)


host = Host(path="hosting/github-pages.yml", write=_write)
