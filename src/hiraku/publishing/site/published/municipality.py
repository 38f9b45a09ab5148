"""A municipality, and what the datasets say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from hiraku.model import Dataset, Field, Resource, Text

# How far from the day a year before, in days, the time may lie that stands for it.
_NEAR = 31


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

    @property
    def above(self) -> Decimal | None:
        """How far it stands above the whole area at the newest time; None where that is unknown."""
        if self.newest not in self.whole:
            return None
        return Decimal(self.own[self.newest]) - Decimal(self.whole[self.newest])

    @property
    def earlier(self) -> str:
        """The time nearest to a year before the newest, empty where none is near."""
        if len(self.newest) < len("2022-08"):
            return ""
        wanted = _ordinal(self.newest) - 365
        nearest = min(self.own, key=lambda moment: abs(_ordinal(moment) - wanted))
        return nearest if abs(_ordinal(nearest) - wanted) <= _NEAR else ""

    @property
    def risen(self) -> Decimal:
        """How much it has risen since `earlier`."""
        return Decimal(self.own[self.newest]) - Decimal(self.own[self.earlier])


def _ordinal(moment: str) -> int:
    return date.fromisoformat((moment + "-01")[:10]).toordinal()


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
