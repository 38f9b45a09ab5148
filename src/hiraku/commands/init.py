"""`hiraku init`: a catalog that builds at once."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from hiraku.commands.help import Command
from hiraku.languages import own_name, say, spoken
from hiraku.starting import answers
from hiraku.visible import line


@click.command(cls=Command, help="help.init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--name", help="help.name")
@click.option(
    "--place",
    "places",
    multiple=True,
    help="help.place",
)
@click.option("--code", help="help.code")
@click.option("--languages", help="help.languages")
@click.option("--address", help="help.address")
@click.pass_obj
def init(obj: dict[str, str], /, *, folder: Path, **options: Any) -> None:
    """Begin a catalog in FOLDER; nothing that is there is overwritten."""
    from hiraku.starting.start import start  # noqa: PLC0415

    language = obj["language"]
    given = _Questions(language, options).answers(folder)
    started = start(folder, given, dt.date.today())  # noqa: DTZ011 - the steward's own day
    for path in started.written:
        click.echo(f"  {path}")
    for path in started.kept:
        click.echo(say(language, "starting.kept", path=path))
    click.echo(line(say(language, "starting.started", folder=folder.resolve())))


_QUESTIONS = {
    "languages": "starting.ask-languages",
    "place": "starting.ask-place",
    "name": "starting.ask-name",
    "code": "starting.ask-code",
    "address": "starting.ask-address",
}


class _Questions:
    """Asks on a terminal for what no option says; elsewhere a default is taken."""

    def __init__(self, language: str, options: Mapping[str, Any]) -> None:
        self.language = language
        self.options = options
        self.asking = sys.stdin.isatty() and sys.stdout.isatty()

    def answers(self, folder: Path) -> answers.Answers:
        named = self._answer("languages", self.language, languages=", ".join(spoken()))
        codes = answers.listed_languages(named)
        return answers.Answers(
            languages=codes,
            places=self.options["places"] or self._places(codes),
            name=self._answer("name", answers.name_from(folder.resolve().name)),
            code=self._answer("code", "") or None,
            address=answers.whole_address(self._answer("address", answers.NOWHERE)),
        )

    def _places(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        asked = codes if self.asking else codes[:1]
        spare = [say(code, "starting.some-place") for code in asked if code in spoken()]
        return tuple(
            self._answer("place", place, language=own_name(code))
            for code, place in zip(asked, spare, strict=False)
        )

    def _answer(self, key: str, default: str, **values: str) -> str:
        given = self.options.get(key)
        if given is not None:
            return str(given)
        if not self.asking:
            return default
        question = say(self.language, _QUESTIONS[key], **values)
        return str(click.prompt(question, default=default, show_default=bool(default)))
