"""The languages that hiraku speaks: a folder of words each, `words/<code>/`, and nothing else.

`language.toml` says how a language writes plurals, dates and lists. Each other `<room>.toml` holds
the messages of a part of hiraku, by their keys; a message with a plural has a text for each of the
language's forms. `findings/<id>.md` are the pages of findings. A room is read when the first of
its messages is asked for.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

WORDS = Path(__file__).parent / "words"
OTHERWISE = ("en", "ja")
"""Where a word is looked for that a language has not, in this order."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?:$|T)")
_RELATION = re.compile(r"n(?: % (\d+))? (!?=) ([\d.,]+)")


class Message(Struct, frozen=True):
    """Words of hiraku to be said in a language later.

    `key` is `room.key` of the files in `words/`; `values` fill its blanks by their names. A blank
    may hold words itself; several are listed.
    """

    key: str
    values: Mapping[str, str | int | Message | tuple[str | Message, ...]] = field(
        default_factory=dict
    )

    def __hash__(self) -> int:
        return hash(self.key)

    def in_language(self, language: str) -> str:
        """Return the words in a language, in another that has them where it has not."""
        said = {name: filling(value, language) for name, value in self.values.items()}
        return say(language, self.key, **said)


def filling(value: object, language: str) -> str:
    """Return what fills a blank in a language; several are listed."""
    if isinstance(value, Message):
        return value.in_language(language)
    if isinstance(value, tuple):
        return listed(language, [filling(part, language) for part in value])
    return str(value)


def listed(code: str, words: Iterable[str]) -> str:
    """Return words as the language lists them: `a, b`."""
    return str(room(code, "language").get("listed", ", ")).join(words)


@cache
def spoken() -> tuple[str, ...]:
    """Return the code (BCP 47) of every language that hiraku has words of, sorted."""
    return tuple(sorted(path.parent.name for path in WORDS.glob("*/language.toml")))


def of_locale() -> str | None:
    """Return the language of the locale (POSIX, `LC_ALL` first) where hiraku speaks it."""
    names = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = re.split("[.@]", next(filter(None, names), ""))[0].replace("_", "-")
    return next((code for code in (named, named.split("-")[0]) if code in spoken()), None)


def say(code: str, key: str, /, **values: Any) -> str:
    """Return the message `room.key` in a language, its blanks filled.

    `n` or `count` chooses the plural; a tuple is listed as the language does. Where the language
    lacks it, it is said in one that has it; KeyError where none does.
    """
    for name, value in values.items():
        if isinstance(value, tuple):
            values[name] = filling(value, code)
    text = message(*found(code, key), values.get("n", values.get("count")))
    return text.format_map(values) if values else text


def found(code: str, key: str) -> tuple[str, str]:
    """Return the language that a message is said in where `code` is asked for, and its key."""
    name, _, rest = key.partition(".")
    for spare in (code, *OTHERWISE):
        if rest in room(spare, name):
            return spare, key
    raise KeyError(key)


def has(key: str) -> bool:
    """Tell whether any language has words for `room.key`."""
    name, _, rest = key.partition(".")
    return any(rest in room(code, name) for code in OTHERWISE)


def spoken_in(code: str, key: str) -> str:
    """Return the language that a message is said in where `code` is asked for."""
    return found(code, key)[0]


def message(code: str, key: str, number: object = None) -> str:
    """Return a message with its blanks, in the form that the language has for the number."""
    name, _, rest = key.partition(".")
    text = room(code, name)[rest]
    if isinstance(text, str):
        return text
    forms: Mapping[str, str] = text
    return forms[plural(code, str(number))]


