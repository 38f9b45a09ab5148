"""`hiraku withdraw` and `hiraku purge`: taking something back, and where it remains."""

from __future__ import annotations

from pathlib import Path

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import line


@click.command(cls=Command, help="help.withdraw")
@click.argument("dataset")
@click.option("--resource", help="help.resource")
@click.option("--release", "version", help="help.release")
@click.option("--reason", required=True, help="help.reason")
@click.option("--replaced-by", help="help.replaced-by")
@click.pass_obj
def withdraw(obj: dict[str, str], /, dataset: str, reason: str, **named: str | None) -> None:
    """Withdraw a dataset, a table or a version; a notice stays at its addresses."""
    from hiraku.changes.compare.sides import catalog_root  # noqa: PLC0415
    from hiraku.changes.withdrawal import Withdrawal, write_withdrawal  # noqa: PLC0415

    resource, version = named["resource"], named["version"]
    if resource and version:
        raise UsageError("stops.resource-or-release")
    withdrawal = Withdrawal(dataset, resource, version, reason, named["replaced_by"])
    for sentence in write_withdrawal(catalog_root(Path.cwd()), withdrawal, obj["language"]):
        click.echo(line(sentence))


@click.command(cls=Command, help="help.purge")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def purge(obj: dict[str, str], file: Path) -> int:
    """List every place that still holds a data file; end with 1 where something is left."""
    from hiraku.changes.compare.remains import remains  # noqa: PLC0415
    from hiraku.changes.compare.sides import catalog_root  # noqa: PLC0415

    remaining = list(remains(catalog_root(Path.cwd()), file))
    for place in remaining:
        click.echo(line(f"{say(obj['language'], f'changes.{place.kind}')}: {place.where}"))
    key = "changes.remains-somewhere" if remaining else "changes.remains-nowhere"
    click.echo(say(obj["language"], key, count=f"{len(remaining):,}"))
    return 1 if remaining else 0
