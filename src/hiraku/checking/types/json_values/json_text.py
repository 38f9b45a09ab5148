"""Is a cell JSON as the standard has it? Python's parser also takes NaN (RFC 8259, 6)."""

import json
from typing import Any, NoReturn

from hiraku.model import Field

# DuckDB's parser takes a comma before a closing bracket, and NaN and Infinity in any case.
# Python's has a limit of digits.
_LENIENT = (
    r",[ \t\n\r]*[\]}]"
    r"|[\[:,][ \t\n\r]*-?(?i:nan|inf)"
    r"|[0-9]{400}"
)
# Python's parser stops where the nesting nears its limit of recursion, which is 1,000.
_BRACKETS = 400


def certain(column: str, opening: str) -> str:
    """Hold where the cell is surely JSON that begins with a bracket; `"nan"` may be doubted."""
    return (
        f"(starts_with({column}, '{opening}') AND json_valid({column})"
        f" AND NOT regexp_matches({column}, '{_LENIENT}')"
        f" AND strlen({column}) - strlen(translate({column}, '[{{', '')) <= {_BRACKETS})"
    )


def is_standard(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def canonical_json(_value: Any, text: str, _field: Field) -> str:
    """Return the text where it is standard JSON, else nothing."""
    return text if is_standard(text) else ""


def on_one_line(value: str, _field: Field) -> str:
    """Return SQL of a JSON text without line ends, which stand between its tokens only."""
    return f"translate({value}, chr(10) || chr(13), '  ')"
