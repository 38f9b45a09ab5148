"""`hiraku update`: the next file of the same layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import lines

if TYPE_CHECKING:
    from hiraku.desk.monthly import DatasetUpdate, RowsCompared

_TOLD = 5


@click.command(cls=Command, help="help.update")
@click.argument("dataset")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="help.dry-run")
@click.pass_obj
def update(obj: dict[str, str], /, *, dataset: str, file: Path, dry_run: bool) -> int:
    """Compare, say what changes, write, and check what was written."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.commands.new import checked  # noqa: PLC0415
    from hiraku.desk.monthly import draft_update  # noqa: PLC0415
    from hiraku.desk.writing import put  # noqa: PLC0415
    from hiraku.reading.catalog.catalog import read_catalog  # noqa: PLC0415

    language, root = obj["language"], catalog_root(Path.cwd())
    known = read_catalog(root).catalog.dataset(dataset)
    if known is None:
        raise UsageError("desk.no-dataset", id=dataset)
    today = dt.date.today()  # noqa: DTZ011 - the steward's own day
    drafted = draft_update(known, file, today)
    click.echo(lines("\n".join(_lines(drafted, language))))
    if dry_run:
        click.echo(say(language, "desk.nothing-written"))
        return 0
    put(known.folder, drafted.files, drafted.stale)
    return checked(known.folder, language)


def _lines(drafted: DatasetUpdate, language: str) -> Iterator[str]:
    from hiraku.desk.summary import left_out  # noqa: PLC0415

    counts = drafted.counts
    yield say(language, "desk.rows", before=f"{counts.before:,}", after=f"{counts.after:,}")
    yield from _rows(counts, language)
    if counts.changed:
        yield say(language, "desk.cells-differ", n=f"{len(counts.changed):,}")
    for change in counts.changed[:_TOLD]:
        values = {"cell": change.cell, "before": change.before, "after": change.after}
        yield f"  {change.title} " + say(language, "desk.change", **values)
    yield from left_out(drafted.sheet, language)
    if drafted.undated:
        yield say(language, "desk.dates-stay", keys=", ".join(drafted.undated))
    if not any(path.startswith("original/") for path in drafted.files):
        yield say(language, "desk.original-left-out")


def _rows(counts: RowsCompared, language: str) -> Iterator[str]:
    for key, rows in (("desk.rows-added", counts.added), ("desk.rows-gone", counts.gone)):
        if rows:
            yield say(language, key, n=f"{len(rows):,}", rows="、".join(rows[:_TOLD]))
