"""How a name, a text and a file are written in SQL. Every other module quotes through here."""

import re
from pathlib import Path

_LISTED = 1000
_BETWEEN = "\x1f"


def name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write a text as a literal; NUL cannot stand in one and is concatenated."""
    return " || chr(0) || ".join("'" + part.replace("'", "''") + "'" for part in text.split("\0"))


def file_literal(path: Path) -> str:
    """Write a path that DuckDB reads; each sign of its patterns is a class of one."""
    return literal(re.sub(r"[*?\[]", lambda sign: f"[{sign[0]}]", str(path)))


def any_of(expression: str, texts: tuple[str, ...]) -> str:
    """Hold where the expression equals one of the texts; never where there are none.

    A list of one is looked up; to compare is faster. A long one is a table that is joined: as
    expressions, 100,000 texts take DuckDB 600 MB.
    """
    if not texts:
        return "false"
    if len(texts) == 1:
        return f"{expression} = {literal(texts[0])}"
    if len(texts) > _LISTED and not any(_BETWEEN in text for text in texts):
        listed = literal(_BETWEEN.join(texts))
        return f"{expression} IN (SELECT unnest(string_split({listed}, {literal(_BETWEEN)})))"
    return f"{expression} IN ({', '.join(literal(text) for text in texts)})"
