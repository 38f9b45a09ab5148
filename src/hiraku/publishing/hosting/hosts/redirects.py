"""`_redirects`, which Netlify and Cloudflare Pages read: files that moved, one a line."""

from __future__ import annotations

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served


def _write(served: Served) -> str:
    lines = (
        f"{served.folder}{_address(old)} {served.folder}{_address(new)} 301\n"
        for old, new in sorted(served.redirects.items())
    )
    return "".join(lines)


def _address(file: str) -> str:
    return file.removesuffix("index.html").replace(" ", "%20")


host = Host(path="_redirects", write=_write)
