"""A text that is read in windows has the same records, faults and line ends as the whole text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.model import Dialect
from hiraku.reading.csv import csv_text
from hiraku.reading.csv.csv_text import CsvText

DIALECTS = [Dialect(), Dialect(delimiter=";", escape_char="\\", double_quote=False)]
TEXTS = st.text('a津,;"\\\r\n\0 ', max_size=40)


def read(text, dialect, pieces=()):
    source = CsvText(text, dialect, pieces=iter(pieces))
    return list(source.records()), source.line_ends


@given(TEXTS, st.sampled_from(DIALECTS), st.integers(1, 5), st.integers(1, 9))
def test_windows_make_no_difference(text, dialect, size, window):
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_text, "WINDOW", window)
        assert read("", dialect, pieces) == read(text, dialect)


def test_a_quote_that_is_not_closed_in_the_largest_window_never_is():
    rows = ['a,b\n1,"', *["2,3\n"] * 50]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_text, "WINDOW", 8)
        patch.setattr(csv_text, "MOST_QUOTED", 64)
        records, _ = read("", Dialect(), rows)
    assert [fault.id for record in records for fault in record.faults] == ["unterminated-quote"]
    assert len(records) == 51
