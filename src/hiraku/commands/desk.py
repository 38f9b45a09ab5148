"""`hiraku desk`: a page on this machine for whoever has files and no wish for a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say


@click.command(cls=Command, help="help.desk")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="help.port"
)
@click.pass_obj
def desk(obj: dict[str, str], /, *, port: int) -> int:
    """Serve the page until it is interrupted; the files that were chosen are then gone."""
    from hiraku.desk.page.desk import Desk  # noqa: PLC0415 - `--help` comes at once
    from hiraku.desk.page.server import DeskServer  # noqa: PLC0415

    language = obj["language"]
    steward = Desk(_root(), language)
    try:
        with DeskServer(port, steward.answer) as server:
            click.echo(say(language, "desk-page.listening", url=server.address))
            click.echo(say(language, "desk-page.closing"))
            server.serve_forever()
    finally:
        steward.close()
    return 0


def _root() -> Path | None:
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415

    try:
        return catalog_root(Path.cwd())
    except UsageError:
        return None
