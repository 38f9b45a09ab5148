"""`hiraku tiles`: a first grid of tiles, from where municipalities lie."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.languages import say
from hiraku.visible import line


@click.command(cls=Command, help="help.tiles")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def tiles(obj: dict[str, str], /, file: Path) -> None:
    """Write `datasets/tile-grid.yaml` of the positions in a CSV, where there is none."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415 - heavy
    from hiraku.starting.tile_grid import FILE, write_tiles  # noqa: PLC0415

    count = write_tiles(catalog_root(Path.cwd()), file)
    click.echo(line(say(obj["language"], "commands.tiles-written", path=FILE, n=count)))
