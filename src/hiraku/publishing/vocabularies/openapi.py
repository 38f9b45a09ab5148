"""OpenAPI 3.1 of the static files: one operation for each kind of file that the site really has.

https://spec.openapis.org/oas/v3.1.1. The files of the datasets are gathered by name, so that the
description stays small: `/datasets/{dataset}/data.csv`, with the ids of the datasets that have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hiraku.model import Text
from hiraku.publishing import links
from hiraku.publishing.documents import Document
from hiraku.publishing.endpoints import Endpoint, Node, catalog_file, dataset_file
from hiraku.publishing.site import Site

title = Text("OpenAPI", "OpenAPI")
describes_documents = True

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"
_WRITTEN_AT_RELEASE = (
    (links.CHECKSUMS, Text("すべてのファイルのSHA-256", "SHA-256 of every file"), "text/plain"),
    ("sitemap.xml", Text("サイトマップ", "Sitemap"), "application/xml"),
    ("robots.txt", Text("クローラーへの案内", "What crawlers may read"), "text/plain"),
)

_ARCHIVE = Text("すべての形式と説明（ZIP）", "All formats and descriptions (ZIP)")


def describe(site: Site) -> Iterator[Document]:
    yield Document(links.OPENAPI, title, _description(site), MEDIA_TYPE)


def _description(site: Site) -> Node:
    known = tuple(each.dataset.id for each in site.datasets)
    gathered = _gathered(_endpoints(site, known))
    described: Node = {
        "openapi": "3.1.1",
        "info": _info(site),
        "servers": [{"url": site.base_url.rstrip("/")}],
        "paths": {f"/{path}": gathered[path].described(known) for path in sorted(gathered)},
    }
    if known:
        parameter = {"schema": {"type": "string", "enum": list(known)}}
        described["components"] = {"parameters": {"dataset": _IN_PATH | parameter}}
    return described


_IN_PATH = {
    "name": "dataset",
    "in": "path",
    "required": True,
    "description": "データのID / id of the dataset",
}


def _info(site: Site) -> Node:
    catalog = site.catalog
    about = "登録も鍵もいりません。すべてのファイルが、変わらないURLにあります。"
    described: Node = {
        "title": str(catalog.title) or site.base_url,
        "description": f"{catalog.description}\n\n{about}" if catalog.description else about,
        "version": site.version,
    }
    if catalog.publisher and catalog.publisher.homepage:
        publisher = catalog.publisher
        described["contact"] = {"name": str(publisher.name), "url": publisher.homepage}
    return described


def _endpoints(site: Site, known: tuple[str, ...]) -> Iterator[Endpoint]:
    for each in site.datasets:
        for file in (*each.files, *each.past_files):
            yield dataset_file(file, each.dataset.id)
    identifiers = frozenset(known)
    for file in site.documents:
        yield catalog_file(file.path, file.title, file.media_type, identifiers)
    for path, title_, media_type in _WRITTEN_AT_RELEASE:
        yield catalog_file(path, title_, media_type, identifiers)
    for path in (links.archive(), *map(links.dataset_archive, known)):
        yield catalog_file(path, _ARCHIVE, "application/zip", identifiers)
    yield catalog_file(links.OPENAPI, title, MEDIA_TYPE, identifiers)


def _gathered(endpoints: Iterable[Endpoint]) -> dict[str, Endpoint]:
    """Return one endpoint for each path, with the ids of every dataset that has it."""
    found: dict[str, Endpoint] = {}
    for each in endpoints:
        before = found.get(each.path, replace(each, datasets=()))
        found[each.path] = replace(before, datasets=(*before.datasets, *each.datasets))
    return found
