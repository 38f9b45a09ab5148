"""`hiraku ci github|gitlab|forgejo`: what checks every change, for the service that holds it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import click

from hiraku.changes.workflows import workflows
from hiraku.commands.help import Command
from hiraku.languages import say
from hiraku.own_files import put
from hiraku.starting.pipelines import SERVICES
from hiraku.visible import line, lines

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
            click.echo(lines(say(language, "starting.kept-pipeline", path=path, text=text)))
            continue
        put(root, {path: text.encode("utf-8")})
        click.echo(line(say(language, "changes.written", file=path)))


def _files(service: str, root: Path) -> Mapping[str, str]:
    return workflows(root) if service == _GITHUB else SERVICES[service](root)


def _is_anothers(path: Path) -> bool:
    """Tell whether a file is there that no earlier run has written."""
    if not os.path.lexists(path):
        return False
    if not stat.S_ISREG(path.lstat().st_mode):
        return True
    with path.open("rb") as file:
        return file.read(len(_MARK)) != _MARK.encode()
