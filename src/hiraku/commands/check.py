"""`hiraku check`: judge what PATH stands for, and tell it in the form that was asked for."""

from __future__ import annotations

import gc
import io
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hiraku.commands.help import Command
from hiraku.commands.terminal.progress import Progress
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.registry import identifiers
from hiraku.settings import CONFIGURATION
from hiraku.visible import line

if TYPE_CHECKING:
    from hiraku.completeness import Completeness
    from hiraku.problems import Report


PAINTED = "xlsx"


@click.command(cls=Command, help="help.check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--schema", type=click.Path(path_type=Path), help="help.check-schema")
@click.option(
    "--format",
    "form",
    type=click.Choice([*identifiers("hiraku.reporting.formats"), PAINTED]),
    default="text",
    show_default=True,
    help="help.format",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="help.output")
@click.option("--select", multiple=True, metavar="RULE", help="help.select")
@click.option("--ignore", multiple=True, metavar="RULE", help="help.ignore")
@click.option("--strict", is_flag=True, help="help.strict")
@click.option("--exit-zero", is_flag=True, help="help.exit-zero")
@click.option("--watch", is_flag=True, help="help.watch")
@click.option("-q", "--quiet", is_flag=True, help="help.quiet")
@click.option("-v", "--verbose", is_flag=True, help="help.verbose")
@click.option("--encoding", help="help.encoding")
@click.option("--delimiter", help="help.delimiter")
@click.option("--sheet", help="help.sheet")
@click.option("--header-row", type=click.IntRange(min=1), help="help.header-row")
@click.option("--dialect", type=click.Path(path_type=Path), help="help.dialect")
@click.option("--cache/--no-cache", "cached", default=True, help="help.cache")
@click.option("--untrusted", is_flag=True, envvar="HIRAKU_UNTRUSTED", help="help.untrusted")
@click.pass_obj
def check(obj: dict[str, str], /, *, paths: tuple[Path, ...], **options: Any) -> int:
    """Check, write the report, and end with 1 where something is wrong."""
    from hiraku.reporting.selection import chosen, findings_named  # noqa: PLC0415

    if options["form"] == PAINTED:
        _demand_one_file(paths, options["output"])
    _demand_another_file(paths, options)
    if options["watch"]:
        from hiraku.commands.terminal.watching import watch  # noqa: PLC0415

        watch(paths, options, obj["language"])
    select, ignore = (findings_named(options[key]) for key in ("select", "ignore"))
    report = chosen(_judged(paths, options, obj["language"]), select, ignore)
    if options["verbose"]:
        _tell_each(report, obj["language"], described=not paths and not options["schema"])
    if options["form"] == PAINTED:
        _paint(report, paths[0], options, obj["language"])
    else:
        _write(report, options, obj["language"])
    if not (paths or options["schema"] or options["quiet"]):
        _tell_shallow(obj["language"])
        if options["cached"]:
            _tell_unkept(obj["language"])
    failed = report.problems if options["strict"] else not report.ok
    return 1 if failed and not options["exit_zero"] else 0


def _judged(paths: tuple[Path, ...], options: dict[str, Any], language: str) -> Report:
    from hiraku import engine  # noqa: PLC0415 - heavy, as the others below

    engine.preconnect()
    gc.disable()  # what is imported stays
    from hiraku.checking.targets import HowToRead, catalog_root, check_paths  # noqa: PLC0415

    gc.enable()
    apart = options["form"] == PAINTED
    cached = options["cached"] and not options["untrusted"]
    root = None if paths or options["schema"] else catalog_root(Path.cwd())
    if options["untrusted"] and root:
        _demand_tame(root)
    with Progress(language) as progress:
        how = HowToRead(**{key: options[key] for key in HowToRead.__struct_fields__})
        report = check_paths(
            paths, options["schema"], progress, cached=cached, how=how, apart=apart
        )
        report = _with_gates(report, root) if root else report
    return _strictly(report) if options["untrusted"] else report


def _demand_tame(root: Path) -> None:
    from hiraku.untrusted import demand_tame  # noqa: PLC0415 - few ask for it

    demand_tame(root)


