"""OpenAPI 3.1 of the static files: one operation for each kind of file that the site really has.

https://spec.openapis.org/oas/v3.1.1. The files of the datasets are gathered by name, so that the
description stays small: `/datasets/{dataset}/data.csv`, with the ids of the datasets that have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.languages import Message, say
from hiraku.publishing.metadata.endpoints import OPENAPI_TYPE, Node, endpoints, named_in_addresses
from hiraku.publishing.metadata.translations import in_each
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = "OpenAPI"


def _describe(site: Site) -> Iterator[MetadataFile]:
    yield MetadataFile(links.OPENAPI, _TITLE, _description(site), OPENAPI_TYPE)


def _description(site: Site) -> Node:
    known = named_in_addresses(site)
    gathered = endpoints(site)
    node: Node = {
        "openapi": "3.1.1",
        "info": _info(site),
        "servers": [{"url": site.base_url.rstrip("/")}],
        "paths": {
            f"/{path}": gathered[path].described(known, site.catalog.languages)
            for path in sorted(gathered)
        },
    }
    if known:
        parameter = {"schema": {"type": "string", "enum": list(known)}}
        node["components"] = {"parameters": {"dataset": _in_path(site) | parameter}}
    return node


def _in_path(site: Site) -> Node:
    descriptions = in_each(Message("metadata.dataset-id"), site.catalog.languages)
    return {"name": "dataset", "in": "path", "required": True, "description": descriptions}


def _info(site: Site) -> Node:
    catalog = site.catalog
    about = say(catalog.language, "metadata.no-key")
    node: Node = {
        "title": str(catalog.title) or site.base_url,
        "description": f"{catalog.description}\n\n{about}" if catalog.description else about,
        "version": site.version,
    }
    if catalog.publisher and catalog.publisher.homepage:
        publisher = catalog.publisher
        node["contact"] = {"name": str(publisher.name), "url": publisher.homepage}
    return node


vocabulary = Vocabulary(_describe, describes_documents=True)
