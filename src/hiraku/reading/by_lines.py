"""A large file whose records are lines: what surely is sound is told by lines, the rest by cells.

The lines that are surely sound are only counted. Those that are whole records become the rows of a
table (`left_over.py`); whatever else there is, is read one by one and put into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection
from hiraku.problems import Severity
from hiraku.reading.apart import create, together
from hiraku.reading.csv.left_over import LeftOver
from hiraku.reading.csv.line_scan import Lines, LineScan
from hiraku.reading.csv.picked_records import Step
from hiraku.reading.csv.scan_batches import ScanRequest
from hiraku.reading.loaded_table import LoadedTable
from hiraku.reading.records.record_reader import write_sound
from hiraku.reading.scanned_table import scanned_table


class LineReading(Struct, frozen=True):
    """Reads the file of a request by lines."""

    request: ScanRequest
    connection: DuckDBPyConnection
    scratch: Path

    def table(self) -> LoadedTable | None:
        """Return the table, with what could be answered; None where it must be read otherwise.

        It is the file in its place, or where a record has a fault, what is sound in it. Raise
        `NotPlain` where the file must be read with care.
        """
        request = self.request
        if not (record := request.inquiry.sound):
            return None
        lines = Lines(request.file, request.header, record, self.connection, self.scratch)
        scan = lines.scan()
        if not scan:
            return None
        table = replace(scanned_table(request.file, request.labels), rows=scan.rows)
        if not scan.left_over:
            return replace(table, answers=dict.fromkeys(record.answered, 0))
        steps: Sequence[Step] = ()
        if scan.picked:
            table, steps = self._with_picked(lines, scan)
        return self._answered(table, self._left_over(lines, table, steps, scan))

    def _with_picked(self, lines: Lines, scan: LineScan) -> tuple[LoadedTable, Sequence[Step]]:
        """Read the records that are no lines, and return the table that they are a part of."""
        file = self.request.file
        written, target = (self.scratch / f"{file.relation}{end}" for end in (".csv", ".plain.csv"))
        records = lines.picked_records(scan, target)
        sound = write_sound(records, file.resource, file.place.file, written)
        apart = LoadedTable(file.relation, file.relation, file.place.file, self.request.labels)
        create(self.connection, apart, sound.longest, written)
        plain = records.plain_part
        if sound.problems or not file.survey.plain:
            in_order = all(problem.severity is not Severity.ERROR for problem in sound.problems)
            table = together(apart, plain, file.resource.dialect, in_order=in_order)
        else:
            table = scanned_table(file, self.request.labels, lines_in_cells=plain.lines_in_cells)
            target.unlink()
        (held,) = self.connection.execute(f"SELECT count(*) FROM {apart.sql}").fetchone() or (0,)
        return replace(table, rows=plain.rows + held, problems=sound.problems), records.steps

    def _left_over(
        self, lines: Lines, table: LoadedTable, steps: Sequence[Step], scan: LineScan
    ) -> str:
        """Make a view of the rows that are not surely sound, and return its name."""
        relation = self.request.file.relation
        name = f"{relation}_left_over"
        left = LeftOver(lines.left, name, self.scratch / f"{name}.csv", self.connection)
        left.divide(table.columns, self.request.file.resource.dialect, steps)
        self.connection.execute(f"DROP TABLE {lines.left}")
        if scan.picked:
            left.add(f"FROM {relation}")
        return name

    def _answered(self, table: LoadedTable, left_over: str) -> LoadedTable:
        """Ask the rows left over what counts nothing in any other."""
        record = self.request.inquiry.sound
        repeated = record.repeated if record else frozenset()
        asked = {
            name: sql
            for name, sql in self.request.questions.items()
            if record and name in record.answered - repeated
        }
        middle = len(asked) // 2
        halves = islice(asked.items(), middle), islice(asked.items(), middle, None)
        with ThreadPoolExecutor() as threads:
            counts = [threads.submit(self._counts, dict(half), left_over) for half in halves]
            answers = dict.fromkeys(repeated) | counts[0].result() | counts[1].result()
        return replace(table, answers=answers, left_over=left_over)

    def _counts(self, asked: Mapping[str, str], left_over: str) -> dict[str, int | None]:
        """Ask some of the questions on a cursor of their own: to plan them takes one processor."""
        selected = ", ".join(["count(*)", *asked.values()])
        cursor = self.connection.cursor()
        _, *counted = cursor.execute(f"SELECT {selected} FROM {left_over}").fetchone() or (0,)
        return dict(zip(asked, (count or 0 for count in counted), strict=True))
