"""Is a cell JSON as the standard has it? Python's parser also takes NaN (RFC 8259, 6)."""

import json
from typing import NoReturn

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
