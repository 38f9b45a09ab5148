"""`hiraku fix`: mend what is safe, and take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import line, lines

if TYPE_CHECKING:
    from hiraku.desk.mending.fixes import FixedFile


@click.command(cls=Command, help="help.fix")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="help.write")
@click.option("--undo", "back", is_flag=True, help="help.undo")
@click.pass_obj
def fix(obj: dict[str, str], /, *, files: tuple[Path, ...], write: bool, back: bool) -> int:
    """Tell every change; write them only where that is asked for."""
    from hiraku.desk.mending import undo  # noqa: PLC0415 - `--help` comes at once

    language = obj["language"]
    if missing := [path for path in files if not path.is_file()]:
        raise UsageError("stops.no-such-path", path=missing[0])
    for path in files:
        if back:
            undo.undo(path)
            click.echo(line(say(language, "desk.undone", file=path)))
            continue
        fixed = _fixed(path)
        click.echo(lines("\n".join(_lines(path, fixed, language))))
        if write and fixed.changes:
            kept = undo.write_fixed(path, fixed)
            click.echo(line(say(language, "desk.fixed", file=path, kept=kept.name)))
        elif fixed.changes:
            click.echo(say(language, "desk.not-fixed"))
    return 0


def _fixed(path: Path) -> FixedFile:
    from hiraku.confined.calls import Died, call  # noqa: PLC0415
    from hiraku.desk.mending.fixes import fixed_file  # noqa: PLC0415
    from hiraku.desk.mending.known_types import known_types  # noqa: PLC0415
    from hiraku.desk.survey import LIMITS  # noqa: PLC0415

    try:
        fixed = call(LIMITS, fixed_file, path, known_types(path))
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=path) from None
    if fixed.unreadable:
        key = "desk.unsure" if fixed.unreadable == "unsure" else "desk.no-fix-of"
        raise UsageError(key, file=path, kind=fixed.unreadable)
    return fixed


def _lines(path: Path, fixed: FixedFile, language: str) -> Iterator[str]:
    from hiraku.desk.summary import titled  # noqa: PLC0415

    if not fixed.changes:
        yield say(language, "desk.nothing-to-fix", file=path)
        return
    yield say(language, "desk.fixes", file=path, n=f"{len(fixed.fixes):,}")
    if fixed.encoding:
        yield "  " + say(language, "desk.fix-encoding", encoding=fixed.encoding)
    if fixed.blank_rows:
        yield "  " + say(language, "desk.fix-blank-rows", n=f"{fixed.blank_rows:,}")
    for change in fixed.fixes:
        values = {"cell": change.cell, "before": change.before, "after": change.after}
        sentence = say(language, "desk.change", **values)
        yield f"  {sentence} [{titled(change.rule, language)}]"
