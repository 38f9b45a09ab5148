"""The addresses at which a program finds files: one that many datasets have is one endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from hiraku.languages import Message
from hiraku.model import Words
from hiraku.publishing.metadata.translations import in_each
from hiraku.publishing.site import links
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.site_path import segment

Node = dict[str, Any]

PLACE = "{dataset}"
OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"
_OPENAPI = "OpenAPI"
_WRITTEN_AT_RELEASE = (
    (links.CHECKSUMS, Message("files.checksums"), "text/plain"),
    ("sitemap.xml", Message("files.sitemap"), "application/xml"),
    ("robots.txt", Message("files.robots"), "text/plain"),
    (links.LEDGER, Message("files.ledger"), "application/jsonl"),
)

_OF_DATASET = Message("files.of-dataset")
_OF_CATALOG = Message("files.of-catalog")
_ARCHIVE = Message("files.archive")


class Endpoint(Struct, frozen=True):
    """A path with or without the place of a dataset, and the datasets that have it.

    They are called what they are called in addresses: a name of 255 letters is shorter there.
    """

    path: str
    title: Words
    media_type: str
    datasets: tuple[str, ...] = ()

    def described(self, known: tuple[str, ...], codes: Sequence[str]) -> Node:
        """Return the path item of OpenAPI; `known` is what stands for all datasets."""
        titles = in_each(self.title, codes)
        kind = in_each(_OF_DATASET if self.datasets else _OF_CATALOG, codes)
        operation = {
            "operationId": re.sub(r"[^0-9A-Za-z]+", "_", unquote(self.path)).strip("_")
            + self._mark,
            "summary": titles,
            "tags": [kind],
            "responses": {"200": {"description": titles, "content": self._content()}},
        }
        if not self.datasets:
            return {"get": operation}
        return {"parameters": [self._parameter(known)], "get": operation}

    @property
    def _mark(self) -> str:
        """Tell apart operations whose paths differ only in characters that ids cannot hold."""
        plain = re.fullmatch(r"[0-9A-Za-z/._{}-]+", self.path)
        return "" if plain else f"_{self.path.encode().hex()}"

    def _content(self) -> Node:
        text = self.media_type.startswith("text/")
        return {self.media_type: {"schema": {"type": "string"}} if text else {}}

    def _parameter(self, known: tuple[str, ...]) -> Node:
        if self.datasets == known:
            return {"$ref": "#/components/parameters/dataset"}
        schema = {"type": "string", "enum": list(self.datasets)}
        return {"name": "dataset", "in": "path", "required": True, "schema": schema}


def named_in_addresses(site: Site) -> tuple[str, ...]:
    """Return what stands for each dataset in addresses, in their order."""
    return tuple(segment(published.dataset.id) for published in site.datasets)


def endpoints(site: Site) -> dict[str, Endpoint]:
    """Return one endpoint for each path, with the ids of every dataset that has it."""
    by_path: dict[str, Endpoint] = {}
    for endpoint in _endpoints(site, named_in_addresses(site)):
        before = by_path.get(endpoint.path, replace(endpoint, datasets=()))
        by_path[endpoint.path] = replace(before, datasets=(*before.datasets, *endpoint.datasets))
    return by_path


def _endpoints(site: Site, known: tuple[str, ...]) -> Iterator[Endpoint]:
    for published in site.datasets:
        for file in (*published.files, *published.past_files, *published.pictures):
            yield _dataset_file(file, segment(published.dataset.id))
    identifiers = frozenset(known)
    for file in site.documents:
        yield _catalog_file(file.path, file.title, file.media_type, identifiers)
    for path, title_, media_type in _WRITTEN_AT_RELEASE:
        yield _catalog_file(path, title_, media_type, identifiers)
    for path in (links.archive(), *map(links.dataset_archive, known)):
        yield _catalog_file(path, _ARCHIVE, "application/zip", identifiers)
    yield _catalog_file(links.OPENAPI, _OPENAPI, OPENAPI_TYPE, identifiers)


def _dataset_file(file: Download, identifier: str) -> Endpoint:
    """Return the endpoint of a file below a dataset's page."""
    rest = file.path.removeprefix(links.dataset(identifier))
    return Endpoint(f"{links.datasets()}{PLACE}/{rest}", file.title, file.media_type, (identifier,))


def _catalog_file(
    path: str, title: Words, media_type: str, identifiers: frozenset[str]
) -> Endpoint:
    """Return the endpoint of a file of the catalog; its name may be the id of a dataset."""
    folder, _, name = path.rpartition("/")
    if folder and unquote(name) in identifiers:
        return Endpoint(f"{folder}/{PLACE}", title, media_type, (unquote(name),))
    return Endpoint(path, title, media_type)
