"""`hiraku man`: the manual page of man(7), made of what `--help` says."""

from __future__ import annotations

from collections.abc import Iterator

import click

from hiraku import __version__
from hiraku.commands.help import Command, Group, options_told, paragraphs_told
from hiraku.languages import say


@click.command(cls=Command, help="help.man")
@click.pass_context
def man(context: click.Context) -> None:
    """Write the page of all commands to standard output."""
    click.echo("\n".join(_page(context.find_root(), context.obj["language"])))


def _page(root: click.Context, language: str) -> Iterator[str]:
    yield f'.TH HIRAKU 1 "" "hiraku {__version__}"'
    yield ".ad l"  # what has no spaces cannot be set to both margins
    yield from _section(say(language, "help.man-name"))
    yield f"hiraku \\- {_text(next(paragraphs_told(root.command, language)))}"
    yield from _section(say(language, "help.man-synopsis"))
    yield f"{_bold('hiraku')} {_text(' '.join(root.command.collect_usage_pieces(root)))}"
    yield from _section(say(language, "help.options"))
    yield from _options(root, language)
    yield from _section(say(language, "help.commands"))
    group = root.command
    for name, command in sorted(group.commands.items()) if isinstance(group, Group) else ():
        yield from _command(click.Context(command, root, name), language)


def _command(context: click.Context, language: str) -> Iterator[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield f".SS {_quoted(f'hiraku {context.info_name} {pieces}')}"
    for number, paragraph in enumerate(paragraphs_told(context.command, language)):
        yield from (".PP",) if number else ()
        yield from map(_text, paragraph.splitlines())
    yield from _options(context, language)


def _options(context: click.Context, language: str) -> Iterator[str]:
    for spelt, sentence in options_told(context, language):
        yield from (".TP", _bold(spelt), *map(_text, sentence.splitlines()))


def _section(title: str) -> Iterator[str]:
    yield f".SH {_quoted(title.upper())}"


def _text(text: str) -> str:
    """Return a line of text: what roff reads as its own is written as signs."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def _bold(text: str) -> str:
    return f"\\fB{_text(text)}\\fR"


def _quoted(text: str) -> str:
    inner = _text(text).replace('"', "\\(dq")
    return f'"{inner}"'
