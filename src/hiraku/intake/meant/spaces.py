"""Spaces and line breaks that are there for looks."""

import re

_JAPANESE = r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff々〇]"
INSIDE = re.compile(rf"(?<={_JAPANESE})[\s\u3000]+(?={_JAPANESE})")
LINE_ENDS = re.compile(r"[\r\n]")


def mended(text: str, *, keep_inside: bool) -> str:
    """Return a text without spaces at its ends and, where they are for looks, inside."""
    trimmed = LINE_ENDS.sub("", text).strip() if not keep_inside else text.strip()
    return trimmed if keep_inside else INSIDE.sub("", trimmed)