@cache
def room(code: str, name: str) -> Mapping[str, Any]:
    """Return the messages of a part of hiraku in a language; none where it has no such file."""
    try:
        return tomllib.loads((WORDS / code / f"{name}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def plural(code: str, number: str) -> str:
    """Return the plural form of a number as it is shown, `1,234`: `other` where no rule holds."""
    digits = number.replace(",", "")
    count = int(digits) if digits.isdecimal() else -1
    rules: Mapping[str, str] = room(code, "language").get("plurals", {})
    return next((form for form, rule in rules.items() if _holds(rule, count)), "other")


def _holds(rule: str, count: int) -> bool:
    """Tell whether a rule of CLDR holds for a whole number: `n % 10 = 2..4 and n != 12`."""
    return any(
        all(_related(relation, count) for relation in choice.split(" and "))
        for choice in rule.split(" or ")
    )


def _related(relation: str, count: int) -> bool:
    parts = _RELATION.fullmatch(relation.strip())
    if not parts:
        raise ValueError(f"not a plural rule: {relation}")
    number = count % int(parts[1]) if parts[1] else count
    ranges = (part.partition("..") for part in parts[3].split(","))
    within = any(int(first) <= number <= int(last or first) for first, _, last in ranges)
    return within is (parts[2] == "=")


@cache
def date(code: str, text: str) -> str:
    """Return an ISO 8601 date, month or year in words; other text unchanged."""
    match = _DATE.match(text)
    parts = [int(part) for part in match.groups() if part] if match else []
    if not parts or not _exists(parts):
        return text
    return _dated(code, ("year", "month", "day")[len(parts) - 1], parts)


def full_date(code: str, text: str) -> str:
    """Return an ISO 8601 date or month in words, with its year in the language's own era."""
    said, eras = date(code, text), room(code, "language").get("eras")
    if not eras or said == text or len(text) < len("2022-08"):
        return said
    day = text[:10].ljust(len("2022-08-31"), "~")
    era, year = _era(eras, day)
    if not era:
        return said
    return str(eras["first" if year == 1 else "form"].format(date=said, era=era, year=year))


def date_in_eras(code: str, text: str) -> str:
    """Return an ISO 8601 date, month or year as the language counts years, by eras where it does.

    A year alone in which an era began is of no era.
    """
    said, eras = date(code, text), room(code, "language").get("eras")
    if not eras or said == text:
        return said
    whole = text[:10]
    era, year = _era(eras, (whole + "-01-01")[:10])
    if not era or (len(whole) == len("2022") and _era(eras, f"{whole}-12-31")[0] != era):
        return said
    numbers = [int(part) for part in whole.split("-")]
    form = "month-end" if _ends_a_month(numbers) else ("year", "month", "day")[len(numbers) - 1]
    counted = eras["first-year"] if year == 1 else year
    _, month, day = (*numbers, 1, 1)[:3]
    return str(eras[form].format(era=era, year=counted, month=month, day=day))


def _era(eras: Mapping[str, Any], day: str) -> tuple[str, int]:
    """Return the era of an ISO 8601 day, and which of its years; "" before the first."""
    since, era = next((begun for begun in eras["begin"] if begun[0] <= day), ("0001", ""))
    return str(era), int(day[:4]) - int(since[:4]) + 1


def _ends_a_month(numbers: list[int]) -> bool:
    import calendar  # noqa: PLC0415 - few need it

    return len(numbers) > 2 and numbers[2] == calendar.monthrange(*numbers[:2])[1]  # noqa: PLR2004


def date_alone(code: str, text: str) -> str:
    """Return the month of `2022-08`, or the day of `2022-08-31`, without its year."""
    parts = [int(part) for part in text.split("-")]
    return _dated(code, "day-alone" if len(parts) > 2 else "month-alone", parts)  # noqa: PLR2004


def _dated(code: str, form: str, parts: list[int]) -> str:
    forms = _dates(code)
    year, month, day = (*parts, 1, 1)[:3]
    blanks: dict[str, Any] = {"year": year, "month": month, "day": day}
    for key, name in (("months", "month_name"), ("months-short", "month_short")):
        if key in forms:
            blanks[name] = forms[key][month - 1]
    return str(forms[form].format_map(blanks))


def _dates(code: str) -> Mapping[str, Any]:
    spare = next(
        language for language in (code, *OTHERWISE) if "dates" in room(language, "language")
    )
    dates: Mapping[str, Any] = room(spare, "language")["dates"]
    return dates


def _exists(parts: list[int]) -> bool:
    import datetime as dt  # noqa: PLC0415 - few need it

    try:
        dt.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return False
    return True


@cache
def letters(code: str) -> re.Pattern[str]:
    """Return what tells that a text is of a language: its letters; any, where it says nothing."""
    return re.compile(room(code, "language").get("letters", r"[^\W\d_]"))


def locale(code: str) -> str:
    """Return the tag by which browsers write dates as this language does: `en-GB`."""
    return str(room(code, "language").get("locale", code))


def own_name(code: str) -> str:
    """Return what a language calls itself; its code where hiraku does not speak it."""
    return str(room(code, "language").get("name", code))


def authority(code: str) -> str | None:
    """Return what the European Union calls a language in its list of them: `ENG`."""
    name: str | None = room(code, "language").get("authority")
    return name


def rooms(code: str) -> Iterator[str]:
    """Yield the name of each file of messages that a language has."""
    yield from sorted(path.stem for path in (WORDS / code).glob("*.toml"))
