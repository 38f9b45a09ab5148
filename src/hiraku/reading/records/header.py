"""Which records are the header, which are comments: Table Dialect, `headerRows`, `commentRows`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from hiraku.model import Dialect
from hiraku.reading.csv.csv_text import Record


def without_comments(records: Iterator[Record], dialect: Dialect) -> Iterator[Record]:
    """Leave out the rows that are comments by their number or by their first character."""
    mark = dialect.comment_char
    for record in records:
        begins = bool(mark) and record.cells[0].startswith(str(mark))
        if not begins and record.row not in dialect.comment_rows:
            yield record


def split_header(
    records: Iterator[Record], dialect: Dialect
) -> tuple[list[Record], Iterator[Record]]:
    """Return the header's records and those after the last of them; rows above are left out.

    Row 1 means the first that is no comment.
    """
    header: list[Record] = []
    if dialect.header_rows == (1,):
        return list(islice(records, 1)), records
    last = max(dialect.header_rows, default=0)
    for record in records:
        if record.row > last:
            return header, chain([record], records)
        if record.row in dialect.header_rows:
            header.append(record)
    return header, iter(())


def joined_labels(header: list[Record], dialect: Dialect) -> tuple[str, ...]:
    """Join the labels of several rows; a cell equal to the one above it is not repeated."""
    labels: list[str] = []
    above: dict[int, str] = {}
    for record in header:
        for index, cell in enumerate(record.cells):
            if above.get(index) == cell:
                continue
            above[index] = cell
            if index < len(labels):
                labels[index] = dialect.header_join.join([labels[index], cell])
            else:
                labels.append(cell)
    return tuple(labels)
