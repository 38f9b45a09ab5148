"""municipalities.json: which datasets have how many rows for each municipality, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Text
from hiraku.publishing import links
from hiraku.publishing.coverage import Municipality, Share, code_fields
from hiraku.publishing.documents import Document
from hiraku.publishing.site import Site

title = Text("市町ごとのデータの有無", "Which municipality has which data")


def describe(site: Site) -> Iterator[Document]:
    if site.coverage.municipalities:
        told = [_municipality(each, site) for each in site.coverage.municipalities]
        yield Document(links.MUNICIPALITIES, title, told)


def _municipality(municipality: Municipality, site: Site) -> dict[str, Any]:
    shares = site.coverage.shares[municipality.code]
    return {
        "code": municipality.code,
        "name": municipality.name.ja,
        "kana": municipality.kana,
        "name_en": municipality.name.en,
        "page": links.absolute(site.base_url, links.municipality(municipality.code)),
        "tables": [_table(each, site) for each in shares],
    }


def _table(share: Share, site: Site) -> dict[str, Any]:
    register, schema = site.catalog.municipalities, share.resource.schema
    data = links.download(share.dataset, share.resource, "json")
    return {
        "dataset": share.dataset.id,
        "table": share.resource.name,
        "rows": share.total,
        "fields": list(code_fields(schema, register)) if schema and register else [],
        "data": links.absolute(site.base_url, data),
    }
