"""A municipality, and what the datasets say of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hiraku.model import Dataset, Field, Resource, Text


class AreaFigure(Struct, frozen=True):
    """A number of a municipality at the newest time, and its rank from the highest, of how many.

    `time` is the field that says as of when, for a number may be counted on another day.
    `own` and `whole` hold its values and those of the whole area by their time (ISO 8601), in the
    order of time; `whole` is empty where no table has them.
    """

    field: Field
    time: Field
    newest: str
    rank: int
    ranked: int
    own: Mapping[str, str]
    whole: Mapping[str, str]


class MunicipalityRows(Struct, frozen=True):
    """What a dataset says of a municipality: how many rows, and the first of them.

    They are texts as those of `PublishedResource.first`.
    """

    dataset: Dataset
    resource: Resource
    total: int
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[AreaFigure, ...] = ()


class Municipality(Struct, frozen=True):
    """A municipality of the catalog's register; `code` is its 全国地方公共団体コード."""

    code: str
    name: Text
    kana: str | None
    tables: tuple[MunicipalityRows, ...] = ()

    @property
    def datasets(self) -> int:
        """The number of datasets that have rows for it."""
        return len({table.dataset.id for table in self.tables})
