"""`hiraku update`: the next file of the same layout."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import lines


@click.command(cls=Command, help="help.update")
@click.argument("dataset")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="help.dry-run")
@click.pass_obj
def update(obj: dict[str, str], /, *, dataset: str, file: Path | None, dry_run: bool) -> int:
    """Compare, say what changes, write, and check what was written."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.commands.new import checked  # noqa: PLC0415
    from hiraku.desk.monthly import draft_update  # noqa: PLC0415
    from hiraku.desk.summary import update_lines  # noqa: PLC0415
    from hiraku.own_files import put  # noqa: PLC0415
    from hiraku.reading.catalog.catalog import read_catalog  # noqa: PLC0415

    language, root = obj["language"], catalog_root(Path.cwd())
    known = read_catalog(root).catalog.dataset(dataset)
    if known is None:
        raise UsageError("desk.no-dataset", id=dataset)
    today = dt.date.today()  # noqa: DTZ011 - the steward's own day
    drafted = draft_update(known, file, today)
    click.echo(lines("\n".join(update_lines(drafted, language))))
    if dry_run:
        click.echo(say(language, "desk.nothing-written"))
        return 0
    put(known.folder, drafted.files, drafted.stale)
    return checked(known.folder, language)
