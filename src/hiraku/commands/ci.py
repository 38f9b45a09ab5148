"""`hiraku ci github`: the workflows that check pull requests."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.commands.help import Command


@click.command(cls=Command, help="help.ci")
@click.argument("service", type=click.Choice(["github"]))
@click.pass_obj
def ci(obj: dict[str, str], service: str) -> None:
    """Write the workflows that check pull requests."""
    from hiraku.changes.compare.sides import catalog_root  # noqa: PLC0415
    from hiraku.changes.workflows import workflows  # noqa: PLC0415
    from hiraku.languages import say  # noqa: PLC0415

    del service
    root = catalog_root(Path.cwd())
    for path, text in workflows(root).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        click.echo(say(obj["language"], "changes.written", file=path))
