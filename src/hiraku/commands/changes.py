"""`hiraku changes`: does a change break somebody?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hiraku.errors import UsageError


@click.command()
@click.argument("what", nargs=-1)
@click.option(
    "--profile",
    type=click.Choice(["recipe", "relaxed"]),
    default="recipe",
    show_default=True,
    help="版の決まり。relaxed は、任意の列を最後に足すことを MINOR とする / "
    "rules for versions; relaxed takes an appended optional column as minor",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    show_default=True,
    help="結果の形 / form of the report",
)
@click.option(
    "--schema",
    type=click.Path(path_type=Path),
    help="2つのデータファイルを読む Table Schema / Table Schema of two data files",
)
@click.pass_obj
def changes(
    obj: dict[str, str], *, what: tuple[str, ...], profile: str, form: str, schema: Path | None
) -> int:
    """変更が誰かを困らせないかを判定する。

    WHAT は、BASE または BASE..HEAD（git のコミット）か、2つのフォルダ、スキーマ、データファイル。
    なければ、main から分かれた所と、いまのファイルを比べる。

    Judge whether a change breaks somebody. WHAT is BASE or BASE..HEAD, or two folders, schemas or
    data files; by default where this branch left the main branch against the files as they are.
    """
    if len(what) > 2:  # noqa: PLR2004 - old and new
        raise UsageError("stops.compare-two")
    from hiraku import engine  # noqa: PLC0415

    engine.preconnect()
    from hiraku.changes.compare.run import run  # noqa: PLC0415
    from hiraku.registry import modules  # noqa: PLC0415

    report = run(what, Path.cwd(), profile, schema)
    modules("hiraku.changes.forms")[form].write(report, sys.stdout, obj["language"])
    return 0 if report.ok else 1
