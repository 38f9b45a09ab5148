"""What was wrong in how a command was called: click's exceptions in the language asked for."""

from __future__ import annotations

import click
from click.exceptions import NoArgsIsHelpError

from hiraku.languages import listed, say


def usage_fault(error: click.ClickException, language: str) -> str:
    """Return what is wrong, and the command that shows the help."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    sentence = _fault(error, language)
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return sentence
    return say(language, "help.see", told=sentence, command=f"{ctx.command_path} --help")


def _fault(error: click.ClickException, language: str) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown("help.no-option", error.option_name, error.possibilities, language)
    if isinstance(error, click.NoSuchCommand):
        return _unknown("help.no-command", error.command_name, error.possibilities, language)
    if isinstance(error, click.MissingParameter):
        return say(language, "help.missing", name=_named(error))
    if isinstance(error, click.BadParameter):
        return _bad(error, language)
    return _wrong(error, language)


def _unknown(key: str, name: str, near: list[str] | None, language: str) -> str:
    sentence = say(language, key, name=name)
    return say(language, "help.near", told=sentence, name=near[0]) if near else sentence


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.get_error_hint(error.ctx).replace("'", "")


def _bad(error: click.BadParameter, language: str) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        choices = listed(language, map(str, kind.choices))
        return say(language, "help.not-a-choice", name=_named(error), choices=choices)
    if isinstance(kind, click.IntRange):
        key = "help.not-a-number-from" if kind.max is None else "help.not-a-number-between"
        return say(language, key, name=_named(error), least=kind.min, most=kind.max)
    if isinstance(kind, click.types.IntParamType):
        return say(language, "help.not-a-number", name=_named(error))
    return _wrong(error, language)


def _wrong(error: click.ClickException, language: str) -> str:
    return say(language, "help.wrong", told=error.format_message().rstrip("."))
