"""Licences as strangers know them, and the 出典 text that CC BY 4.0 and PDL 1.0 ask for."""

from __future__ import annotations

from dataclasses import dataclass

from hiraku.model import Dataset, License
from hiraku.publishing import links
from hiraku.publishing.site import Site


@dataclass(frozen=True)
class Known:
    """A licence's identifier in SPDX, CKAN and the オープンデータ一覧, and its IRI."""

    spdx: str | None
    ckan: str
    listed: str
    iri: str


_KNOWN = {
    "CC-BY-4.0": Known(
        "CC-BY-4.0", "cc-by-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    ),
    "CC0-1.0": Known(
        "CC0-1.0", "cc-zero", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    ),
    "PDL-1.0": Known(
        None,
        "pdl-1.0",
        "PDL1.0",
        "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    ),
}


def known(license_: License) -> Known:
    """Return what is known of a licence; of an unknown one what its descriptor says."""
    found = _KNOWN.get(license_.name)
    return found or Known(None, "notspecified", license_.title.ja, license_.path or "")


def attribution(dataset: Dataset, site: Site) -> str:
    """Return the text to put beside what is made of the data, ready to copy."""
    publisher = dataset.publisher.name.ja if dataset.publisher else str(site.catalog.title)
    licences = "、".join(known(each).listed for each in dataset.licenses)
    address = links.absolute(site.base_url, links.dataset(dataset.id))
    said = f"出典：{publisher}「{dataset.title.ja}」（{address}）"
    return f"{said}（{licences}）" if licences else said


def adapted(dataset: Dataset, site: Site) -> str:
    """Return the same for data that was changed: who changes it must say so."""
    publisher = dataset.publisher.name.ja if dataset.publisher else str(site.catalog.title)
    address = links.absolute(site.base_url, links.dataset(dataset.id))
    return f"{publisher}「{dataset.title.ja}」（{address}）を加工して作成"
