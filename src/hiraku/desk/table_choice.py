"""Which table of a file is meant, and how it is taken: what `hiraku new` asks first."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from hiraku.desk.questions import Inquiry, Question, chosen, listed
from hiraku.desk.survey import SurveyedFile, SurveyedSheet, hidden_words, survey
from hiraku.errors import UsageError
from hiraku.intake.drafting.tidy import TidyChoice
from hiraku.languages import say

_SHOWN = 5


def chosen_table(
    path: Path, surveyed: SurveyedFile, inquiry: Inquiry, language: str, *, may_be_long: bool
) -> tuple[SurveyedSheet, TidyChoice]:
    """Ask which table of which sheet is meant, and how it is taken; return it taken so."""
    sheet, choice = _sheet(surveyed, inquiry), TidyChoice()

    def taken(choice: TidyChoice) -> SurveyedSheet:
        return next(s for s in survey(path, choice).sheets if s.name == sheet.name)

    if len(sheet.tables) > 1 and (number := _table(sheet, inquiry)):
        choice = replace(choice, table=number)
        sheet = taken(choice)
    if sheet.hidden and _takes_hidden(sheet, inquiry, language):
        choice = replace(choice, hidden=True)
        sheet = taken(choice)
    if may_be_long and sheet.table.times and _is_long(sheet, inquiry, language):
        choice = replace(choice, long=True)
        sheet = taken(choice)
    return sheet, choice


def _sheet(surveyed: SurveyedFile, inquiry: Inquiry) -> SurveyedSheet:
    sheets = {sheet.name: sheet for sheet in surveyed.sheets if sheet.seen}
    if not sheets:
        raise UsageError("desk.all-hidden")
    largest = max(sheets.values(), key=lambda sheet: len(sheet.table.rows))
    if len(sheets) == 1 and "sheet" not in inquiry.given:
        return largest
    choices = {name: name for name in sheets}
    values = {"sheets": listed(choices)}
    question = Question("sheet", largest.name, values, chosen(choices), choices=choices)
    return sheets[inquiry.answer(question) or largest.name]


def _table(sheet: SurveyedSheet, inquiry: Inquiry) -> int:
    """Return the number of the table that a person means; 0 for the largest."""
    numbers = {str(number): text for number, text in enumerate(sheet.tables, 1)}
    corner = (sheet.table.layout.area.top, sheet.table.layout.area.left)
    areas = enumerate(sheet.table.layout.tables, 1)
    largest = next(str(number) for number, area in areas if (area.top, area.left) == corner)
    question = Question(
        "table",
        largest,
        {"tables": listed(numbers), "n": str(len(numbers))},
        chosen(numbers),
        choices=numbers,
    )
    answer = inquiry.answer(question) or largest
    return 0 if answer == largest else int(answer)


def _takes_hidden(sheet: SurveyedSheet, inquiry: Inquiry, language: str) -> bool:
    values = {"sheet": sheet.name, "hidden": hidden_words(sheet.hidden, language)}
    choices = {"no": say(language, "desk.hidden-no"), "yes": say(language, "desk.hidden-yes")}
    also = {"no": say(language, "desk.also-no"), "yes": say(language, "desk.also-yes")}
    question = Question("hidden", "no", values, chosen(choices, also), choices=choices)
    return inquiry.answer(question) == "yes"


def _is_long(sheet: SurveyedSheet, inquiry: Inquiry, language: str) -> bool:
    values = {"columns": tuple(sheet.table.times[:_SHOWN]), "n": str(len(sheet.table.times))}
    choices = {"yes": say(language, "desk.long-yes"), "no": say(language, "desk.long-no")}
    also = {"no": say(language, "desk.also-no"), "yes": say(language, "desk.also-yes")}
    question = Question("long", "yes", values, chosen(choices, also), choices=choices)
    return inquiry.answer(question) == "yes"
