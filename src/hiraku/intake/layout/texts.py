"""What a text beside or inside a table is: a note, a total, a unit, a number as people write it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHARE = re.compile(r"率|割合|比|平均|順位|指数|rate|share|average|rank", re.IGNORECASE)
_NOTE = re.compile(
    r"^[（(【\[［〔]?\s*(※|＊|\*|注|備考|出典|資料|参考|単位|作成|問い?合わ?せ|(?:source|note)s?\s*[:：])",
    re.IGNORECASE,
)
_TOTALS = {"計", "総数", "平均", "total", "sum", "average", "subtotal", "grandtotal", "全体"}
# 歳出合計 and 北勢計 add up; 会計, 統計, 設計 and the like are things.
_TOTAL = re.compile(r".*(合計|総計|小計|(?<![会統設時家集推生余早温度圧重速量累])計)")
_UNIT = re.compile(r"単位\s*[:：]?\s*([^）)\s、,]+)")
_IN_HEAD = re.compile(r"[（(\[［]([^（）()\[\]［］]{1,30})[）)\]］]\s*$")
_UNIT_SIGNS = {
    "人", "名", "件", "円", "千円", "百万円", "億円", "%", "戸", "世帯", "台", "枚", "ha",
    "km", "km2", "㎢", "m", "m2", "㎡", "t", "kg", "箇所", "か所", "ヶ所", "校", "社", "回", "日",
    "時間", "歳", "倍", "ポイント", "組", "棟", "頭", "冊", "点", "隻", "床", "トン", "分", "秒",
    "羽", "匹", "本", "所", "両", "着", "袋", "食", "泊", "区画", "施設", "団体", "事業所",
    "g", "mg", "cm", "mm", "a", "L", "kL", "kWh", "MWh", "kW", "℃", "dB", "‰", "persons",
    "people", "yen", "JPY", "households", "cases",
}  # fmt: skip
_ENGLISH = {
    "persons", "people", "population", "residents", "inhabitants", "households", "homes",
    "dwellings", "cases", "items", "vehicles", "cars", "trips", "visits", "pupils", "places",
    "sites", "years", "months", "weeks", "days", "hours", "minutes", "seconds", "percent",
    "per cent", "percentage", "points", "percentage points", "pounds", "pence", "dollars", "euros",
    "yen", "gbp", "usd", "eur", "jpy", "metres", "meters", "kilometres", "kilometers", "miles",
    "km", "sq m", "sq km", "hectares", "acres", "litres", "liters", "tonnes", "tons", "kg",
    "kwh", "mwh", "gwh", "kw", "mw",
}  # fmt: skip
# What is counted by, but is no unit of a figure alone: so many per year.
_EACH = {
    "year", "annum", "month", "week", "day", "hour", "minute", "second", "capita", "person",
    "head", "resident", "household", "dwelling", "pupil", "visit", "trip", "km", "mile", "hectare",
    "h", "min", "s",
}  # fmt: skip
_PER = re.compile(r"/|\bper\b(?!\s+cent)", re.IGNORECASE)
_OF_POPULATION = re.compile(r"人口[0-9,十百千万]+人?(?:対|当たり|あたり)")
_CURRENCY = re.compile(r"[£$€¥](?:mn?|bn|k|'?000s?)?", re.IGNORECASE)
_SCALE = re.compile(r"[0-9][0-9,]*|'?000s?|of|(?:hundred|thousand|million|billion)s?")
_SCALES = ("十億", "百億", "千億", "十万", "百万", "千万", "十", "百", "千", "万", "億", "兆")
_SYMBOL = re.compile(
    r"[-－―ー‐–—−…‥xXΧ×*＊rRpP△▲※○●◯☆★?？/／.]{1,3}|N/?A|n/?a|NULL|null|不詳|不明|該当なし|なし|無し|未定|非公表|秘匿"
)
_NARROW = {sign + 0xFEE0: sign for sign in range(0x21, 0x7F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_NUMBER = re.compile(r"[-+−－△▲]?[0-9][0-9,]*(\.[0-9]+)?%?")


def is_note(text: str) -> bool:
    """A footnote, a source or a remark, as they begin: ※, 注, 備考, 出典, 資料."""
    return bool(_NOTE.match(text))


def is_total(texts: Sequence[str]) -> bool:
    """A row of totals: one of its first two texts is 合計 or another word for it."""
    labels = ["".join(text.split()).casefold() for text in texts[:2] if text]
    return any(label in _TOTALS or _TOTAL.fullmatch(label) for label in labels)


def unit_in(text: str) -> str:
    """Return the unit that a text states: 単位：人, or a head such as 人口（人）; else nothing."""
    if stated := _UNIT.search(text):
        return narrowed(stated[1])
    ending = _IN_HEAD.search(text)
    return narrowed(ending[1]) if ending and is_unit(ending[1]) else ""


def is_unit(text: str) -> bool:
    """A unit by itself: 人, 千円, 人/㎢, £ per year, cases per 100,000 people."""
    first, *others = (part.strip() for part in _PER.split(narrowed(text)))
    alone = _is_plain_unit(first) or (not first and bool(others))
    return alone and all(_is_divisor(part) for part in others)


def _is_divisor(text: str) -> bool:
    """What a figure is counted by: 日, year, 100,000 people, 1,000."""
    return text in _EACH or _is_plain_unit(text) or bool(_NUMBER.fullmatch(text))


def _is_plain_unit(text: str) -> bool:
    bare = text.removeprefix(next((scale for scale in _SCALES if text.startswith(scale)), ""))
    known = text in _UNIT_SIGNS or bare in _UNIT_SIGNS or _OF_POPULATION.fullmatch(text)
    return bool(known) or _is_english_unit(text)


def _is_english_unit(text: str) -> bool:
    """A currency, or a unit in words behind thousands or millions: £m, '000s, 1,000 people."""
    words = text.casefold().split()
    unit = " ".join(word for word in words if not _SCALE.fullmatch(word))
    if not unit:
        return any(word[-1].isalpha() or word[0] == "'" for word in words if word != "of")
    return bool(_CURRENCY.fullmatch(unit)) or unit in _ENGLISH


def is_number(text: str) -> bool:
    """A number as people write it: 1,780, △5, １２, 46.8%."""
    return bool(_NUMBER.fullmatch(narrowed(text).strip()))


def narrowed(text: str) -> str:
    """Return a text with full-width ASCII, ％ and ￥ as ASCII; ① and ² are no digits and stay."""
    return text if text.isascii() else text.translate(_NARROW)


def is_symbol(text: str) -> bool:
    """A sign or a word that stands where a number is missing: －, …, x, 不明."""
    return bool(_SYMBOL.fullmatch(text.strip()))


def is_share(text: str) -> bool:
    """A head of rates, means or ranks, which no total adds up: 交付率, 平均, 順位."""
    return bool(_SHARE.search(text))
