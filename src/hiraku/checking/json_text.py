"""Is a cell JSON as the standard has it? Python's parser also takes NaN (RFC 8259, 6)."""

import json
from typing import NoReturn


def is_standard(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)
