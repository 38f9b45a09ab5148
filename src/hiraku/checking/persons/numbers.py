"""個人番号 (Individual Number) in SQL: twelve digits, of which the last checks the others.

総務省令「個人番号の検査用数字」: the first eleven times 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2; the sum
modulo 11, taken from 11; 0 where that is 10 or more. A Corporate Number has thirteen digits, a
municipality's code five or six.
"""

from __future__ import annotations

import re

DIGITS = 12
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_HEADER = re.compile(
    r"個人番号|コジンバンゴウ|マイ・?ナンバー|my_?number|individual_?number|personal_?number"
)
# Characters are looked at only where there are enough of them: most cells are shorter.
_GROUP = "[0-9]{4}"
_SHAPE = f"(?:^|[^0-9])({_GROUP}[- ]?{_GROUP}[- ]?{_GROUP})(?:[^0-9]|$)"
_WIDE, _PLAIN = "０１２３４５６７８９－‐−　", "0123456789--- "
_NARROWED = str.maketrans(_WIDE, _PLAIN)
_SHAPED = re.compile(_SHAPE)
# To look whether any digits stand so costs a tenth of taking them out.
_POSSIBLE = "(?:[0-9０-９]{4}[- －‐−　]?){3}"


def tells_of_numbers(folded_header: str) -> bool:
    """Tell whether a header, already folded, announces Individual Numbers."""
    return bool(_HEADER.search(folded_header))


def numbers_in(text: str) -> tuple[bool, bool]:
    """Tell whether a text has twelve digits together, and whether some of them are a number."""
    if len(text) < DIGITS:
        return False, False
    plain = text.translate(_NARROWED)
    shaped = [re.sub("[- ]", "", match[1]) for match in _SHAPED.finditer(plain)]
    return bool(shaped), any(map(_is_number, shaped))


def _is_number(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:-1], strict=True))
    return (11 - total % 11) % 11 % 10 == int(digits[-1])


def has_number(column: str) -> str:
    """Hold where a cell is an Individual Number or has one in its text."""
    digits = _digits(column)
    names, product = "weight, place", f"weight * {_digit('number', 'place')}"
    weighted = f"list_sum(list_transform({[*_WEIGHTS]}, lambda {names}: {product}))"
    check_digit = f"(11 - {weighted} % 11) % 11 % 10"
    checked = f"length(number) = {DIGITS} AND {check_digit} = {_digit('number', f'{DIGITS}')}"
    valid = f"coalesce(list_transform([{digits}], lambda number: {checked})[1], false)"
    return f"CASE WHEN {_possible(column)} THEN {valid} ELSE false END"


def has_shape(column: str) -> str:
    """Hold where a cell has twelve digits together, whatever the last of them is."""
    shaped = f"length({_digits(column)}) = {DIGITS}"
    return f"CASE WHEN {_possible(column)} THEN {shaped} ELSE false END"


def _possible(column: str) -> str:
    """Hold wherever twelve digits may stand together."""
    return f"length({column}) >= {DIGITS} AND regexp_matches({column}, '{_POSSIBLE}')"


def _digits(column: str) -> str:
    """Return the first twelve digits that stand together, without what groups them."""
    plain = f"translate({column}, '{_WIDE}', '{_PLAIN}')"
    return f"regexp_replace(regexp_extract({plain}, '{_SHAPE}', 1), '[- ]', '', 'g')"


def _digit(text: str, place: str) -> str:
    return f"TRY_CAST(substr({text}, {place}, 1) AS INTEGER)"
