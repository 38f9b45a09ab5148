"""How a text that came from input is shown on a terminal or in a log.

A line end could begin a line that a workflow takes for a command, an escape could paint or wipe
what was said before, a mark of direction could turn a name around: each is shown by its number.
"""

from __future__ import annotations

import io
import json
import os
import re
from typing import Any, TextIO

_SIGNS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u3000": "\u3000"}
# Workflow commands of GitHub and Azure: at the beginning of a line, or anywhere in the older form.
_COMMAND = re.compile(r"\s*::")
_OLD_COMMAND = re.compile(r"##(?=(?:vso)?\[)")
# Controls of the second set, marks of direction, what has no width, and ends of lines: outside of
# strings JSON has none of them, and inside it may write them by their numbers (RFC 8259, 7). The
# same holds for the sign that begins the older commands.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]|#(?=#(?:vso)?\\[)"
)


def visible(text: str) -> str:
    """Return a text without line ends and with every character that has no picture shown."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else _shown(character) for character in text
    )


def line(text: str) -> str:
    """Return a text as one line of a log that no program takes for a command."""
    shown = _OLD_COMMAND.sub("# #", visible(text))
    return f"| {shown}" if _COMMAND.match(shown) else shown


def lines(text: str) -> str:
    """Return a text of several lines of our own, each safe as a line of a log."""
    return "\n".join(map(line, text.split("\n")))


def json_text(value: Any) -> str:
    """Return a value as JSON that no terminal and no workflow obeys, and that reads the same."""
    return _UNSEEN.sub(_by_number, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def utf8(out: TextIO) -> TextIO:
    """Return a stream of what programs read: UTF-8 (RFC 8259, 8.1), whatever people's is."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors=out.errors)
    return out


def _by_number(found: re.Match[str]) -> str:
    return "\\u0023" if found[0] == "#" else json.dumps(found[0])[1:-1]


def path_text(path: str) -> str:
    """Return the path of a file as text; bytes of its names that are not UTF-8 as numbers."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _shown(character: str) -> str:
    return _SIGNS.get(character, f"<U+{ord(character):04X}>")
