"""What a file itself says of the answers: its title, its date, its keys, its units, its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from hiraku.desk.survey import SurveyedSheet
from hiraku.intake.drafting.heads import plain
from hiraku.intake.drafting.naming import english
from hiraku.intake.drafting.tidy import BRACKETS, TidyColumn, TidyTable
from hiraku.intake.layout.texts import is_share, unit_in
from hiraku.intake.meant.times import MOMENT, NoSuchDay, meaning

NUMBERS = ("integer", "number")
TIMES = ("date", "yearmonth", "year", "datetime")

_ENDING = re.compile(r"[（(]([^（()）]*)[)）]\s*$")
_DIGIT = re.compile("[0-9０-９元]")
_OF_TIMES = ("現在", "時点", "分", "年", "年度", "月", "日", "末")
_NAMED = r"(?:出典|資料|出所|source)s?"
# The word alone in brackets, and the word and what it names in brackets or in none.
_SOURCES = (
    re.compile(
        rf"[（(【\[［〔]\s*{_NAMED}\s*[)）】\]］〕]\s*[:：]?\s*(.+)", re.IGNORECASE | re.DOTALL
    ),
    re.compile(rf"[（(]\s*{_NAMED}\s*[:：]?\s*(.+?)\s*[)）]", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"(?:出典|資料|出所)\s*[:：]?\s*(.+)|sources?\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL
    ),
)
_UNITS = re.compile(r"単位\s*[:：]?\s*([^）)]+)")
_MEANING = re.compile(r"「?([^\s「」0-9]{1,3})」?\s*(?:は|：|:|＝|=)\s*「?([^。「」、]{1,30})」?")
_PLAIN_SHEET = re.compile(r"(sheet|シート)\s*[0-9]*", re.IGNORECASE)
# Heads that say by themselves what is counted; `none` where a number has no unit.
_UNIT_OF = (
    (re.compile("(人口|人数|者数|員数|児童数|生徒数|定員|出生数|死亡数)$"), "人"),
    (re.compile("世帯数$"), "世帯"), (re.compile("件数$"), "件"), (re.compile("枚数$"), "枚"),
    (re.compile("戸数$"), "戸"), (re.compile("台数$"), "台"), (re.compile("回数$"), "回"),
    (re.compile("冊数$"), "冊"), (re.compile("校数$"), "校"), (re.compile("棟数$"), "棟"),
    (re.compile("^(No|番号|順位|順番|通番)[.．]?$", re.IGNORECASE), "none"),
)  # fmt: skip
_LETTERS = re.compile(r"\(([a-z]{2,12})\)\s*$")
_OF_ROWS = re.compile(
    r"^(年月日?|日付|年度?|月|時点|as.of|date|year|month|period)$|(基準|調査|集計|算出|対象)(年月)?(日|月|年度?)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(No|番号|通し?番号?|通番|連番|整理番号|ID|コード|#)[.．]?", re.IGNORECASE)
_LIST = re.compile("の?(?:一覧表?|名簿|台帳|リスト)$")
_BETWEEN = re.compile(r"[のノ\s　]")
_COUNTED = 12  # columns that a key is sought among
_WIDEST = 3


def title(sheet: SurveyedSheet, stem: str) -> str:
    """Return the title above the table, without its date; else the sheet's name, or the file's."""
    titles = [aside.text for aside in sheet.table.layout.asides if aside.kind == "title"]
    above = next((text for text in titles if not MOMENT.fullmatch(plain(text))), "")
    named = "" if _PLAIN_SHEET.fullmatch(sheet.name) else sheet.name
    above = " ".join(above.split())
    if unit_in(above):
        above = BRACKETS.sub("", above)
    return _undated(above) or named or stem


def _undated(title: str) -> str:
    """Return a title without the moment in brackets that it ends with: （令和4年8月末現在）."""
    ending = _ENDING.search(title)
    dated = ending and ending[1].endswith(_OF_TIMES) and _DIGIT.search(ending[1])
    return title[: ending.start()].rstrip() if ending and dated else title


def identifier(text: str, stem: str, taken: Collection[str]) -> str:
    """Return a name in ASCII from the title or the file's name, that no dataset has yet."""
    words = english(text) or "_".join(re.findall("[a-z0-9]+", stem.lower()))
    name = re.sub("[^a-z0-9]+", "-", words).strip("-")
    if not re.search("[a-z]", name):
        name = "dataset"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(free for free in numbered if free not in taken)


