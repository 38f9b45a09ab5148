"""What search engines are told in a page's head: schema.org as JSON-LD, shapes by Google's guide.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from typing import Any

from hiraku.model import Party, Period
from hiraku.publishing import links
from hiraku.publishing.site import Download, PublishedDataset, Site

Node = dict[str, Any]


def data_catalog(site: Site) -> Node:
    catalog = site.catalog
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "DataCatalog",
            "name": str(catalog.title),
            "description": str(catalog.description or "") or None,
            "url": site.base_url,
            "publisher": _organization(catalog.publisher),
            "license": next((each.path for each in catalog.licenses if each.path), None),
        }
    )


def dataset(published: PublishedDataset, site: Site) -> Node:
    described = published.dataset
    files = [each for resource in published.resources for each in resource.downloads]
    fields = [each for resource in published.resources for each in resource.fields]
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": str(described.title),
            "description": str(described.description or described.row or described.title),
            "url": links.absolute(site.base_url, links.dataset(described.id)),
            "version": described.version,
            "license": next((each.path for each in described.licenses if each.path), None),
            "creator": _organization(described.publisher),
            "datePublished": described.created,
            "dateModified": published.modified,
            "temporalCoverage": _interval(described.temporal),
            "spatialCoverage": str(described.spatial.name) if described.spatial else None,
            "keywords": list(described.keywords),
            "variableMeasured": [str(each.title) for each in fields],
            "includedInDataCatalog": {"@type": "DataCatalog", "url": site.base_url},
            "distribution": [_distribution(each, site) for each in files],
        }
    )


def _distribution(download: Download, site: Site) -> Node:
    return {
        "@type": "DataDownload",
        "name": str(download.title),
        "encodingFormat": download.media_type,
        "contentUrl": links.absolute(site.base_url, download.path),
        "sha256": download.sha256,
    }


def _organization(party: Party | None) -> Node | None:
    if party is None:
        return None
    return _filled({"@type": "Organization", "name": str(party.name), "url": party.homepage})


def _interval(period: Period | None) -> str | None:
    if period is None:
        return None
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
