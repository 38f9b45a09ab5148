"""`hiraku fix`: mend what is safe, and take it back."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.admitted import demand_file
from hiraku.commands.help import Command
from hiraku.languages import say
from hiraku.visible import line, lines


@click.command(cls=Command, help="help.fix")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="help.write")
@click.option("--undo", "back", is_flag=True, help="help.undo")
@click.pass_obj
def fix(obj: dict[str, str], /, *, files: tuple[Path, ...], write: bool, back: bool) -> int:
    """Tell every change; write them only where that is asked for."""
    from hiraku.desk.mending import undo  # noqa: PLC0415 - `--help` comes at once
    from hiraku.desk.mending.mended import fix_lines, mended  # noqa: PLC0415

    language = obj["language"]
    for path in files:
        demand_file(path)
    for path in files:
        if back:
            undo.undo(path)
            click.echo(line(say(language, "desk.undone", file=path)))
            continue
        fixed = mended(path)
        click.echo(lines("\n".join(fix_lines(path, fixed, language))))
        if write and fixed.changes:
            kept = undo.write_fixed(path, fixed)
            click.echo(line(say(language, "desk.fixed", file=path, kept=kept.name)))
        elif fixed.changes:
            click.echo(say(language, "desk.not-fixed"))
    return 0
