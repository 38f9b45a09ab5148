"""Licences as strangers know them: SPDX, CKAN, the オープンデータ一覧, and their IRIs."""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import License


class Known(Struct, frozen=True):
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
    listed = _KNOWN.get(license_.name)
    return listed or Known(None, "notspecified", str(license_.title), license_.path or "")
