"""Tables as Python's csv writes them: any texts, in every dialect that hiraku accepts."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from hypothesis import strategies as st

from hiraku.model import Dialect

_SCRIPTS = [
    st.characters(min_codepoint=32, max_codepoint=126),
    st.sampled_from(",;|\t\"'#\n\r \u3000\u00a0\u200b"),
    st.sampled_from("津市三重県つツﾂ々〆ヶー～①髙﨑𠮷がか\u3099０１ＡＢ，；”’＃"),  # noqa: RUF100
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"),
]
_CHARACTERS = st.one_of(_SCRIPTS)
_ENDS = ["\n", "\r\n", "\r", " ", "\u3000", '""', "#"]


@st.composite
def _edged(draw):
    """A text with something at its ends that careless readers strip."""
    edge = st.sampled_from(_ENDS)
    return draw(edge) + draw(st.text(_CHARACTERS, max_size=5)) + draw(edge)


_LONG = st.builds(
    lambda unit, times: unit * times,
    st.sampled_from(["x", "長い", '"', "a,b\n", " "]),
    st.integers(1000, 5000),
)
CELLS = st.one_of(
    st.just(""),
    st.text(_CHARACTERS, max_size=8),
    _edged(),
    st.integers(0, 40).flatmap(lambda number: _LONG if number == 0 else st.just(str(number))),
)


@st.composite
def tables(draw, cells=CELLS):
    """A header and 0 to 30 rows of 1 to 8 columns; no row is wholly blank."""
    columns = draw(st.integers(1, 8))
    row = st.lists(cells, min_size=columns, max_size=columns).filter(any)
    return draw(st.lists(row, min_size=1, max_size=31))


@dataclass(frozen=True)
class Writing:
    """How a table is written; `bytes_of` does it."""

    delimiter: str
    quote: str
    line_end: str
    quoting: int
    final_newline: bool

    @property
    def dialect(self):
        return Dialect(self.delimiter, self.quote)

    def text_of(self, table):
        text = "".join(self.record(cells) for cells in table)
        return text if self.final_newline else text.removesuffix(self.line_end)

    def lines_of(self, table):
        """Return the line on which each record begins."""
        lines = [1]
        for cells in table:
            lines.append(lines[-1] + len(re.findall("\r\n|\r|\n", self.record(cells))))
        return lines[:-1]

    def record(self, cells):
        stream = io.StringIO()
        # Python 3.11 quotes only the line ends that it writes itself.
        many_lines = any(end in cell for cell in cells for end in "\r\n")
        csv.writer(
            stream,
            delimiter=self.delimiter,
            quotechar=self.quote,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if many_lines else self.quoting,
        ).writerow(cells)
        return stream.getvalue()


WRITINGS = st.builds(
    Writing,
    delimiter=st.sampled_from(",;\t|"),
    quote=st.sampled_from("\"'"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    final_newline=st.booleans(),
)


# Python's CP932 also writes bytes that are no characters of Windows' CP932.
_LOOSE = "\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3"


def of_encoding(codec):
    """Cells that the codec writes and reads back unchanged."""
    kept = [character for character in map(chr, range(32, 0xFFFF)) if _survives(character, codec)]
    texts = st.text(st.sampled_from([*kept, "\n", "\r", "\t"]), max_size=8)
    common = st.text(st.sampled_from("津市三重県ツ，　,;\"' 12\n"), max_size=8)
    return st.one_of(common, texts)


def _survives(character, codec):
    if character in _LOOSE:
        return False
    try:
        return character.encode(codec).decode(codec) == character
    except UnicodeError:
        return False
