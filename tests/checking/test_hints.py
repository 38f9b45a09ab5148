"""Cells that people write, the hint that fits, and the cure that is proposed."""

import pytest

from hiraku.checking.cells.hints import constraint_hint, type_hint
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from

# A type, a cell, the hint and what it proposes.
CELLS = [
    ("integer", "1,780", "grouped-number", "1780"),
    ("integer", "１，７８０", "grouped-number", "1780"),
    ("number", "-1,234,567.89", "grouped-number", "-1234567.89"),
    ("number", "46.8%", "percent", "46.8"),
    ("number", "４６．８％", "percent", "46.8"),
    ("number", "46.8 %", "percent", "46.8"),
    ("integer", "△5", "triangle-minus", "-5"),
    ("number", "▲1,234.5", "triangle-minus", "-1234.5"),
    ("number", "△ 5", "triangle-minus", "-5"),
    ("integer", "(5)", "bracket-minus", "-5"),
    ("number", "（1,234.5）", "bracket-minus", "-1234.5"),
    ("date", "令和4年8月末", "month-end", "2022-08-31"),
    ("date", "2024年2月末日", "month-end", "2024-02-29"),
    ("yearmonth", "令和4年8月末", "month-end", "2022-08"),
    ("date", "令和4年13月末", "impossible-date", None),
    ("date", "令和4年度", "fiscal-year", None),
    ("year", "2022年度", "fiscal-year", None),
    ("yearmonth", "R4年度末", "fiscal-year", None),
    ("integer", "12.0", "decimal-integer", "12"),
    ("integer", "１２．００", "decimal-integer", "12"),
    ("integer", "約34.7", "fraction", "34.7"),
    ("integer", "1,234.5", "fraction", "1234.5"),
    ("integer", "△1.5", "fraction", "-1.5"),
    ("integer", "12.50%", "fraction", "12.50"),
    ("integer", "１．５", "fraction", "1.5"),
    ("integer", "1.5万", "kanji-number", "15000"),
    ("integer", "約5.0", "approximate", "5"),
    ("integer", "16団体", "unit-suffix", "16"),
    ("number", "1,780円", "unit-suffix", "1780"),
    ("number", "90.0 kg", "unit-suffix", "90.0"),
    ("integer", "約5", "approximate", "5"),
    ("number", "約1.50", "approximate", "1.5"),
    ("number", "約5万", "approximate", "50000"),
    ("integer", "1,200人以上", "approximate", "1200"),
    ("number", "１．５億円", "kanji-number", "150000000"),
    ("integer", "1億2000万", "kanji-number", "120000000"),
    ("integer", "3千", "kanji-number", "3000"),
    ("number", "８１．２", "full-width", "81.2"),
    ("number", "−5", "full-width", "-5"),
    ("number", "5-Jan", "excel-date", None),
    ("date", "Feb-50", "excel-date", None),
    ("integer", "1.23457E+11", "exponent", None),
    ("integer", "R4/8/31", "date", None),
    ("number", "2022年8月31日", "date", None),
    ("number", "2022/8/31", "date", None),
    ("integer", "2022.8.31", "date", None),
    ("integer", "令和4年8月末", "date", None),
    ("integer", "平成31年5月1日", "impossible-date", None),
    ("integer", "令和4年度", "fiscal-year", None),
    ("integer", "2022.5", None, None),
    ("integer", "2022.", None, None),
    ("date", "平成31年5月1日", "impossible-date", None),
    ("date", "昭和64年1月8日", "impossible-date", None),
    ("date", "昭和64年1月7日", "japanese-era", "1989-01-07"),
    ("date", "R4/8/31", "japanese-era", "2022-08-31"),
    ("yearmonth", "2022-07-01", "precision", "2022-07"),
    ("integer", "#REF!", "spreadsheet-error", None),
    ("date", "#N/A", "spreadsheet-error", None),
    ("boolean", "#DIV/0!", "spreadsheet-error", None),
    ("number", "Err:502", "spreadsheet-error", None),
    ("date", "44804", "excel-serial", "2022-08-31"),
    ("yearmonth", "44804", "excel-serial", "2022-08"),
    ("year", "44804", None, None),
    ("date", "2022", None, None),
    ("integer", "-", "dash", None),
    ("integer", "－", "dash", None),
    ("number", "―", "dash", None),
    ("date", "ー", "dash", None),
    ("integer", " － ", "dash", None),
    ("integer", "なし", "symbol", None),
    ("number", "*", "symbol", None),
    ("number", "…", "symbol", None),
    ("date", "未定", "symbol", None),
    ("boolean", "はい", None, None),
    ("date", "令和4年8月31日", "japanese-era", "2022-08-31"),
    ("date", "令和元年5月1日", "japanese-era", "2019-05-01"),
    ("date", "R4.8.31", "japanese-era", "2022-08-31"),
    ("date", "Ｒ４．８．３１", "japanese-era", "2022-08-31"),
    ("date", "H31.4.30", "japanese-era", "2019-04-30"),
    ("date", "平成31年4月30日", "japanese-era", "2019-04-30"),
    ("date", "昭和64年1月7日", "japanese-era", "1989-01-07"),
    ("date", "大正元年7月30日", "japanese-era", "1912-07-30"),
    ("date", "明治45年7月29日", "japanese-era", "1912-07-29"),
    ("date", "明治6年1月1日", "japanese-era", "1873-01-01"),
    ("date", "明治5年12月2日", None, None),  # a month of the moon
    ("yearmonth", "明治3年4月", None, None),
    ("integer", "明治3年4月末", None, None),
    ("year", "明治5年", "japanese-era", "1872"),
    ("date", "令和4年8月", "japanese-era", "2022-08"),
    ("yearmonth", "令和4年8月", "japanese-era", "2022-08"),
    ("yearmonth", "令和4年8月31日", "japanese-era", "2022-08"),
    ("year", "令和4年", "japanese-era", "2022"),
    ("date", "令和4年2月30日", "impossible-date", None),
    ("date", "2022/8/31", "slash-date", "2022-08-31"),
    ("date", "2022年8月31日", "slash-date", "2022-08-31"),
    ("date", "２０２２．８．３１", "slash-date", "2022-08-31"),
    ("date", "2022/2/30", "impossible-date", None),
    ("date", "2022-02-30", "impossible-date", None),
    ("date", "2022-13-01", "impossible-date", None),
    ("yearmonth", "2022/8", "slash-date", "2022-08"),
    ("yearmonth", "2022年8月", "slash-date", "2022-08"),
    ("year", "2022年", "slash-date", "2022"),
    ("integer", "令和4年", "date", None),
    ("integer", "", None, None),
]


