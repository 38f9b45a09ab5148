"""`hiraku ci github|gitlab|forgejo`: what checks every change, for the service that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from hiraku.changes.workflows import workflows
from hiraku.commands.help import Command
from hiraku.languages import say
from hiraku.starting.pipelines import SERVICES

_GITHUB = "github"
_MARK = "# Written by `hiraku ci "


@click.command(cls=Command, help="help.ci")
@click.argument("service", type=click.Choice(["forgejo", _GITHUB, "gitlab"]))
@click.pass_obj
def ci(obj: dict[str, str], service: str) -> None:
    """Write the workflows that check every change; a file that somebody else wrote stays."""
    from hiraku.changes.compare.sides import catalog_root  # noqa: PLC0415

    root, language = catalog_root(Path.cwd()), obj["language"]
    for path, text in _files(service, root).items():
        if _is_anothers(root / path):
            click.echo(say(language, "starting.kept-pipeline", path=path, text=text))
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
        click.echo(say(language, "changes.written", file=path))


def _files(service: str, root: Path) -> Mapping[str, str]:
    return workflows(root) if service == _GITHUB else SERVICES[service](root)


def _is_anothers(path: Path) -> bool:
    """Tell whether a file is there that no earlier run has written."""
    if path.is_symlink():
        return True
    return path.exists() and not path.read_bytes().startswith(_MARK.encode())
