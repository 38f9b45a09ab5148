"""Croissant 1.1, which machine learning tools load: of each dataset, and of all of them in one.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.languages import say
from hiraku.model import License, Party, Text
from hiraku.publishing.metadata import croissant_tables
from hiraku.publishing.metadata.croissant_tables import Node
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.credit import credit_of
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

_TITLE = "Croissant"


_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_MEDIA_TYPE = "application/ld+json"
_OWN_TERMS = """
arrayShape citeAs column containedIn equivalentProperty extract field fileObject
fileProperty fileSet format includes isArray isLiveDataset jsonPath key md5 parentField
path recordSet references regex repeated replace samplingRate separator source subField
transform
"""


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        path = links.document(published.dataset.id, "croissant.json")
        yield MetadataFile(
            path, _TITLE, _dataset(published, site), _MEDIA_TYPE, dataset=published.dataset.id
        )
    yield MetadataFile(links.CROISSANT, _TITLE, _catalog(site), _MEDIA_TYPE)


def _dataset(published: PublishedDataset, site: Site) -> Node:
    dataset = published.dataset
    words = credit_of(published, site)
    node = {
        "name": _languages(dataset.title),
        "description": _languages(dataset.description or dataset.row or dataset.title),
        "url": links.absolute(site.base_url, links.dataset(dataset.id)),
        "version": dataset.version,
        "citeAs": str(words.whole),
        "creditText": str(words.whole),
        "usageInfo": {"@type": "sc:CreativeWork", "text": str(words.adapted)},
        "keywords": [str(word) for word in dataset.keywords.apart()],
        "datePublished": (dataset.created or published.modified)[:10],
        "dateModified": published.modified,
        **_people(dataset.publisher, dataset.licenses),
    }
    return _metadata(node, [published], site)


def _catalog(site: Site) -> Node:
    catalog = site.catalog
    dates = sorted(published.modified for published in site.datasets if published.modified)
    licenses = (
        *catalog.licenses,
        *(licence for published in site.datasets for licence in published.dataset.licenses),
    )
    node = {
        "name": _languages(catalog.title),
        "description": _languages(catalog.description or catalog.title),
        "url": site.base_url,
        "citeAs": _citation(catalog.publisher, catalog.title, links.home(), site),
        "datePublished": dates[-1] if dates else None,
        "dateModified": dates[-1] if dates else None,
        **_people(catalog.publisher, licenses),
    }
    return _metadata(node, site.datasets, site)


def _metadata(described: Node, datasets: Any, site: Site) -> Node:
    """Wrap a description: the terms before it, the files and records after it."""
    files, records = [], []
    for owner in datasets:
        for table in owner.resources:
            files += croissant_tables.files(table, site)
            records += croissant_tables.records(owner, table, site.catalog.language)
    filled = {key: value for key, value in described.items() if value}
    head = {
        "@context": _context(site.catalog.language),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
    }
    return head | filled | {"distribution": files, "recordSet": records}


def _context(language: str) -> Node:
    """Return the context of the specification, section "Namespaces", with its language."""
    special: Node = {
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "description": {"@container": "@language"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "name": {"@container": "@language"},
    }
    return {
        "@language": language,
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "dct": "http://purl.org/dc/terms/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
        **{term: f"cr:{term}" for term in _OWN_TERMS.split()},
        **special,
    }


def _people(publisher: Party | None, licenses: tuple[License, ...]) -> Node:
    node: Node = {
        "license": list(dict.fromkeys(licence.path for licence in licenses if licence.path))
    }
    if publisher:
        organization = {"@type": "sc:Organization", "name": str(publisher.name)}
        link = {"url": publisher.homepage} if publisher.homepage else {}
        node |= {"creator": organization | link, "publisher": organization | link}
    return node


def _citation(publisher: Party | None, title: Text, path: str, site: Site) -> str:
    by = str(publisher.name) if publisher else ""
    return say(
        site.catalog.language,
        "metadata.citation",
        publisher=by,
        title=title,
        address=links.absolute(site.base_url, path),
    )


def _languages(text: Text) -> dict[str, str]:
    return dict(text.words)


vocabulary = Vocabulary(_describe)
