"""A pattern in words: `[0-9]{6}` is six digits. What is not that simple is shown as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from hiraku.languages import Message

_KINDS = {
    frozenset({"0-9"}): "digits",
    frozenset({r"\d"}): "any-digits",
    frozenset({"A-Z"}): "capitals",
    frozenset({"a-z"}): "small-letters",
    frozenset({"A-Z", "a-z"}): "letters",
    frozenset({"A-Z", "0-9"}): "capitals-or-digits",
    frozenset({"a-z", "0-9"}): "small-letters-or-digits",
    frozenset({"A-Z", "a-z", "0-9"}): "letters-or-digits",
    frozenset({"ぁ-ん"}): "hiragana",
    frozenset({"ァ-ヶ"}): "katakana",
}
_RANGES = re.compile(r"\\d|0-9|A-Z|a-z|ぁ-ん|ァ-ヶ")
_PART = re.compile(
    r"(?:\[(?P<set>(?:\\d|0-9|A-Z|a-z|ぁ-ん|ァ-ヶ)+)\]|(?P<digit>\\d)"
    r"|(?P<sign>(?:\\[-./:_ ]|[^\\\[\](){}|*+?.^$])+))"
    r"(?P<times>\{[0-9]+(?:,[0-9]*)?\}|\+)?(?![*+?{])"
)


@lru_cache(maxsize=100)
def in_words(pattern: str) -> str | Message:
    """Return what a text must look like to match the pattern."""
    plain = pattern.removeprefix("^").removesuffix("$")
    words: list[str | Message] = []
    at = 0
    while part := _PART.match(plain, at):
        said = _part(part)
        if said is None:
            return pattern
        words.append(said)
        at = part.end()
    if at < len(plain) or not words:
        return pattern
    if len(words) == 1:
        return words[0]
    return Message("types.in-this-order", {"words": tuple(words)})


def _part(part: re.Match[str]) -> str | Message | None:
    if sign := part["sign"]:
        written = re.sub(r"\\(.)", r"\1", sign)
        return None if part["times"] else Message("types.sign", {"sign": written})
    kind = _KINDS.get(frozenset(_RANGES.findall(part["set"] or part["digit"])))
    return _counted(f"types.{kind}", part["times"]) if kind else None


def _counted(key: str, times: str | None) -> Message:
    least, comma, most = (times or "{1}").replace("+", "{1,}").strip("{}").partition(",")
    if comma and most:
        return Message(key, {"n": Message("types.from-to", {"low": least, "high": most})})
    words = Message(key, {"n": least})
    return Message("types.at-least", {"words": words}) if comma else words
