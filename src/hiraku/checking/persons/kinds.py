"""Which columns tell of a person: by their headers, and by what stands in them.

A facility has an address and a telephone too. Such columns count only where another one tells of a
person, and not in a table that names an organisation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from hiraku.checking.contracts import Column, FieldColumn
from hiraku.checking.counting import count
from hiraku.checking.types.field_type import free_texts

_SUBJECT = (
    "本人|申請者?|申込者?|届出人?|請求者|受給者|対象者|利用者|相談者|患者|住民|世帯主|世帯員|保護者|父母?|母"
    "|児童|生徒|園児|乳幼児|被保険者|納税者|納税義務者|会員|職員|参加者|応募者|寄附者|提出者|所有者"
)
_PERSON = f"(?:{_SUBJECT})の?"
_NAME = f"(?:{_PERSON})?(?:氏名|姓名|お名前|フルネーム)|{_PERSON}(?:名前|名)"
_NAME += "|(?:full|first|last|family|given|maiden|applicant|resident|patient|person)_?name|surname"
_NAME += "|(?:氏名|姓名)_?(?:\\(?(?:カナ|かな|フリガナ|ふりがな)\\)?)|name_of_(?:person|applicant)"
# Older systems write heads in half-width kana, without small letters and long marks.
_NAME += "|シメイ|セイメイ|姓|苗字|名字"
_STRONG = {
    "name": _NAME,
    "birth": "(?:.*の)?(?:生年月日|誕生日|出生日|出生年月日)|date_of_birth|birth_?(?:date|day)|dob"
    "|セイネンガ[ッツ]ピ|タンジ[ョヨ]ウビ",
    "relation": "(?:世帯主との)?続柄|続き柄|relationship(?:_to_(?:the_)?(?:householder|head))?"
    "|ゾクガラ|ツヅキガラ",
    "address": f"{_PERSON}(?:現?住所)|自宅(?:の)?住所|本籍地?|home_?address|residential_?address",
    "telephone": f"{_PERSON}(?:電話(?:番号)?|携帯(?:電話)?(?:番号)?)|自宅電話(?:番号)?|home_?phone",
    "mail": f"{_PERSON}(?:メール(?:アドレス)?|e[-_]?mail)",
}
_WEAK = {
    "name": "お?名前|ナマエ|フリガナ|ふりがな|name",
    "address": "現?住所|居住地|所在地|ジ[ュユ]ウシ[ョヨ]|address"
    "|郵便番号|(?:postal|post|zip)_?code",
    "telephone": "(?:携帯)?電話(?:番号)?|携帯(?:番号)?|tel|(?:tele|mobile_?)?phone(?:_?number)?"
    "|デンワ(?:バンゴウ)?|ケイタイ(?:デンワ|バンゴウ)?",
    "mail": "(?:電子)?メール(?:アドレス)?|e[-_]?mail(?:_?address)?",
}
_ORGANISATION = re.compile(
    r"施設|事業所|事業者|法人|団体|会社|企業|店舗|商号|屋号|学校|校名|園名|病院|医療機関|薬局|機関|公園"
    r"|名称|窓口|設置|facility|organi[sz]ation|company|office|school|shop|hospital|establishment"
)
_MOBILE = r"(\(?0|\+81[- ]?(\(?0\))?\(?)[789]0\)?[-. (]?[0-9]{4}\)?[-. ]?[0-9]{4}"
_POSTAL = r"〒?[- ]?[0-9]{3}-[0-9]{4}( .*)?"
_FREE_MAIL = (
    r"[^@\s]+@(g(oogle)?mail\.com|yahoo\.co\.jp|yahoo\.com|hotmail\.(com|co\.jp)|outlook\.(com|jp)"
    r"|live\.(com|jp)|msn\.com|aol\.(com|jp)|proton(mail)?\.(com|me)|icloud\.com|me\.com"
    r"|docomo\.ne\.jp|ezweb\.ne\.jp|au\.com|softbank\.ne\.jp|i\.softbank\.jp"
    r"|[a-z]\.vodafone\.ne\.jp|ymobile\.ne\.jp|nifty\.com|excite\.co\.jp)"
)
# What a column holds of itself, and in which share of its cells that tells.
# The condition that is cheap to look at comes first: its length, a sign that it must have.
_CONTENTS = {
    "telephone": (_MOBILE, 0.2, "length({}) BETWEEN 11 AND 19"),
    "mail": (_FREE_MAIL, 0.2, "(contains({0}, '@') OR contains({0}, '＠'))"),
}
# Such a column counts where another one tells of a person: a facility has an address, too.
_WEAK_CONTENTS = {"address": (_POSTAL, 0.2, "regexp_matches({}, '[0-9０-９]')")}
_LEAST = 3


def folded(header: str) -> str:
    """Return a header as it is compared: NFKC, lower case, words joined by underscores.

    Words of Japanese are joined without: 氏　名 is 氏名.
    """
    plain = unicodedata.normalize("NFKC", header).strip().casefold()
    joined = re.sub(r"[\s　\-_・]+", "_", plain)
    return re.sub(r"(?<=[^\x00-\x7f])_(?=[^\x00-\x7f])", "", joined)


def personal_columns(columns: Sequence[Column]) -> dict[str, Column]:
    """Return a column for each kind of personal data that a table holds."""
    by_kind = {kind: column for column in columns for kind in _strong(column)}
    if not by_kind or any(map(_names_organisation, columns)):
        return by_kind
    for column in columns:
        for kind in (*_kinds(column, _WEAK), *_contained(column, _WEAK_CONTENTS)):
            by_kind.setdefault(kind, column)
    return by_kind


def kinds_of_head(names: Mapping[int, str]) -> dict[str, int]:
    """Return the position of a column for each kind of personal data that a head names."""
    by_kind = {kind: at for at, name in names.items() for kind in _named(name, _STRONG)}
    if by_kind and not any(map(_ORGANISATION.search, names.values())):
        for at, name in names.items():
            for kind in _named(name, _WEAK):
                by_kind.setdefault(kind, at)
    return by_kind


def _named(name: str, patterns: Mapping[str, str]) -> list[str]:
    return [kind for kind, pattern in patterns.items() if re.fullmatch(pattern, name)]


def _strong(column: Column) -> Iterator[str]:
    yield from _kinds(column, _STRONG)
    yield from _contained(column, _CONTENTS)


def _contained(column: Column, contents: Mapping[str, tuple[str, float, str]]) -> Iterator[str]:
    """Yield the kinds of personal data that a column holds, whatever it is called."""
    for kind, (pattern, share, worth) in contents.items():
        if _holds(column, pattern, share, worth):
            yield kind


def _kinds(column: Column, patterns: dict[str, str]) -> Iterator[str]:
    for kind, pattern in patterns.items():
        # A column of places is called `name` as well: its title says whose.
        title_alone = patterns is _WEAK and kind == "name"
        named = {folded(str(column.field.title))} if title_alone else headers(column)
        if any(re.fullmatch(pattern, header) for header in named):
            yield kind


def headers(column: Column) -> set[str]:
    """Return what a column is called: in the file, in the schema, in each language."""
    field = column.field
    label = column.table.labels[column.position - 1]
    return {folded(name) for name in (label, field.name, *field.title.words.values())}


def _names_organisation(column: Column) -> bool:
    return any(_ORGANISATION.search(header) for header in headers(column))


def _holds(column: Column, pattern: str, share: float, worth: str) -> bool:
    """Tell whether so large a share of a column's cells is of a pattern, at least three of them."""
    if column.field.type not in free_texts():
        return False
    matched = content_condition(column.sql, pattern, worth)
    cells = count(column.connection, column.table, matched)
    if cells < _LEAST:
        return False
    filled = count(column.connection, column.table, f"{column.sql} <> ''")
    return cells >= share * filled


def content_condition(column: str, pattern: str, worth: str) -> str:
    wide = f"translate(lower({column}), '０１２３４５６７８９－‐−　＠＋（）', '0123456789--- @+()')"
    matched = f"regexp_full_match({wide}, '{pattern}')"
    return f"CASE WHEN {worth.format(column)} THEN {matched} ELSE false END"


def asked_contents(column: FieldColumn) -> Iterator[str]:
    """Yield the conditions that are counted on the one pass that a file takes."""
    if column.field.type in free_texts():
        for pattern, _, worth in _CONTENTS.values():
            yield content_condition(column.sql, pattern, worth)
