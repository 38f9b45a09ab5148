"""Identifiers that stay: UUIDs made from a fixed name space (RFC 9562, 5.5), never from a title.

The publisher's 全国地方公共団体コード is part of them, so that `population` of two prefectures are
two datasets to whoever harvests both.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from hiraku.model import Catalog, Dataset

_HIRAKU = UUID("6d0f0a52-5c55-5e0b-9f0e-2f6c4f1d8a11")


def organization(catalog: Catalog) -> str:
    return str(_publisher(catalog))


def dataset(dataset: Dataset, catalog: Catalog) -> str:
    return str(uuid5(_publisher(catalog), dataset.id))


def distribution(dataset: Dataset, catalog: Catalog, path: str) -> str:
    """Identify a file by its path on the site, which never changes."""
    return str(uuid5(uuid5(_publisher(catalog), dataset.id), path))


def _publisher(catalog: Catalog) -> UUID:
    party = catalog.publisher
    return uuid5(_HIRAKU, (party.code or str(party.name)) if party else "")


def name_for_ckan(named: Dataset, catalog: Catalog) -> str:
    """Return the id where CKAN takes it (`name_validator`: 2 to 100 letters), else the UUID."""
    shortest, longest = 2, 100
    return named.id if shortest <= len(named.id) <= longest else dataset(named, catalog)
