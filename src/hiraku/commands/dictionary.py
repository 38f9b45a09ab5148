"""`hiraku dictionary` and `hiraku template`: a schema as workbooks of officials, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import line


@click.command(cls=Command, help="help.dictionary")
@click.argument("deed", type=click.Choice(["export", "import"]))
@click.argument("schema", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="help.write-schema")
@click.pass_obj
def dictionary(obj: dict[str, str], /, *, deed: str, schema: Path, file: Path, write: bool) -> int:
    """Write the table, or tell what an edited one changes and write that where it is asked for."""
    from hiraku.desk.dictionary import table  # noqa: PLC0415 - `--help` comes at once
    from hiraku.own_files import demand_no_link, replace, write_new  # noqa: PLC0415

    language = obj["language"]
    path = _schema(schema)
    tree = _tree(path)
    if deed == "export":
        _demand_ending(file, ".xlsx", ".csv")
        demand_no_link(file.parent)
        write_new(file.absolute().parent, {file.name: table.written(tree, file, language)})
        click.echo(line(say(language, "desk.dictionary-written", file=file)))
        return 0
    changed = table.changes(tree, table.read(file), language)
    for change in changed:
        values = {"before": change.before, "after": _shown(change.after)}
        head = say(language, table.HEADS[change.key])
        sentence = say(language, "desk.change", cell=f"{change.field} {head}", **values)
        click.echo(line(sentence))
    content = _rewritten(path, changed)
    if write and changed:
        replace(path, content)
        click.echo(line(say(language, "desk.dictionary-taken", file=path)))
    else:
        key = "desk.dictionary-not-taken" if changed else "desk.dictionary-same"
        click.echo(say(language, key))
    return 0


@click.command(cls=Command, help="help.template")
@click.argument("schema", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def template(obj: dict[str, str], /, *, schema: Path, file: Path) -> int:
    """Write the workbook to fill in, where no file is yet."""
    from hiraku.own_files import demand_no_link, write_new  # noqa: PLC0415 - `--help` comes at once
    from hiraku.own_folders import scratch  # noqa: PLC0415
    from hiraku.publishing.site.site_path import StagePath  # noqa: PLC0415
    from hiraku.publishing.tables.workbook.template import write_template  # noqa: PLC0415
    from hiraku.reading.catalog.lone_descriptors import read_schema  # noqa: PLC0415

    path = _schema(schema)
    known, _ = read_schema(path)
    if known is None:
        raise UsageError("desk.broken-schema", file=path)
    _demand_ending(file, ".xlsx")
    demand_no_link(file.parent)
    with scratch("hiraku-book-") as folder:
        out = folder / "template.xlsx"
        write_template(known, StagePath(out), obj["language"])
        write_new(file.absolute().parent, {file.name: out.read_bytes()})
    click.echo(line(say(obj["language"], "desk.template-written", file=file)))
    return 0


def _schema(named: Path) -> Path:
    """Return the file of a schema: that of a path, else of a name in the catalog around here."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415

    if named.is_file():
        return named
    plain = len(named.parts) == 1
    path = catalog_root(Path.cwd()) / "schemas" / f"{named.name}.yaml" if plain else named
    if not path.is_file() or path.is_symlink():
        raise UsageError("stops.no-such-path", path=named)
    return path


def _tree(path: Path) -> Any:
    from hiraku.problems import Refused  # noqa: PLC0415
    from hiraku.reading.descriptors.read import parse_descriptor  # noqa: PLC0415

    try:
        tree = parse_descriptor(path.read_bytes(), path.name).value
        names = [field["name"] for field in tree["fields"]]
    except (Refused, KeyError, TypeError):
        names = []
    if not names or len(set(names)) < len(names):
        raise UsageError("desk.broken-schema", file=path)
    return tree


def _rewritten(path: Path, changed: Any) -> bytes:
    from hiraku.desk.dictionary.schema_text import changed_schema  # noqa: PLC0415

    by_field: dict[str, dict[str, Any]] = {}
    for change in changed:
        by_field.setdefault(change.field, {})[change.key] = change.after
    try:
        return changed_schema(path.read_text("utf-8"), path.name, by_field).encode()
    except ValueError:
        raise UsageError("desk.dictionary-unsure", file=path) from None


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else value or ""


def _demand_ending(file: Path, *endings: str) -> None:
    if file.suffix.lower() not in endings:
        raise UsageError("desk.ending", file=file, endings="、".join(endings))
