"""A place in words, as a spreadsheet and an editor name it."""

from __future__ import annotations

from functools import partial

from hiraku.languages import letters, say
from hiraku.problems import Place


def placed(place: Place, language: str) -> str:
    """Return the place as `datasets/x/x.csv:128 列C「市町村名」`."""
    said = partial(_said, language)
    if place.sheet and (place.cells or place.row):
        return _on_sheet(place, language)
    if place.cells:
        return said("cells-of-file", file=place.file, cells=place.cells)
    number = place.row or place.line
    text = place.file + (f":{number}" if number else "")
    if place.row and place.line and place.line != place.row:
        text += said("at", line=place.line)
    if place.letter:
        text += said("column", letter=place.letter)
    return text + _named(place, language)


def _on_sheet(place: Place, language: str) -> str:
    """Return the place as `x.xlsx シート「交付率」の C7「交付枚数」`."""
    where = "cells-of-sheet" if place.cells else "row-of-sheet"
    values = {"file": place.file, "sheet": place.sheet, "cells": place.cells, "row": place.row}
    return _said(language, where, **values) + _named(place, language)


def _named(place: Place, language: str) -> str:
    name = _name(place, language)
    return _said(language, "named", name=name) if name else ""


def _said(language: str, key: str, **values: object) -> str:
    return say(language, f"reports.{key}", **values)


def _name(place: Place, language: str) -> str | None:
    """Return a column's title to who reads its language, else its name, which is of none."""
    title = place.title or ""
    readable = title and (title.isascii() or letters(language).search(title))
    return (place.title if readable else place.field) or place.key
