"""What was understood of a file, in words: where the table is, what became of it, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiraku.desk.descriptions import open_units
from hiraku.desk.monthly import DatasetUpdate, RowsCompared
from hiraku.desk.new_dataset import DatasetDraft
from hiraku.desk.survey import SurveyedSheet, hidden_words
from hiraku.explanations import bounded, explanation
from hiraku.intake.contracts import Fix
from hiraku.intake.drafting.tidy import TidiedCell
from hiraku.languages import say

_SHOWN = 5
GAPS = {
    "names": "desk.gap-names",
    "units": "desk.gap-units",
    "symbols": "desk.gap-symbols",
    "row": "desk.gap-row",
    "key": "desk.gap-key",
    "source": "desk.gap-source",
    "frequency": "desk.gap-frequency",
    "theme": "desk.gap-theme",
}


def summary(draft: DatasetDraft, language: str) -> str:
    """Return the lines that a person confirms before anything is written."""
    return "\n".join(_lines(draft, language))


def _lines(draft: DatasetDraft, language: str) -> Iterator[str]:
    table = draft.sheet.table
    yield say(
        language, "desk.found", sheet=draft.sheet.name, cells=table.layout.area.address,
        n=f"{len(table.rows):,}", columns=len(table.columns),
    )  # fmt: skip
    for column, name in zip(table.columns, draft.decisions.names, strict=True):
        unit = column.unit or draft.decisions.units.get(name, "")
        kind = say(language, f"pages.type-{column.type}")
        yield f"  {bounded(column.title)} → {name} ({', '.join(filter(None, (kind, unit)))})"
    yield from _long(draft.sheet, language)
    yield from changes(table.changes, language)
    yield from left_out(draft.sheet, language)
    yield from _kept_as_text(draft.sheet, language)
    yield from _gaps(draft, language)
    if not draft.keeps_original:
        yield say(language, "desk.original-left-out")
    yield from _people(draft.people, language)


def _long(sheet: SurveyedSheet, language: str) -> Iterator[str]:
    """Yield what became of columns of times in a long table."""
    table = sheet.table
    if table.places:
        columns = tuple(table.times[:_SHOWN])
        yield say(language, "desk.made-long", columns=columns, n=str(len(table.times)))
        if table.totals:
            yield say(language, "desk.sums-left-out", columns=tuple(table.totals))


def _people(names: Sequence[str], language: str) -> Iterator[str]:
    if names:
        yield say(language, "desk.original-names", names=tuple(names))


def changes(told: Sequence[TidiedCell], language: str) -> Iterator[str]:
    """Yield for each rule how many cells were changed, and the first of them."""
    rules = dict.fromkeys(change.rule for change in told)
    if rules:
        yield say(language, "desk.changed", n=f"{len(told):,}")
    for rule in rules:
        own = [change for change in told if change.rule == rule]
        title = titled(rule, language)
        doubt = any(change.fix is Fix.SHOWN for change in own)
        confirm = say(language, "desk.confirm") if doubt else ""
        yield f"  {title}: {len(own):,} {confirm}".rstrip()
        for change in own[:_SHOWN]:
            values = {"cell": change.cell, "before": change.before, "after": change.after}
            yield "    " + say(language, "desk.change", **values)


def left_out(sheet: SurveyedSheet, language: str) -> Iterator[str]:
    """Yield what of the sheet is not in the table: totals, hidden cells, other tables."""
    layout = sheet.table.layout
    if layout.totals:
        rows = tuple(map(str, layout.totals))
        yield say(language, "desk.totals-left-out", rows=rows)
    for total in sheet.totals:
        yield say(language, "desk.odd-total", cell=total.cell, stated=total.stated, sum=total.sum)
    if sheet.hidden:
        yield say(language, "desk.hidden-cells", cells=hidden_words(sheet.hidden[:20], language))
    if sheet.blind:
        yield say(language, "desk.hidden-unknown")
    if sheet.others:
        yield say(language, "desk.other-tables", cells=tuple(sheet.others))


def _kept_as_text(sheet: SurveyedSheet, language: str) -> Iterator[str]:
    for column in sheet.table.columns:
        if column.uncertain:
            cells = tuple(column.uncertain[:_SHOWN])
            yield say(language, "desk.kept-as-text", column=column.title, cells=cells)


def _gaps(draft: DatasetDraft, language: str) -> Iterator[str]:
    decisions = draft.decisions
    values = {
        "id": draft.id,
        "columns": tuple(open_units(decisions, draft.sheet.table)),
        "symbols": tuple(decisions.symbols),
        "names": tuple(name for name in decisions.names if name.startswith("column_")),
    }
    for gap in draft.gaps:
        yield say(language, GAPS[gap], **values)


def titled(rule: str, language: str) -> str:
    """Return what a rule's page is headed with; what no rule finds has words of its own."""
    if rule == "marks-apart":
        return say(language, "desk.marks-apart")
    return explanation(rule, language).title


def update_lines(drafted: DatasetUpdate, language: str) -> Iterator[str]:
    """Yield what differs in the next file of a dataset."""
    counts = drafted.counts
    yield say(language, "desk.rows", before=f"{counts.before:,}", after=f"{counts.after:,}")
    yield from _rows(counts, language)
    if counts.changed:
        yield say(language, "desk.cells-differ", n=f"{len(counts.changed):,}")
    for change in counts.changed[:_SHOWN]:
        values = {"cell": change.cell, "before": change.before, "after": change.after}
        yield f"  {change.title} " + say(language, "desk.change", **values)
    yield from left_out(drafted.sheet, language)
    if drafted.undated:
        yield say(language, "desk.dates-stay", keys=", ".join(drafted.undated))
    if not any(path.startswith("original/") or path.endswith(".xlsx") for path in drafted.files):
        yield say(language, "desk.original-left-out")
    yield from _people(drafted.people, language)


def _rows(counts: RowsCompared, language: str) -> Iterator[str]:
    for key, rows in (("desk.rows-added", counts.added), ("desk.rows-gone", counts.gone)):
        if rows:
            yield say(language, key, n=f"{len(rows):,}", rows=tuple(rows[:_SHOWN]))
