"""What search engines are told in a page's head: schema.org as JSON-LD, shapes by Google's guide.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hiraku.languages import listed
from hiraku.model import Field, Party, Period
from hiraku.publishing.site import links
from hiraku.publishing.site.credit import credit_of
from hiraku.publishing.site.language import language
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

Node = dict[str, Any]
Said = Callable[[Any], Any]

SHORTEST, LONGEST = 50, 5_000


def data_catalog(site: Site, code: str) -> Node:
    catalog, said = site.catalog, language(code, site.catalog.language).plain
    address = links.absolute(site.base_url, links.in_language(links.home(), code, catalog.language))
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "DataCatalog",
            "@id": site.base_url,
            "name": said(catalog.title),
            "description": said(catalog.description),
            "inLanguage": code,
            "url": address,
            "publisher": _organization(catalog.publisher, said),
            "license": next((licence.path for licence in catalog.licenses if licence.path), None),
        }
    )


def dataset(published: PublishedDataset, site: Site, code: str) -> Node:
    subject, said = published.dataset, language(code, site.catalog.language).plain
    files = [download for resource in published.resources for download in resource.downloads]
    fields = [field for resource in published.resources for field in resource.fields]
    page = links.dataset(subject.id)
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": said(subject.title),
            "description": _description(published, site, code),
            "url": links.absolute(
                site.base_url, links.in_language(page, code, site.catalog.language)
            ),
            "identifier": links.absolute(site.base_url, page),
            "version": subject.version,
            "license": next((licence.path for licence in subject.licenses if licence.path), None),
            "creator": _organization(subject.publisher, said),
            "creditText": said(credit_of(published, site).whole) if subject.licenses else None,
            "usageInfo": _usage(published, site, said),
            "isAccessibleForFree": True,
            "datePublished": (subject.created or published.modified)[:10],
            "dateModified": published.modified,
            "temporalCoverage": _interval(subject.temporal),
            "spatialCoverage": said(subject.spatial.name) if subject.spatial else None,
            "keywords": list(subject.keywords.in_language(code)),
            "variableMeasured": [_variable(field, said) for field in fields],
            "includedInDataCatalog": _catalog(site, said),
            "distribution": [_distribution(file, site, said) for file in files],
        }
    )


def _description(published: PublishedDataset, site: Site, code: str) -> str:
    """Return 50 to 5,000 characters, as the guide asks, or fewer where no more is known."""
    subject, said = published.dataset, language(code, site.catalog.language).plain
    columns = [said(field.title) for table in published.resources for field in table.fields]
    known = [subject.description, subject.row, subject.title, listed(code, columns)]
    known += [site.catalog.title, site.catalog.description]
    text = ""
    for part in known:
        if len(text) >= SHORTEST:
            break
        text = f"{text} {said(part) or ''}".strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _usage(published: PublishedDataset, site: Site, said: Said) -> Node | None:
    """Say how to credit the data when they were changed."""
    if not published.dataset.licenses:
        return None
    return {"@type": "CreativeWork", "text": said(credit_of(published, site).adapted)}


def _variable(field: Field, said: Said) -> Node:
    unit = None if field.unit == "none" else field.unit
    return _filled(
        {
            "@type": "PropertyValue",
            "name": said(field.title),
            "alternateName": field.name if field.name != said(field.title) else None,
            "description": said(field.description),
            "unitText": unit,
        }
    )


def _catalog(site: Site, said: Said) -> Node:
    name = said(site.catalog.title)
    return _filled(
        {"@type": "DataCatalog", "@id": site.base_url, "name": name, "url": site.base_url}
    )


def _distribution(download: Download, site: Site, said: Said) -> Node:
    return {
        "@type": "DataDownload",
        "name": said(download.title),
        "encodingFormat": download.media_type,
        "contentUrl": links.absolute(site.base_url, download.path),
        "sha256": download.sha256,
    }


def _organization(party: Party | None, said: Said) -> Node | None:
    if party is None:
        return None
    return _filled({"@type": "Organization", "name": said(party.name), "url": party.homepage})


def _interval(period: Period | None) -> str | None:
    if period is None:
        return None
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
