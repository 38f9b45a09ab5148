"""data.json of Project Open Data 1.1, without the two codes of the US federal budget.

A contact needs an address to be one there: where the catalog names none, it has none here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Dataset
from hiraku.publishing.metadata.translations import languages_of
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import licenses, links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

_TITLE = "Project Open Data"


_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
_REPEATING = {
    "continuous": "R/PT1S",
    "daily": "R/P1D",
    "weekly": "R/P1W",
    "fortnightly": "R/P2W",
    "monthly": "R/P1M",
    "quarterly": "R/P3M",
    "biannually": "R/P6M",
    "annual": "R/P1Y",
    "biennial": "R/P2Y",
    "irregular": "irregular",
    "as-needed": "irregular",
}


def _describe(site: Site) -> Iterator[MetadataFile]:
    catalog = {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": links.absolute(site.base_url, links.DATA_JSON),
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [_dataset(published, site) for published in site.datasets],
    }
    yield MetadataFile(links.DATA_JSON, _TITLE, catalog)


def _dataset(published: PublishedDataset, site: Site) -> dict[str, Any]:
    dataset = published.dataset
    files = [file for table in published.resources for file in table.downloads]
    said = {
        "@type": "dcat:Dataset",
        "identifier": uuids.dataset(dataset, site.catalog),
        "title": str(dataset.title),
        "description": str(dataset.description or dataset.row or dataset.title),
        "keyword": [*dataset.keywords] or [str(dataset.title)],
        "theme": [dataset.theme] if dataset.theme else None,
        "modified": published.modified,
        "issued": (dataset.created or "")[:10],
        "publisher": {"@type": "org:Organization", "name": _publisher(dataset, site)},
        "contactPoint": _contact(dataset),
        "accessLevel": "public",
        "license": next((licenses.known(licence).iri for licence in dataset.licenses), None),
        "landingPage": links.absolute(site.base_url, links.dataset(dataset.id)),
        "language": languages_of(dataset, site.catalog.languages),
        "accrualPeriodicity": _REPEATING.get(dataset.update_frequency or ""),
        "spatial": str(dataset.spatial.name) if dataset.spatial else None,
        "temporal": _period(dataset),
        "distribution": [_distribution(file, site) for file in files],
    }
    return {key: value for key, value in said.items() if value}


def _publisher(described: Dataset, site: Site) -> str:
    return str(described.publisher.name if described.publisher else site.catalog.title)


def _contact(described: Dataset) -> dict[str, str] | None:
    contact = described.contact
    if contact is None:
        return None
    said = {"@type": "vcard:Contact", "fn": str(contact.name)}
    return said | ({"hasEmail": f"mailto:{contact.email}"} if contact.email else {})


def _period(described: Dataset) -> str | None:
    period = described.temporal
    return f"{period.start}/{period.end}" if period else None


def _distribution(file: Download, site: Site) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": str(file.title),
        "downloadURL": links.absolute(site.base_url, file.path),
        "mediaType": file.media_type,
        "format": file.path.rpartition(".")[2].upper(),
    }


vocabulary = Vocabulary(_describe)
