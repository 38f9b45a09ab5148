"""Texts that are certainly valid and of which no rule has anything to tell, by their characters.

They are regular expressions that RE2 and Python read alike. A text that none of them matches may
be as good as any: it is only looked at more closely. What they leave out on purpose are damaged
and unseen characters, `@`, texts that a spreadsheet runs, and eleven digits or more: only among
such can be a person's number, telephone or mail.
"""

from __future__ import annotations

import re

from hiraku.checking.types.plain.digit_ranges import either

# What is neither a control nor unseen, damaged, private or a radical; signs of ASCII by themselves.
_BEYOND_ASCII = (
    "\u00c0-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u2070-\u2e7f\u2fe0-\ud7ff\uf900-\ufdff\ufe10-\ufefe\uff00-\uff0f\uff1a-\uff1c\uff1e-\uff9f"
    "\uffa1-\uffef\U00010000-\U0003ffff"
)
_SIGNS = "!#$%&'()*+,-./:;<=>?[\\]^_`{|}~ "
_RUN = "=+-"
_LETTERS = (
    ("A", "Z"), ("a", "z"), ("\u3041", "\u3093"), ("\u30a1", "\u30f6"), ("\u4e00", "\u9fa0"),
)  # fmt: skip
_DIGIT = "0-9\uff10-\uff19"
_FEW = 10  # characters; a telephone has more, even as digits only
_COUNTED = 64
_ATOM = re.compile(
    r"([A-Za-z0-9 \u3041-\u3093\u30a1-\u30f6\u4e00-\u9fa0]|"
    r"\\[-./]|\[(?:0-9|A-Z|a-z|[A-Za-z0-9])+\])"
    r"(?:\{([0-9]{1,2})(?:,([0-9]{1,2}))?\}|(\?))?"
)


def free_text(least: int, most: int | None, delimiter: str) -> str | None:
    """Return plain texts of so many characters without a delimiter; None where that is not known.

    A higher bound than `is_counted` tells is not kept: no record of so few bytes breaks it.
    """
    if least > _FEW or (most is not None and most < 1):
        return None
    start = max(least, 1) - 1
    forms = [_text(delimiter, f"{{{start},{min(most or _FEW, _FEW) - 1}}}")]
    if most is None or not is_counted(most):
        forms = _long(least, delimiter, forms)
    elif most > _FEW:
        forms += _longer(most - _FEW, delimiter)
    return either(forms) if least else f"{either(forms)}?"


def is_counted(most: int) -> bool:
    """Tell whether `free_text` counts so many characters."""
    return most <= _COUNTED


def literals(texts: tuple[str, ...], delimiter: str) -> list[str]:
    """Return those of some texts that are plain, each as an expression of its own."""
    short = f"{_characters(delimiter)}{{1,{_FEW}}}"
    wordy = f"{_characters(delimiter, digits=False)}+"
    return [
        re.escape(text)
        for text in texts
        if _is_short_word(text) or (text and re.fullmatch(f"{short}|{wordy}", text))
    ]


def _is_short_word(text: str) -> bool:
    """Tell what needs no expression, which takes longer to compile than most tables to read."""
    return 0 < len(text) <= _FEW and all(
        any(first <= sign <= last for first, last in _LETTERS) for sign in text
    )


def short_pattern(pattern: str) -> str | None:
    """Return a pattern that matches only a few letters, digits and harmless signs, else None."""
    bare = pattern.removeprefix("^").removesuffix("$")
    atoms = list(_ATOM.finditer(bare))
    if "".join(atom[0] for atom in atoms) != bare:
        return None
    return bare if sum(int(atom[3] or atom[2] or 1) for atom in atoms) <= _FEW else None


def _long(least: int, delimiter: str, short: list[str]) -> list[str]:
    """Return texts of any length: with few digits or, where more than one is demanded, none."""
    wordy = _characters(delimiter, digits=False)
    if least > 1:
        return [*short, _text(delimiter, f"{{{_FEW},}}", digits=False)]
    first = _characters(delimiter, first=True)
    return [f"{first}(?:{wordy}*[{_DIGIT}]){{0,{_FEW - 1}}}{wordy}*"]


def _longer(more: int, delimiter: str) -> list[str]:
    """Return texts of so many more characters than a few; only a few at an end may be digits."""
    any_, wordy = _characters(delimiter), _characters(delimiter, digits=False)
    return [
        _text(delimiter, f"{{{_FEW - 1}}}") + f"{wordy}{{1,{more}}}",
        _text(delimiter, f"{{0,{more - 1}}}", digits=False) + f"{any_}{{{_FEW}}}",
    ]


def _text(delimiter: str, times: str, *, digits: bool = True) -> str:
    first = _characters(delimiter, digits=digits, first=True)
    return f"{first}{_characters(delimiter, digits=digits)}{times}"


def _characters(delimiter: str, *, digits: bool = True, first: bool = False) -> str:
    """Return a class of plain characters; a spreadsheet runs no text with such a `first` one."""
    left_out = {delimiter, *(_RUN if first else "")}
    signs = "".join(re.escape(sign) for sign in _SIGNS if sign not in left_out)
    equals = "" if first else "\uff1d"
    return f"[A-Za-z{signs}{equals}{_DIGIT if digits else ''}{_BEYOND_ASCII}]"
