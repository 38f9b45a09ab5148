"""Workbooks and files as officials make them, and the commands that take them in."""

from click.testing import CliRunner
from openpyxl import Workbook

from hiraku.cli import cli
from hiraku.errors import HirakuError

CARDS = (
    ("北勢", "四日市市", "令和4年8月31日", 154000, 156000, "46.8%", "△5"),
    (None, "桑名市", "令和4年8月31日", "７０，０００", "71,000", "45.1%", 3),
    ("中勢", "津　　市", "R4.8.31", 135000, 137000, "47.0%", "－"),
    ("南勢", "伊勢市", "令和4年8月31日", 58000, 62000, "44.2%", 12),
)


def cards(
    path, rows=CARDS, *, title="マイナンバーカードの交付状況（令和4年8月末現在）", change="増減"
):
    """Write a workbook for printing: title, unit, head of two rows, merged cells, totals, notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "総括"
    sheet["A1"] = title
    sheet.merge_cells("A1:G1")
    sheet["G2"] = "単位：人、%"
    for place, text in zip(
        "ABCDFG", ("地域", "市町名", "基準日", "人口", "交付率", change), strict=True
    ):
        sheet[f"{place}3"] = text
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "A5:A6"):
        sheet.merge_cells(area)
    sheet["D4"], sheet["E4"] = "男", "女"
    for number, row in enumerate(rows, 5):
        for place, value in zip("ABCDEFG", row, strict=True):
            if value is not None:
                sheet[f"{place}{number}"] = value
    last = 5 + len(rows)
    sheet[f"A{last}"], sheet[f"D{last}"], sheet[f"E{last}"] = "合計", 417000, 426001
    sheet[f"A{last + 1}"] = "※ 津市は暫定値です。"
    sheet[f"A{last + 2}"] = "出典：総務省「マイナンバーカード交付状況について」"
    book.save(path)
    return path


def plain(path, rows, **settings):
    """Write a workbook of one sheet with these rows from A1."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, value in settings.items():
        book.active[name].value = value
    book.save(path)
    return path


class Done:
    """What a command ended with: its exit code, what it said, or why it could not go on."""

    def __init__(self, result, language):
        stopped = isinstance(result.exception, HirakuError)
        assert stopped or not result.exception, result.exception
        self.code = result.exception.exit_code if stopped else result.return_value or 0
        self.said = result.output + (result.exception.in_language(language) if stopped else "")


def run(*arguments, language="ja", **more):
    words = ["--lang", language, *map(str, arguments)]
    return Done(CliRunner().invoke(cli, words, standalone_mode=False, **more), language)
