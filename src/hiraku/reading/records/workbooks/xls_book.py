"""What the book of old Excel says of all its sheets: where each begins, and how numbers are shown.

[MS-XLS] 2.4.28 BoundSheet8, 2.4.77 Date1904, 2.4.117 FilePass, 2.4.126 Format, 2.4.215 RecalcId,
2.4.353 XF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from msgspec import Struct, field

from hiraku.reading.records.workbooks.biff import DamagedError, Record
from hiraku.reading.records.workbooks.number_formats import shows_day

_BOF, _DATE_1904, _FILE_PASS, _SHEET = 0x0809, 0x0022, 0x002F, 0x0085
_XF, _RECALCULATED, _FORMAT = 0x00E0, 0x01C1, 0x041E
_BIFF8 = 0x0600
_SHORTS, _PLACE = struct.Struct("<HH"), struct.Struct("<I")


class XlsBook(Struct):
    """`sheets` are the bytes at which they begin, in their order; `days` as `shows_day` has it.

    `calculated` is true where the book names the engine that calculated it last, as Excel does.
    """

    sheets: list[int] = field(default_factory=list)
    days: dict[int, bool] = field(default_factory=dict)
    from_1904: bool = False
    calculated: bool = False
    locked: bool = False


def book_of(globals_: Iterable[Record]) -> XlsBook:
    """Return what the records of the whole book tell; raise `DamagedError` of one too short."""
    try:
        return _book(globals_)
    except (struct.error, IndexError) as error:
        raise DamagedError from error


def _book(globals_: Iterable[Record]) -> XlsBook:
    book, codes, shown, version = XlsBook(), dict[int, str](), list[int](), 0
    for kind, content in globals_:
        if kind == _BOF:
            version = _SHORTS.unpack_from(content)[0]
        elif kind == _FILE_PASS:
            book.locked = True
        elif kind == _DATE_1904:
            book.from_1904 = bool(content[0])
        elif kind == _SHEET:
            book.sheets.append(_PLACE.unpack_from(content)[0])
        elif kind == _RECALCULATED:
            book.calculated = True
        elif kind == _FORMAT:
            codes[_SHORTS.unpack_from(content)[0]] = _code(content, version)
        elif kind == _XF:
            shown.append(_SHORTS.unpack_from(content)[1])
    days = {at: shows_day(form, codes) for at, form in enumerate(shown)}
    book.days = {at: day for at, day in days.items() if day is not None}
    return book


def _code(content: memoryview, version: int) -> str:
    """Return the code of a format; what is no letter of ASCII stands for no part of a moment."""
    if version < _BIFF8:
        return bytes(content[3:]).decode("latin-1")
    wide = content[4] & 1
    return bytes(content[5:]).decode("utf-16-le" if wide else "latin-1", "replace")
