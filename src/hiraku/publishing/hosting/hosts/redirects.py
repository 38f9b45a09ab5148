"""`_redirects`, which Netlify and Cloudflare Pages read: what moved, what is gone, one a line.

Netlify answers 410 and 404 as it is told; Cloudflare Pages passes over such lines, answers 404, and
takes the page of the nearest folder by itself.
What is asked with a query, `package_show?id=`, Netlify answers alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served
from hiraku.publishing.site.links import NOT_FOUND
from hiraku.publishing.tables.export import exports


def _write(served: Served) -> str:
    lines = (
        f"{served.folder}{_address(old)} {served.folder}{_address(new)} 301\n"
        for old, new in sorted(served.redirects.items())
    )
    missing = (f"{folder}* {folder}{NOT_FOUND} 404\n" for folder in served.other_languages)
    return "".join((*lines, *_gone(served), *_shown(served), *_pages(served), *missing))


def _gone(served: Served) -> Iterator[str]:
    for folder, page in served.gone.items():
        yield f"{served.folder}{folder}* {served.folder}{page} 410\n"
    for start, page in served.gone_tables.items():
        for export in exports():
            yield f"{served.folder}{start}{export.extension} {served.folder}{page} 410\n"


def _shown(served: Served) -> Iterator[str]:
    """Answer `package_show?id=` with the file of that dataset, as CKAN's own clients ask."""
    for folder in served.answers:
        path = f"{served.folder}{folder}package_show"
        yield f"{path} id=:id {path}/:id 200\n"


def _pages(served: Served) -> Iterator[str]:
    """Lead from where CKAN has the page of a dataset: portals that harvest link to it."""
    page = f"{served.folder}datasets/:name/ 301"
    yield f"{served.folder}dataset/:name {page}\n"
    yield f"{served.folder}dataset/:name/* {page}\n"


def _address(file: str) -> str:
    return file.removesuffix("index.html").replace(" ", "%20")


host = Host(path="_redirects", write=_write)
