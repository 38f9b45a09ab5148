"""DCAT-AP 3.0.1 of the catalog and of each dataset: Turtle, JSON-LD and RDF/XML of one graph.

Nothing is a blank node: their names differ from build to build. Concepts of the European
authority tables carry their class beside them, as the full SHACL shapes demand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import RdfFormat

from hiraku.publishing.metadata.rdf.dcat_graph import catalog_graph, dataset_graph
from hiraku.publishing.metadata.rdf.graph import Graph
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = "DCAT-AP"


_JSON_LD = "application/ld+json"


def _describe(site: Site) -> Iterator[MetadataFile]:
    whole = catalog_graph(site)
    yield MetadataFile(f"{links.CATALOG}.ttl", _TITLE, _turtle(whole), "text/turtle")
    yield MetadataFile(f"{links.CATALOG}.jsonld", _TITLE, _json_ld(whole), _JSON_LD)
    yield MetadataFile(f"{links.CATALOG}.rdf", _TITLE, _rdf_xml(whole), "application/rdf+xml")
    for published in site.datasets:
        graph, id_ = dataset_graph(published, site), published.dataset.id
        yield MetadataFile(
            links.document(id_, "dcat.ttl"), _TITLE, _turtle(graph), "text/turtle", id_
        )
        path = links.document(id_, "dcat.jsonld")
        yield MetadataFile(path, _TITLE, _json_ld(graph), _JSON_LD, id_)


def _turtle(graph: Graph) -> str:
    return graph.written(RdfFormat.TURTLE)


def _json_ld(graph: Graph) -> list[Any]:
    """Return the expanded form, sorted: the order of a graph means nothing and must not change."""
    nodes = json.loads(graph.written(RdfFormat.JSON_LD))
    return sorted((_sorted(subject) for subject in nodes), key=lambda node: str(node["@id"]))


def _rdf_xml(graph: Graph) -> str:
    return graph.written(RdfFormat.RDF_XML)


def _sorted(node: dict[str, Any]) -> dict[str, Any]:
    return {
        key: sorted(value, key=json.dumps) if isinstance(value, list) else value
        for key, value in sorted(node.items())
    }


vocabulary = Vocabulary(_describe)
