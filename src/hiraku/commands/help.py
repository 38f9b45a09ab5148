"""Help of the commands in the language asked for, and what was wrong in how one was called.

A command and an option name their help by its key in `words/<code>/help.toml`. The first paragraph
of a command's help is its line in the list of commands; lines stand as the file has them, for
Japanese has no spaces to break them at. What click itself would say in English is said here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click

from hiraku import languages
from hiraku.languages import say

_AS_THEY_STAND = "\b\n"  # click's mark of a paragraph whose lines are not broken anew


def language_around(chosen: str | None) -> str:
    """Return the language asked for, else the locale's, else that of the catalog around here."""
    return chosen or languages.of_locale() or _of_catalog()


def language_asked() -> str:
    """Return the language asked for, of a command line that could not be read as well."""
    words = pairwise(" ".join(sys.argv[1:]).replace("=", " ").split())
    named = dict(words).get("--lang")
    return language_around(named if named in languages.spoken() else None)


def _of_catalog() -> str:
    from hiraku.reading.catalog.catalog import language_of  # noqa: PLC0415 - few have no locale

    return language_of(Path.cwd())


class Command(click.Command):
    """A command whose help is said in the language asked for."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, its own help a key as that of all others."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "help.help"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        prefix = say(_language(ctx), "help.usage") + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(_paragraphs(self, _language(ctx))))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each option with its help, its default and what it demands."""
        language = _language(ctx)
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        with formatter.section(say(language, "help.options")):
            formatter.write_dl([_row(option, ctx, language) for option in options])


class Group(Command, click.Group):
    """A command of commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        language = _language(ctx)
        rows = [
            (name, next(_paragraphs(command, language)))
            for name, command in sorted(self.commands.items())
        ]
        with formatter.section(say(language, "help.commands")):
            formatter.write_dl(rows)


def _language(ctx: click.Context) -> str:
    state: dict[str, str] | None = ctx.find_root().obj
    return state["language"] if state else language_asked()


def _paragraphs(command: click.Command, language: str) -> Iterator[str]:
    for paragraph in say(language, str(command.help)).strip().split("\n\n"):
        yield _AS_THEY_STAND + paragraph


def _row(option: click.Option, ctx: click.Context, language: str) -> tuple[str, str]:
    spelt, _ = option.get_help_record(ctx) or ("", "")
    sentence = " ".join([say(language, str(option.help)), *_demands(option, ctx, language)])
    return spelt, _AS_THEY_STAND + sentence


def _demands(option: click.Option, ctx: click.Context, language: str) -> Iterator[str]:
    extra = option.get_help_extra(ctx)
    if "default" in extra:
        yield say(language, "help.default", value=extra["default"])
    if "range" in extra:
        yield say(language, "help.range", range=extra["range"])
    if "required" in extra:
        yield say(language, "help.required")