def as_of(table: TidyTable) -> str:
    """Return the one date, month or year that the texts above the table name; else nothing."""
    texts = (aside.text for aside in table.layout.asides if aside.kind != "note")
    moments = {moment for text in texts for moment in _moments(text)}
    return moments.pop() if len(moments) == 1 else ""


def is_time_of_rows(title: str) -> bool:
    """Tell whether a head names the time of which its rows tell: 基準日, 年度; not 開設年月日."""
    return bool(_OF_ROWS.search(plain(title)))


def _moments(text: str) -> Iterator[str]:
    for match in MOMENT.finditer(plain(text)):
        try:
            moment = meaning(match[0])
        except NoSuchDay:
            continue
        if moment and moment.kind != "fiscal-year":
            yield moment.iso


def key(table: TidyTable) -> tuple[str, ...]:
    """Return the titles of the fewest columns of texts and times that tell the rows apart."""
    labels = [
        (place, column.title)
        for place, column in enumerate(table.columns[:_COUNTED])
        if column.type not in NUMBERS and all(row[place].strip() for row in table.rows)
    ]
    for width in range(1, _WIDEST + 1):
        for chosen in combinations(labels, width):
            if len({tuple(row[place] for place, _ in chosen) for row in table.rows}) == len(
                table.rows
            ):
                return tuple(title for _, title in chosen)
    return ()


def units(table: TidyTable) -> dict[str, str]:
    """Return the unit of each numeric column that no head states, as its words or a note tell it.

    Of several that a note names, those that words took are no more to choose from; it is empty
    where that leaves none, or several.
    """
    stated = [
        unit.strip()
        for aside in table.layout.asides
        if (match := _UNITS.search(plain(aside.text)))
        for unit in re.split("[、,・/ ]+", match[1])
        if unit.strip()
    ]
    titles = [unit_in(aside.text) for aside in table.layout.asides if aside.kind == "title"]
    named = [unit for unit in dict.fromkeys(stated or filter(None, titles)) if unit != "%"]
    taken = {_unit_of(column.title, "") for column in without_unit(table)}
    others = named if len(named) == 1 else [unit for unit in named if unit not in taken]
    alone = others[0] if len(others) == 1 else ""
    return {column.title: _unit_of(column.title, alone) for column in without_unit(table)}


def _unit_of(title: str, shared: str) -> str:
    """Return the unit that a head tells; what all share is none of a rate or a rank."""
    own = next((unit for words, unit in _UNIT_OF if words.search(title)), "")
    bracketed = _LETTERS.search(title)
    stated = own or (bracketed[1] if bracketed else "")
    return stated or ("" if is_share(title) else shared)


def without_unit(table: TidyTable) -> list[TidyColumn]:
    return [column for column in table.columns if column.type in NUMBERS and not column.unit]


def source(table: TidyTable, file: str) -> str:
    """Return what a note calls the source; else the file itself, which it certainly is."""
    named = (_source_in(aside.text) for aside in table.layout.asides)
    return next((text for text in named if text), file)


def _source_in(note: str) -> str:
    """Return what a note names as the source: 市民課 of （資料）市民課; else nothing."""
    matches = (form.fullmatch(note.strip()) for form in _SOURCES)
    return next((match[match.lastindex or 1].strip() for match in matches if match), "")


def notes(table: TidyTable) -> list[str]:
    """Return the notes around the table, without its sources and units."""
    return [
        aside.text.strip()
        for aside in table.layout.asides
        if aside.kind == "note" and not _source_in(aside.text)
    ]


def meanings(table: TidyTable) -> dict[str, str]:
    """Return each symbol of the table with what a note says it means, or nothing."""
    symbols = dict.fromkeys(symbol for column in table.columns for symbol in column.symbols)
    stated: Mapping[str, str] = {
        match[1]: match[2].strip()
        for aside in table.layout.asides
        for match in _MEANING.finditer(aside.text)
    }
    return {symbol: stated.get(symbol, "") for symbol in symbols}


def thing(title: str, dataset: str) -> str:
    """Return what a column of names names: 市町 of 市町名; of a number, what the dataset lists."""
    named, lists = _LIST.subn("", dataset.strip())
    listed = _BETWEEN.split(named)[-1]
    if lists and listed and _NUMBER.fullmatch(title.strip()):
        return listed
    return title.removesuffix("名称").removesuffix("名") or title
