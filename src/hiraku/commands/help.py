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
from click.shell_completion import CompletionItem

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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what may follow, each with its help; some shells show it."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            if str(item.help).startswith("help."):
                item.help = say(_language(ctx), str(item.help)).strip().partition("\n")[0]
        return items

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        prefix = say(_language(ctx), "help.usage") + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            paragraphs = paragraphs_told(self, _language(ctx))
            formatter.write_text("\n\n".join(_AS_THEY_STAND + text for text in paragraphs))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each option with its help, its default and what it demands."""
        language = _language(ctx)
        rows = [
            (spelt, _AS_THEY_STAND + sentence) for spelt, sentence in options_told(ctx, language)
        ]
        with formatter.section(say(language, "help.options")):
            formatter.write_dl(rows)


class Group(Command, click.Group):
    """A command of commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        language = _language(ctx)
        rows = [
            (name, _AS_THEY_STAND + next(paragraphs_told(command, language)))
            for name, command in sorted(self.commands.items())
        ]
        with formatter.section(say(language, "help.commands")):
            formatter.write_dl(rows)


def _language(ctx: click.Context) -> str:
    state: dict[str, str] | None = ctx.find_root().obj
    return state["language"] if state else language_asked()


def paragraphs_told(command: click.Command, language: str) -> Iterator[str]:
    """Yield what a command does, paragraph by paragraph; the first is its line in the list."""
    yield from say(language, str(command.help)).strip().split("\n\n")


def options_told(ctx: click.Context, language: str) -> Iterator[tuple[str, str]]:
    """Yield each option of a command as it is spelt, and what it does, with its default."""
    for option in ctx.command.get_params(ctx):
        if isinstance(option, click.Option):
            spelt, _ = option.get_help_record(ctx) or ("", "")
            help_ = say(language, str(option.help))
            yield spelt, " ".join([help_, *_demands(option, ctx, language)])


def _demands(option: click.Option, ctx: click.Context, language: str) -> Iterator[str]:
    extra = option.get_help_extra(ctx)
    if "default" in extra:
        yield say(language, "help.default", value=extra["default"])
    if "range" in extra:
        yield say(language, "help.range", range=extra["range"])
    if "required" in extra:
        yield say(language, "help.required")
