"""The command line: parse, call one function, report, exit.

Exit codes: 0 nothing wrong, 1 problems, 2 usage, 3 cannot go on, 70 a fault of hiraku's own.
What takes more than a few milliseconds to import is imported where it is used, so that `--help`
and `--version` come at once.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from hiraku import __version__, languages
from hiraku.commands.changes import changes
from hiraku.commands.check import check
from hiraku.commands.ci import ci
from hiraku.commands.conform import conform
from hiraku.commands.desk import desk
from hiraku.commands.dictionary import dictionary, template
from hiraku.commands.fix import fix
from hiraku.commands.help import Group, language_around, language_asked
from hiraku.commands.init import init
from hiraku.commands.new import new
from hiraku.commands.terminal.man import man
from hiraku.commands.terminal.progress import Progress
from hiraku.commands.terminal.usage_faults import usage_fault
from hiraku.commands.tiles import tiles
from hiraku.commands.update import update
from hiraku.commands.withdrawing import purge, withdraw
from hiraku.errors import HirakuError, UsageError
from hiraku.languages import say
from hiraku.machine_faults import of_the_machine
from hiraku.spelling import nearest
from hiraku.visible import line, lines

CANNOT_GO_ON = 3
FAULT = 70
INTERRUPTED = 130
NOBODY_READ = 141
HUNG_UP = 129
TERMINATED = 143


@click.group(
    cls=Group, help="help.hiraku", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    __version__, "-V", "--version", message="hiraku %(version)s", help="help.version"
)
@click.option("--lang", type=click.Choice(languages.spoken()), help="help.lang")
@click.option("--debug", is_flag=True, help="help.debug")
@click.pass_context
def cli(context: click.Context, lang: str | None, debug: bool) -> None:  # noqa: FBT001
    """Keep for every command which language it speaks."""
    context.obj = {"language": language_around(lang), "debug": debug}


for command in (
    changes,
    check,
    ci,
    conform,
    desk,
    dictionary,
    fix,
    init,
    man,
    new,
    purge,
    template,
    tiles,
    update,
    withdraw,
):
    cli.add_command(command)


@cli.command(help="help.build")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="help.site-dir",
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    help="help.ledger",
)
@click.option("--untrusted", is_flag=True, envvar="HIRAKU_UNTRUSTED", help="help.untrusted")
@click.pass_obj
def build(
    obj: dict[str, str], *, site_dir: Path | None, ledger: Path | None, untrusted: bool
) -> int:
    """Check, build aside, verify, then switch."""
    from hiraku.publishing.publish import publish  # noqa: PLC0415
    from hiraku.reporting.report_format import write_report  # noqa: PLC0415

    language = obj["language"]
    with Progress(language) as progress:
        published = publish(Path.cwd(), site_dir, progress, untrusted=untrusted, ledger=ledger)
    write_report("text", published.report, sys.stdout, language)
    if not published.report.ok:
        click.echo(say(language, "commands.not-published"))
        return 1
    told_of = {"folder": published.site_dir, "n": f"{published.files:,}"}
    click.echo(line(say(language, "commands.published", **told_of)))
    if published.shallow:
        click.echo(say(language, "commands.shallow"), err=True)
    if published.unpictured:
        charts = {"n": len(published.unpictured), "path": published.unpictured[0]}
        click.echo(line(say(language, "commands.unpictured", **charts)), err=True)
    return 0


@cli.command(help="help.serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="help.port"
)
@click.pass_obj
def serve(obj: dict[str, str], port: int) -> None:
    """Show the site on this machine and follow changes."""
    from hiraku.publishing.publish import serve as serve_site  # noqa: PLC0415

    language = obj["language"]

    def listening(url: str) -> None:
        click.echo(say(language, "commands.listening", url=url))

    serve_site(Path.cwd(), port, language, listening)


@cli.command(help="help.explain")
@click.argument("rule", required=False)
@click.pass_obj
def explain(obj: dict[str, str], rule: str | None) -> None:
    """Explain a finding; without RULE, list them all."""
    from hiraku import explanations  # noqa: PLC0415
    from hiraku.changes.compare import rule_pages  # noqa: PLC0415

    language = obj["language"]
    if rule is None:
        for finding in explanations.identifiers():
            title = explanations.explanation(finding, language).title
            click.echo(line(f"{finding:24} {title}"))
    elif rule in explanations.identifiers():
        click.echo(explanations.page(rule, language))
    elif of_changes := rule_pages.rules_of(rule):
        click.echo(rule_pages.page(of_changes, language))
    else:
        near = nearest(rule, explanations.identifiers())
        key = "stops.no-finding-but-near" if near else "stops.no-finding"
        raise UsageError(key, rule=rule, nearest=near)


def main() -> NoReturn:
    """Run the command line and exit with its code; no traceback without `--debug`."""
    _have_all_streams()
    _put_away_when_ended()
    out = sys.stdout
    try:
        code = cli.main(prog_name="hiraku", standalone_mode=False)
        sys.stdout.flush()  # what a full disk did not take is no success
    except SystemExit:
        if sys.stdout is not out:  # click puts another there where nobody reads, and ends with 1
            sys.exit(NOBODY_READ)
        raise
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        click.echo(lines(usage_fault(error, language_asked())), err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(language_asked(), "commands.interrupted"), err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NOBODY_READ
    except BaseException as error:  # noqa: BLE001 - a panic of a library in Rust is no Exception
        code = _tell(error)
    sys.exit(code or 0)


def _have_all_streams() -> None:
    """Let nothing that is opened stand where a closed stream was, and no character stop us."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it is given the lowest number that is free
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name) or os.fdopen(number, "w" if number else "r")
        setattr(sys, name, stream)
        if number and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _put_away_when_ended() -> None:
    """Leave nothing behind where somebody ends us, or closes the window; `nohup` is heeded."""
    codes = {signal.SIGTERM: TERMINATED, signal.SIGHUP: HUNG_UP}
    for number, code in codes.items():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda *_, code=code: sys.exit(code))


def _tell(error: BaseException) -> int:
    if "--debug" in sys.argv[1:]:
        click.echo(lines("".join(traceback.format_exception(error)).rstrip()), err=True)
    language = language_asked()
    if isinstance(error, HirakuError):
        click.echo(lines(error.in_language(language)), err=True)
        return error.exit_code
    if reason := of_the_machine(error, language):
        click.echo(line(say(language, "commands.cannot-go-on", reason=reason)), err=True)
        return CANNOT_GO_ON
    if isinstance(error, RuntimeError) and "interrupted" in str(error).casefold():
        return INTERRUPTED  # DuckDB's answer to Ctrl-C
    fault = say(language, "commands.fault")
    click.echo(line(f"{fault} [{type(error).__name__}: {error}]"), err=True)
    return FAULT
