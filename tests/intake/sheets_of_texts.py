"""Sheets written as lines with `|` between the cells; digits become numbers."""

from hiraku.intake.sheets import Cell, Sheet


def sheet(lines, **more):
    rows = [
        [cell(text.strip()) for text in line.split("|")] for line in lines.strip("\n").split("\n")
    ]
    return Sheet("表", rows, **more)


def cell(text):
    for kind in (int, float):
        try:
            return Cell(kind(text), text)
        except ValueError:
            continue
    return Cell(text or None, text)
