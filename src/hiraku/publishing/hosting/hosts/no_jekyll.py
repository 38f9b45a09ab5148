"""`.nojekyll`, which keeps GitHub Pages from running Jekyll over a branch that holds the site."""

from __future__ import annotations

from hiraku.publishing.hosting.served_site import Served

path = ".nojekyll"


def write(served: Served) -> str:
    del served
    return ""
