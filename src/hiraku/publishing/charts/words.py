"""The words of a chart in one language: labels of the data's texts, units, numbers, months."""

from __future__ import annotations

from msgspec import Struct

from hiraku import languages
from hiraku.model import Text, View
from hiraku.model import Words as WordsOf
from hiraku.publishing.rendering.filters import grouped_text
from hiraku.publishing.site.language import Language
from hiraku.publishing.site.published.chart import WHOLE, Figures

_OF_BARS = {"bar", "rank"}


class Words(Struct, frozen=True):
    """How the chart of a `view` speaks in a `language`."""

    view: View
    language: Language

    def text(self, text: WordsOf | None) -> str:
        """Return words as plain text; empty where there are none."""
        return str(self.language.plain(text)) if text else ""

    def unit(self, unit: Text | None) -> str:
        """Return a unit; nothing for `none`, as schemas write it."""
        said = self.text(unit)
        return "" if said == "none" else said

    def said(self, cell: str | None) -> str:
        """Return the label of a text of the data, the text itself where it has none."""
        label = self.view.whole if cell == WHOLE else self.view.labels.get(cell or "")
        return self.text(label) if label else cell or ""

    def year(self, year: str) -> str:
        """Return a year (`2022`) as the language writes it."""
        return self.language.date(year)

    def when(self, moment: str) -> str:
        """Return its label, or a day, month or year in words."""
        return self.said(moment) if moment in self.view.labels else self.language.date(moment)

    def moment(self, moment: str) -> str:
        """Return its label, or a year in words, a month or a day without its year."""
        if moment in self.view.labels:
            return self.said(moment)
        year, _, rest = moment.partition("-")
        if not rest:
            return self.language.date(year)
        return languages.date_alone(self.language.code, moment)

    def cut(self, shown: Figures) -> str:
        """Say that only the first of many are drawn; nothing where all are."""
        if not shown.cut:
            return ""
        key = "these-first-n-total" if self.view.kind in _OF_BARS else "first-n-drawn"
        counts = {"n": f"{shown.cut:,}", "total": f"{shown.drawable:,}"}
        return str(self.language.gettext(key, **counts))

    def measured(self, value: str | None, unit: str, target: str | None = None) -> str:
        """Return a value with its unit, and with its target where it has one."""
        if value is None:
            return str(self.language.gettext("no-value"))
        shown = f"{grouped_text(value)} / {grouped_text(target)}" if target else grouped_text(value)
        if unit == "%" or not unit:
            return shown + unit
        return shown + (f" {unit}" if unit.isascii() else unit)
