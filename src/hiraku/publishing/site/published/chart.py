"""A view that was drawn, and the numbers it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from hiraku.model import Text, Tile, View, Words
from hiraku.publishing.site.published.download import Download

_VIEW_BOX = re.compile(r'viewBox="[-0-9.]+ [-0-9.]+ [-0-9.]+ ([0-9.]+)"')
# A narrow drawing is shown up to so much larger; title, credit and file; lines of a narrow frame.
_WIDEST, _AROUND, _LEADING, _LETTERS = 1.07, 270, 28, 17
# Letters of a drawing, of which a page may have several: about 3.5 KB when sent.
_HEAVY = 30_000

# What stands in a tile that only says that there is a row.
THERE = "●"
# The text in the place of the name of the whole, which each language calls in its own way.
WHOLE = "Σ"


class Heading(Struct, frozen=True):
    """The head of a column of figures; `name` is the field's, where the column is one."""

    title: Words
    unit: Text | None = None
    number: bool = False
    name: str = ""


class Figures(Struct, frozen=True):
    """The numbers of a chart as texts of the table, None where there is none.

    `rows` have a text for each of the `headings`, in their order. `tiles` are those of a grid of
    tiles; the first column then holds their codes. `cut` is how many of the `drawable` bars, lines
    or panels are drawn, 0 where all are. `ranks` are those that the table gives the line that
    stands out, by the moment.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str | None, ...], ...]
    tiles: tuple[Tile, ...] = ()
    cut: int = 0
    drawable: int = 0
    ranks: Mapping[str, str] = field(default_factory=dict)


class Chart(Struct, frozen=True):
    """A view that was drawn: its numbers, the SVG for the page of each language, the files.

    `pictures` are the files as PNG, for those languages whose letters hiraku's font has.
    `words` are what texts of the data are called in the chart.
    """

    view: View
    figures: Figures
    drawings: Mapping[str, str]
    downloads: Mapping[str, Download]
    words: Mapping[str, Words]
    pictures: Mapping[str, Download] = field(default_factory=dict)

    def heavy(self, language: str) -> bool:
        """Tell whether its drawing would weigh on the page: that shows its file when asked to."""
        return len(self.drawings[language]) > _HEAVY

    def frame_height(self, language: str) -> int:
        """Return how many pixels a frame needs for it, whatever its width from 320 on."""
        heights = (float(height) for height in _VIEW_BOX.findall(self.drawings[language]))
        words = sum(map(len, map(str, (self.view.title, self.view.finding, self.view.subtitle))))
        return round(max(heights, default=0) * _WIDEST) + _AROUND + _LEADING * (words // _LETTERS)