def _strictly(report: Report) -> Report:
    from hiraku.untrusted import strictly  # noqa: PLC0415 - as above

    return strictly(report)


def _with_gates(report: Report, root: Path) -> Report:
    from hiraku.changes.compare.gate import with_gates  # noqa: PLC0415 - whole catalogs only

    return with_gates(report, root)


def _tell_shallow(language: str) -> None:
    """Tell that the gates compared with less than there is."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.reading.files.history import is_shallow  # noqa: PLC0415

    if is_shallow(catalog_root(Path.cwd())):
        click.echo(say(language, "commands.shallow"), err=True)


def _tell_unkept(language: str) -> None:
    """Tell that nothing can be written beside the catalog: the next check judges all anew."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.own_folders import CACHE, writable_folder  # noqa: PLC0415

    if not writable_folder(catalog_root(Path.cwd()), *CACHE):
        folder = "/".join(CACHE)
        click.echo(line(say(language, "commands.verdicts-unkept", folder=folder)), err=True)


def _tell_each(report: Report, language: str, *, described: bool) -> None:
    """Tell each dataset alone: its verdict and, of those of a catalog, what to add next."""
    from hiraku.reporting.counted import verdict  # noqa: PLC0415

    judged = _completeness() if described else {}
    for name, part in report.parts.items():
        sentence = f"{name}: {verdict(part, language)}"
        if name in judged:
            values = {"score": judged[name].score, "next": judged[name].reason(language)}
            sentence += " " + say(language, "commands.completeness", **values)
        click.echo(line(sentence.rstrip()), err=True)


def _completeness() -> dict[str, Completeness]:
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.completeness import completeness  # noqa: PLC0415
    from hiraku.reading.catalog.catalog import read_catalog  # noqa: PLC0415

    datasets = read_catalog(catalog_root(Path.cwd())).catalog.datasets
    return {dataset.id: completeness(dataset) for dataset in datasets}


def _write(report: Report, options: dict[str, Any], language: str) -> None:
    """Write the report to the file that was asked for, once it is whole, else to the terminal."""
    from hiraku.own_files import write_output  # noqa: PLC0415
    from hiraku.reporting.report_format import write_report  # noqa: PLC0415

    output: Path | None = options["output"]
    out = io.StringIO() if output else sys.stdout
    write_report(options["form"], report, out, language, quiet=options["quiet"])
    if output and isinstance(out, io.StringIO):
        write_output(output, out.getvalue().encode())
        if not options["quiet"]:
            click.echo(line(say(language, "commands.report-written", file=output)), err=True)


def _demand_one_file(paths: tuple[Path, ...], output: Path | None) -> None:
    if len(paths) != 1 or paths[0].is_dir() or output is None:
        raise UsageError("stops.paint-one-file")
    if output.suffix.lower() != ".xlsx" or output.absolute() == paths[0].absolute():
        raise UsageError("stops.paint-another-file", file=output)


def _demand_another_file(paths: tuple[Path, ...], options: dict[str, Any]) -> None:
    """Raise `UsageError` where the report would be written over what is checked."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415

    output: Path | None = options["output"]
    if output is None or not output.exists():
        return
    read = [path for path in (*paths, options["schema"], options["dialect"]) if path]
    with suppress(UsageError):  # a file alone needs no catalog
        root = catalog_root(Path.cwd())
        read += [root / name for name in ("schemas", CONFIGURATION)]
        read += [] if paths else [root / "datasets"]
    around = (output.resolve(), *output.resolve().parents)
    if any(path.exists() and folder.samefile(path) for path in read for folder in around):
        raise UsageError("stops.output-is-input", file=output)


def _paint(report: Report, path: Path, options: dict[str, Any], language: str) -> None:
    """Write the file itself as a workbook, painted; what was there before stays until it is."""
    from hiraku.own_files import write_output  # noqa: PLC0415
    from hiraku.reporting.counted import verdict  # noqa: PLC0415
    from hiraku.reporting.painting.paint import paint  # noqa: PLC0415

    write_output(options["output"], paint(report, path, language))
    if not options["quiet"]:
        click.echo(line(say(language, "reports.painted", file=options["output"])))
        click.echo(verdict(report, language))