def field(kind, **more):
    tree = {"name": "f", "type": kind, **more}
    return schema_from({"fields": [tree]}, "s", Origin("s")).fields[0]


@pytest.mark.parametrize(("kind", "cell", "hint", "proposal"), CELLS)
def test_a_wrong_cell_gets_the_hint_and_the_proposal_that_fit(kind, cell, hint, proposal):
    found, values = type_hint(cell, field(kind))
    assert (found, values.get("proposal")) == (hint, proposal)


@pytest.mark.parametrize(
    ("pattern", "cell", "padded"),
    [
        ("[0-9]{6}", "11002", "011002"),
        (r"\d{5}", "123", "00123"),
        ("^[0-9]{6}$", "11002", "011002"),
    ],
)
def test_a_code_that_lost_its_zero_is_proposed_with_it(pattern, cell, padded):
    hint, values = constraint_hint(
        "pattern", cell, field("string", constraints={"pattern": pattern})
    )
    assert (hint, values["proposal"]) == ("lost-leading-zero", padded)


@pytest.mark.parametrize(
    ("pattern", "cell"), [("[0-9]{6}", "1100a"), ("[0-9]{6}", "1234567"), ("[A-Z]{6}", "123")]
)
def test_what_is_no_shortened_code_gets_no_zero(pattern, cell):
    hint, values = constraint_hint(
        "pattern", cell, field("string", constraints={"pattern": pattern})
    )
    assert (hint, values.get("proposal")) == ("pattern", None)


def test_a_value_near_to_an_allowed_one_names_it():
    allowed = {"enum": ["市民課", "観光課", 12]}
    hint, values = constraint_hint("enum", "観光か", field("string", constraints=allowed))
    assert (hint, values["nearest"]) == ("enum-near", "観光課")
    assert values["wanted"] == ("市民課", "観光課", "12")


def test_a_value_near_to_none_names_none():
    hint, values = constraint_hint("enum", "x", field("string", constraints={"enum": ["津市"]}))
    assert (hint, values["nearest"]) == ("enum", "")


@pytest.mark.parametrize(
    ("constraint", "wanted"), [("minimum", 5), ("maxLength", 3), ("exclusiveMaximum", "2022-01-01")]
)
def test_any_other_constraint_says_what_was_wanted(constraint, wanted):
    hint, values = constraint_hint(
        constraint, "9", field("string", constraints={constraint: wanted})
    )
    assert (hint, values["constraint"], values["wanted"]) == (constraint, constraint, str(wanted))
