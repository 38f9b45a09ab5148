"""`hiraku changes`: does a change break somebody?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.registry import identifiers


@click.command(cls=Command, help="help.changes")
@click.argument("what", nargs=-1)
@click.option(
    "--profile",
    type=click.Choice(["recipe", "relaxed"]),
    default="recipe",
    show_default=True,
    help="help.profile",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(identifiers("hiraku.changes.forms")),
    default="text",
    show_default=True,
    help="help.format",
)
@click.option(
    "--schema",
    type=click.Path(path_type=Path),
    help="help.changes-schema",
)
@click.pass_obj
def changes(
    obj: dict[str, str], *, what: tuple[str, ...], profile: str, form: str, schema: Path | None
) -> int:
    """Compare two states, write the report, and end with 1 where somebody must act."""
    if len(what) > 2:  # noqa: PLR2004 - old and new
        raise UsageError("stops.compare-two")
    from hiraku import engine  # noqa: PLC0415

    engine.preconnect()
    from hiraku.changes.compare.report import write_changes  # noqa: PLC0415
    from hiraku.changes.compare.run import run  # noqa: PLC0415

    report = run(what, Path.cwd(), profile, schema)
    write_changes(form, report, sys.stdout, obj["language"])
    return 0 if report.ok else 1
