"""What search engines are told in a page's head: schema.org as JSON-LD, shapes by Google's guide.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from typing import Any

from hiraku.model import Field, Party, Period
from hiraku.publishing import links
from hiraku.publishing.site import Download, PublishedDataset, Site

Node = dict[str, Any]

SHORTEST, LONGEST = 50, 5_000


def data_catalog(site: Site) -> Node:
    catalog = site.catalog
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "DataCatalog",
            "@id": site.base_url,
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
    address = links.absolute(site.base_url, links.dataset(described.id))
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": str(described.title),
            "description": _description(published, site),
            "url": address,
            "identifier": address,
            "version": described.version,
            "license": next((each.path for each in described.licenses if each.path), None),
            "creator": _organization(described.publisher),
            "creditText": _credit(published, site),
            "isAccessibleForFree": True,
            "datePublished": (described.created or published.modified)[:10],
            "dateModified": published.modified,
            "temporalCoverage": _interval(described.temporal),
            "spatialCoverage": str(described.spatial.name) if described.spatial else None,
            "keywords": list(described.keywords),
            "variableMeasured": [_variable(each) for each in fields],
            "includedInDataCatalog": _catalog(site),
            "distribution": [_distribution(each, site) for each in files],
        }
    )


def _description(published: PublishedDataset, site: Site) -> str:
    """Return 50 to 5,000 characters, as the guide asks, or fewer where no more is known."""
    described = published.dataset
    columns = [str(each.title) for table in published.resources for each in table.fields]
    known = [described.description, described.row, described.title, "、".join(columns)]
    known += [site.catalog.title, site.catalog.description]
    text = ""
    for part in known:
        if len(text) >= SHORTEST:
            break
        text = f"{text} {part or ''}".strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _credit(published: PublishedDataset, site: Site) -> str:
    publisher = published.dataset.publisher
    by = f"（{publisher.name}）" if publisher else ""
    return f"{site.catalog.title}「{published.dataset.title}」{by}"


def _variable(field: Field) -> Node:
    unit = None if field.unit == "none" else field.unit
    description = str(field.description) if field.description else None
    return _filled(
        {
            "@type": "PropertyValue",
            "name": str(field.title),
            "alternateName": field.name if field.name != str(field.title) else None,
            "description": description,
            "unitText": unit,
        }
    )


def _catalog(site: Site) -> Node:
    name = str(site.catalog.title)
    return _filled(
        {"@type": "DataCatalog", "@id": site.base_url, "name": name, "url": site.base_url}
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
