"""From an official's file to the files of a new dataset: the story of `hiraku new`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from hiraku.desk import proposals
from hiraku.desk.dataset_files import DataForm, TakenFile, dataset_files
from hiraku.desk.descriptions import ENCODING, Decisions, gaps_of
from hiraku.desk.questions import (
    Inquiry,
    Question,
    answered,
    bare,
    chosen,
    form_question,
    handle,
    joined,
    listed,
    pairs,
    written,
)
from hiraku.desk.survey import SurveyedFile, SurveyedSheet, survey
from hiraku.desk.table_choice import chosen_table
from hiraku.errors import UsageError
from hiraku.intake.drafting.tidy import TidyChoice, TidyTable
from hiraku.languages import say
from hiraku.model import Catalog
from hiraku.reserved_names import RESERVED
from hiraku.starting.for_editors import as_in_the_catalog

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile("[a-z][a-z0-9_]*")
_LONGEST = 60
NO_THEME = "-"
FREQUENCIES = {
    "daily": "pages.daily", "weekly": "pages.weekly", "monthly": "pages.monthly",
    "quarterly": "pages.quarterly", "annual": "pages.yearly", "irregular": "pages.irregularly",
    "never": "pages.never", "unknown": "pages.unknown",
}  # fmt: skip
_ALSO = {
    "daily": "desk.also-daily", "weekly": "desk.also-weekly", "monthly": "desk.also-monthly",
    "quarterly": "desk.also-quarterly", "annual": "desk.also-annual",
    "irregular": "desk.also-irregular", "never": "desk.also-never",
}  # fmt: skip


class DatasetDraft(Struct, frozen=True):
    """The files of a dataset by their paths below the catalog's root, and what they came from.

    `gaps` are the questions without an answer. `keeps_original` tells whether the file itself is
    among them: one with hidden parts or comments is not, for nobody may publish those unknowingly.
    `people` are those whom its properties name.
    """

    id: str
    sheet: SurveyedSheet
    decisions: Decisions
    files: Mapping[str, bytes]
    gaps: tuple[str, ...]
    keeps_original: bool
    people: tuple[str, ...] = ()


def draft_dataset(path: Path, catalog: Catalog, inquiry: Inquiry, now: dt.datetime) -> DatasetDraft:
    """Read a file, ask what only a person knows, and return the dataset; nothing is written."""
    surveyed = survey(path, TidyChoice())
    form = _form(inquiry, catalog.language)
    if form is DataForm.WORKBOOK:
        demand_publishable(surveyed)
    sheet, choice = chosen_table(
        path, surveyed, inquiry, catalog.language, may_be_long=form is DataForm.CSV
    )
    demand_readable(sheet)
    decisions = _decide(sheet, path, catalog, inquiry)
    keeps = not surveyed.veiled
    source = TakenFile(path, surveyed, sheet, choice)
    files = dataset_files(decisions, source, form, now)
    _name_shapes(files, decisions.id, catalog)
    gaps = tuple(gaps_of(decisions, inquiry, sheet.table, catalog.language))
    people = surveyed.people if keeps else ()
    return DatasetDraft(decisions.id, sheet, decisions, files, gaps, keeps, people)


def _form(inquiry: Inquiry, language: str) -> DataForm:
    answer = form_question(language).judge(inquiry.given.get("data", ""))
    return DataForm(answer or DataForm.CSV)


def demand_publishable(surveyed: SurveyedFile) -> None:
    """Raise `UsageError` where a workbook cannot be data as it is: all of it would be published."""
    if surveyed.kind != "xlsx":
        raise UsageError("desk.no-book", kind=surveyed.kind)
    if surveyed.veiled:
        raise UsageError("desk.veiled-book")


def demand_readable(sheet: SurveyedSheet) -> None:
    """Raise `UsageError` where a sheet has cells without a value, no head or no rows."""
    if sheet.unreadable:
        cells = tuple(sheet.unreadable[:5])
        raise UsageError("desk.uncalculated", sheet=sheet.name, cells=cells)
    if not sheet.table.layout.head:
        raise UsageError("desk.no-head", sheet=sheet.name, cell=sheet.table.layout.area.address)
    if not sheet.table.rows:
        raise UsageError("desk.no-rows", sheet=sheet.name)


def _decide(sheet: SurveyedSheet, path: Path, catalog: Catalog, inquiry: Inquiry) -> Decisions:
    table, language = sheet.table, catalog.language
    taken = {*RESERVED, *catalog.schemas, *(dataset.folder.name for dataset in catalog.datasets)}
    title = proposals.title(sheet, path.stem)
    name = proposals.identifier(title, path.stem, taken)
    identifier = inquiry.answer(Question("id", name, judge=_free_name(taken)))
    title = inquiry.answer(Question("title", title, judge=_one_line))
    names = _names(table, inquiry)
    key = _key(table, names, inquiry)
    row = _row(key, table, names, title, language)
    return Decisions(
        identifier,
        title,
        inquiry.answer(Question("row", row, lacks=answered("row"))),
        key,
        names,
        _units(table, names, inquiry),
        _symbols(table, inquiry, language),
        inquiry.answer(Question("source", proposals.source(table, path.name))),
        _frequency(inquiry, language),
        _theme(catalog, inquiry),
        tuple(proposals.notes(table)),
        proposals.as_of(table),
    )


def _free_name(taken: set[str]) -> Callable[[str], str]:
    def judge(text: str) -> str:
        if not _ID.fullmatch(text.strip()) or len(text) > _LONGEST:
            raise UsageError("desk.no-id", id=repr(text[:_LONGEST]))
        if text.strip() in taken:
            raise UsageError("desk.id-taken", id=text.strip())
        return text.strip()

    return judge


def _one_line(text: str) -> str:
    if not text.strip() or not text.strip().isprintable():
        raise UsageError("desk.no-title")
    return text.strip()


def _names(table: TidyTable, inquiry: Inquiry) -> tuple[str, ...]:
    """Return the name of each column; a person is asked for those that the glossary lacks."""
    own = [column.name for column in table.columns]
    unknown = [column for column in table.columns if column.name.startswith("column_")]
    if not unknown and "names" not in inquiry.given:
        return tuple(own)

    def judge(text: str) -> str:
        given = pairs(text, titles)
        names = [given.get(title, name) for title, name in zip(titles, own, strict=True)]
        wrong = [name for name in names if not _FIELD.fullmatch(name) or len(name) > _LONGEST]
        if wrong or len(set(names)) < len(names):
            raise UsageError("desk.no-name", names=tuple(wrong or names))
        return text

    titles = [handle(column.title) for column in table.columns]
    proposal = written({handle(column.title): column.name for column in unknown})
    given = pairs(inquiry.answer(Question("names", proposal, judge=judge)), titles)
    return tuple(given.get(title, name) for title, name in zip(titles, own, strict=True))


def _key(table: TidyTable, names: tuple[str, ...], inquiry: Inquiry) -> tuple[str, ...]:
    titles = {handle(column.title): name for column, name in zip(table.columns, names, strict=True)}

    def judge(text: str) -> str:
        parts = _split(text)
        if strange := tuple(part for part in parts if bare(part) not in by_name):
            raise UsageError("desk.no-choice", text=strange, known=tuple(titles))
        chosen = [by_name[bare(part)] for part in parts]
        places = [names.index(titles[title]) for title in chosen]
        kept = {tuple(row[place] for place in places) for row in table.rows}
        if chosen and (len(kept) < len(table.rows) or any("" in values for values in kept)):
            raise UsageError("desk.no-key", key=tuple(chosen))
        return joined(chosen)

    by_name = {bare(title): title for title in titles}
    proposal = joined([*map(handle, proposals.key(table))])
    answer = inquiry.answer(Question("key", proposal, {"columns": tuple(titles)}, judge=judge))
    return tuple(titles[by_name[bare(part)]] for part in _split(answer))


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split("[、,，]", text) if part.strip()]


def _row(
    key: tuple[str, ...], table: TidyTable, names: tuple[str, ...], title: str, language: str
) -> str:
    titles = tuple(table.columns[names.index(name)].title for name in key)
    if len(titles) == 1:
        return say(language, "desk.row-of", key=proposals.thing(titles[0], title))
    return say(language, "desk.row-of-several", keys=tuple(titles)) if titles else ""


def _units(table: TidyTable, names: tuple[str, ...], inquiry: Inquiry) -> dict[str, str]:
    """Return the units by name; of what no head and no note states, a person is asked."""
    asked = proposals.units(table)
    if not asked:
        return {}
    titles = {handle(column.title): name for column, name in zip(table.columns, names, strict=True)}
    known = [handle(title) for title in asked]
    proposed = {handle(title): unit for title, unit in asked.items() if unit}
    proposal, values = written(proposed), {"columns": tuple(known)}

    def judge(text: str) -> str:
        return written(proposed | pairs(text, known))

    def lacks(text: str) -> list[str]:
        return [title for title in known if title not in pairs(text, known)]

    answer = inquiry.answer(Question("units", proposal, values, judge=judge, lacks=lacks))
    return {titles[title]: unit for title, unit in pairs(answer, known).items()}


def _symbols(table: TidyTable, inquiry: Inquiry, language: str) -> dict[str, str]:
    stated = proposals.meanings(table)
    unexplained = say(language, "desk.unexplained")
    meanings = {symbol: meaning or unexplained for symbol, meaning in stated.items()}
    if not meanings:
        return {}

    def judge(text: str) -> str:
        return written(pairs(text, meanings))

    values = {"symbols": tuple(meanings)}
    answer = inquiry.answer(Question("symbols", written(meanings), values, judge=judge))
    return dict.fromkeys(meanings, unexplained) | pairs(answer, meanings)


def _frequency(inquiry: Inquiry, language: str) -> str:
    """Return how often the dataset is updated; a person is asked until one is chosen."""
    choices = {code: say(language, key) for code, key in FREQUENCIES.items()}
    values = {"choices": listed(choices)}
    also = {code: say(language, key) for code, key in _ALSO.items()}
    lacks = answered("frequency")
    question = Question("frequency", "", values, chosen(choices, also), lacks, choices)
    return inquiry.answer(question) or "unknown"


def _theme(catalog: Catalog, inquiry: Inquiry) -> str:
    """Return the name of a theme of the catalog; empty where a person says that none fits."""
    if not catalog.themes:
        return ""
    choices = {theme.name: str(theme.title) for theme in catalog.themes}
    choices |= {NO_THEME: say(catalog.language, "desk.no-theme")}
    values, lacks = {"themes": listed(choices)}, answered("theme")
    answer = inquiry.answer(Question("theme", "", values, chosen(choices), lacks, choices))
    return "" if answer == NO_THEME else answer


def _name_shapes(files: dict[str, bytes], name: str, catalog: Catalog) -> None:
    """Let the description and the schema begin as `catalog.yaml` does, for editors."""
    kinds = {f"datasets/{name}/datapackage.yaml": "datapackage", f"schemas/{name}.yaml": "schema"}
    for path, kind in kinds.items():
        files[path] = as_in_the_catalog(catalog.root, kind).encode(ENCODING) + files[path]
