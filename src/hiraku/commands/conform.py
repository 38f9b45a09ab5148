"""`hiraku conform`: let the validators of others judge the built site."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.languages import say
from hiraku.visible import line


@click.command(cls=Command, help="help.conform")
@click.argument("site", type=click.Path(path_type=Path), default=Path("build/site"))
@click.pass_obj
def conform(obj: dict[str, str], /, *, site: Path) -> int:
    """Tell what each judge found; end with 1 where one found something, or none could be asked."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415 - heavy
    from hiraku.conforming.conform import conform as judged  # noqa: PLC0415

    language, asked, faults = obj["language"], 0, 0
    for outcome in judged(catalog_root(Path.cwd()), site):
        name = outcome.judge.distribution
        if not outcome.version:
            click.echo(line(say(language, "commands.judge-absent", name=name)))
            continue
        asked, faults = asked + 1, faults + len(outcome.faults)
        values = {"name": name, "version": outcome.version, "n": outcome.files}
        key = "commands.judge-objects" if outcome.faults else "commands.judge-agrees"
        click.echo(line(say(language, key, **values)))
        for fault in outcome.faults:
            click.echo(line(f"  {fault}"))
    if asked:
        click.echo(say(language, "commands.judged"))
    return 0 if asked and not faults else 1
