"""`.nojekyll`, which keeps GitHub Pages from running Jekyll over a branch that holds the site."""

from __future__ import annotations

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served


def _write(_served: Served) -> str:
    return ""


host = Host(path=".nojekyll", write=_write)
