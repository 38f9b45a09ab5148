"""`hiraku tiles`: a first `datasets/tile-grid.yaml`, from where municipalities lie.

Each gets the tile that lies nearest, so that the sum of the squared distances is the least there is
(the assignment problem, solved by shortest augmenting paths). North is up. People move what looks
wrong: the file is theirs from then on.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from hiraku.admitted import demand_file
from hiraku.errors import UsageError
from hiraku.own_files import write_new
from hiraku.starting.for_editors import as_in_the_catalog
from hiraku.starting.yaml_text import written

FILE = "datasets/tile-grid.yaml"
COLUMNS = ("code", "name", "latitude", "longitude")
ENGLISH = "name_en"
# The largest grid that a tile-grid may have, and how much of it stays empty where there is room.
WIDEST, HIGHEST, ROOM = 12, 16, 1.35
_MOST, _MOST_BYTES = WIDEST * HIGHEST, 1024 * 1024
_KIND = re.compile("(?<=.)[市町村区]$")  # a tile has room for a short name


class Position(Struct, frozen=True):
    """Where a municipality lies, in degrees of WGS 84; `english` is empty where it has no such."""

    code: str
    name: str
    latitude: float
    longitude: float
    english: str = ""


def write_tiles(root: Path, file: Path) -> int:
    """Write the grid of the positions in a CSV, never over one; return how many tiles it has."""
    places = positions(file)
    stated = [
        {
            "code": place.code,
            "label": _KIND.sub("", place.name),
            **({"label@en": place.english} if place.english else {}),
            "column": column + 1,
            "row": row + 1,
        }
        for place, (column, row) in zip(places, cells(places), strict=True)
    ]
    stated.sort(key=lambda tile: (tile["row"], tile["column"]))
    text = as_in_the_catalog(root, "tile-grid") + written({"tiles": stated})
    write_new(root, {FILE: text.encode()})
    return len(stated)


def positions(file: Path) -> list[Position]:
    """Read a CSV (UTF-8) with `COLUMNS`; raise `UsageError` with the row of what cannot be used."""
    try:
        rows = csv.DictReader(io.StringIO(_text(file), newline=""))
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise UsageError("stops.positions-columns", file=file, columns=tuple(missing))
        places = [_position(file, at, row) for at, row in enumerate(islice(rows, _MOST + 1), 2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError("stops.positions-unreadable", file=file, reason=error) from error
    codes = [place.code for place in places]
    twice = next((at for at, code in enumerate(codes) if code in codes[:at]), None)
    if twice is not None:
        raise _unusable(file, twice + 2, "code", codes[twice])
    if not 0 < len(places) <= _MOST:
        raise _too_many(file)
    return places


def _text(file: Path) -> str:
    demand_file(file)
    with file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise _too_many(file)
    return content.decode("utf-8-sig")


def _too_many(file: Path) -> UsageError:
    return UsageError("stops.positions-many", file=file, most=_MOST)


def _position(file: Path, at: int, row: dict[str, str | None]) -> Position:
    code, name, *degrees = ((row[column] or "").strip() for column in COLUMNS)
    if not re.fullmatch("[0-9]{6}", code):
        raise _unusable(file, at, "code", code)
    if not name:
        raise _unusable(file, at, "name", name)
    bounds = zip(COLUMNS[2:], degrees, (90, 180), strict=True)
    latitude, longitude = (_degrees(file, at, *bound) for bound in bounds)
    return Position(code, name, latitude, longitude, (row.get(ENGLISH) or "").strip())


def _degrees(file: Path, at: int, column: str, text: str, most: int) -> float:
    known = re.fullmatch("-?[0-9]{1,3}([.][0-9]{1,20})?", text, re.ASCII)
    if not known or abs(float(text)) > most:
        raise _unusable(file, at, column, text)
    return float(text)


def _unusable(file: Path, row: int, column: str, value: str) -> UsageError:
    return UsageError("stops.positions-row", file=file, row=row, column=column, value=value[:80])


def cells(places: Sequence[Position]) -> list[tuple[int, int]]:
    """Return the column and the row of each, counted from 0 at the north-west."""
    across, down = _flat(places)
    columns, rows = _size(across, down)
    tiles = [(column, row) for row in range(rows) for column in range(columns)]
    wanted = [
        (x * (columns - 1), y * (rows - 1))
        for x, y in zip(_scaled(across), _scaled(down), strict=True)
    ]
    costs = [[(x - column) ** 2 + (y - row) ** 2 for column, row in tiles] for x, y in wanted]
    return [tiles[at] for at in assigned(costs)]


def _flat(places: Sequence[Position]) -> tuple[list[float], list[float]]:
    """Return the places on a plane, in degrees of latitude: to the east, to the south."""
    middle = sum(place.latitude for place in places) / len(places)
    shrink = math.cos(math.radians(middle))
    return [place.longitude * shrink for place in places], [-place.latitude for place in places]


def _size(across: list[float], down: list[float]) -> tuple[int, int]:
    """Return the columns and rows of a grid of that shape that has room for all."""
    wide, high = (max(values) - min(values) or 0.01 for values in (across, down))
    count = len(across)
    columns = round(math.sqrt(count * ROOM * wide / high))
    columns = min(max(columns, math.ceil(count / HIGHEST), 1), WIDEST, count)
    rows = min(max(math.ceil(count * ROOM / columns), math.ceil(count / columns)), HIGHEST)
    return columns, rows


def _scaled(values: list[float]) -> Iterator[float]:
    """Yield how far each lies between the least and the most, 0 to 1; the middle of one alone."""
    least, most = min(values), max(values)
    yield from ((value - least) / (most - least) if most > least else 0.5 for value in values)


def assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """Return the column of each row so that the sum of the costs is least; columns suffice."""
    plan = _Assignment(costs, [0.0] * len(costs), [0.0] * len(costs[0]), {})
    for row in range(len(costs)):
        plan.give(row)
    of_row = {row: column for column, row in plan.held.items()}
    return [of_row[row] for row in range(len(costs))]


class _Assignment(Struct):
    """Which row holds which column, and the prices under which nobody would change."""

    costs: Sequence[Sequence[float]]
    row_prices: list[float]
    column_prices: list[float]
    held: dict[int, int]

    def give(self, row: int) -> None:
        """Give a row a column by the cheapest way; those on the way move on by one."""
        least, before, end = self._ways(row)
        far = least[end]
        self.row_prices[row] += far
        for column, reached in least.items():
            if column != end:
                self._reprice(column, far - reached)
        self._move_on(row, before, end)

    def _ways(self, row: int) -> tuple[dict[int, float], dict[int, int | None], int]:
        """Return how far each settled column is, by which one, and the first that is free."""
        open_ways: dict[int, tuple[float, int | None]] = {}
        least: dict[int, float] = {}
        before: dict[int, int | None] = {}
        owner, via, far = row, None, 0.0
        while True:
            prices, costs = self.column_prices, self.costs[owner]
            for column, price in enumerate(prices):
                reached = far + costs[column] - self.row_prices[owner] - price
                if column not in least and reached < open_ways.get(column, (math.inf, None))[0]:
                    open_ways[column] = (reached, via)
            at = min(open_ways, key=lambda column: (open_ways[column][0], column))
            least[at], before[at] = open_ways.pop(at)
            if at not in self.held:
                return least, before, at
            owner, via, far = self.held[at], at, least[at]

    def _reprice(self, column: int, spared: float) -> None:
        self.row_prices[self.held[column]] += spared
        self.column_prices[column] -= spared

    def _move_on(self, row: int, before: dict[int, int | None], end: int) -> None:
        at: int | None = end
        while at is not None:
            earlier = before[at]
            self.held[at] = row if earlier is None else self.held[earlier]
            at = earlier
