"""municipalities.json: which datasets have how many rows for each municipality, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.languages import Message
from hiraku.publishing.metadata.translations import further
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.municipality import Municipality, MunicipalityRows
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.tables.municipalities import code_fields

_TITLE = Message("files.municipalities")


def _describe(site: Site) -> Iterator[MetadataFile]:
    if site.municipalities:
        municipalities = [_municipality(municipality, site) for municipality in site.municipalities]
        yield MetadataFile(links.MUNICIPALITIES, _TITLE, municipalities)


def _municipality(municipality: Municipality, site: Site) -> dict[str, Any]:
    return {
        "code": municipality.code,
        "name": str(municipality.name),
        "kana": municipality.kana,
        **further("name", municipality.name, site.catalog.languages),
        "page": links.absolute(site.base_url, links.municipality(municipality.code)),
        "tables": [_table(table, site) for table in municipality.tables],
    }


def _table(found: MunicipalityRows, site: Site) -> dict[str, Any]:
    register = site.catalog.municipalities
    data = links.download(found.dataset, found.resource, "json")
    return {
        "dataset": found.dataset.id,
        "table": found.resource.name,
        "rows": found.total,
        "fields": list(code_fields(found.resource, register)) if register else [],
        "data": links.absolute(site.base_url, data),
    }


vocabulary = Vocabulary(_describe)
