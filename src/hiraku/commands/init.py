"""`hiraku init`: a catalog that builds at once."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import own_name, say, spoken
from hiraku.starting.answers import (
    NOWHERE,
    Answers,
    listed_languages,
    name_from,
    sound_code,
    sound_name,
    sound_place,
    whole_address,
)
from hiraku.visible import line

if TYPE_CHECKING:
    from hiraku.desk.taking_over.files import TakenOver

_Judged = TypeVar("_Judged")
_FROM = ("packages", "ckan")


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
@click.option("--from-packages", type=click.Path(path_type=Path), help="help.from-packages")
@click.option("--from-ckan", type=click.Path(path_type=Path), help="help.from-ckan")
@click.pass_obj
def init(obj: dict[str, str], /, *, folder: Path, **options: Any) -> int:
    """Begin a catalog in FOLDER; nothing that is there is overwritten."""
    from hiraku.starting.start import start  # noqa: PLC0415

    language = obj["language"]
    questions = _Questions(language, options)
    given = questions.answers(folder)
    taken = _taken_over(options, folder, given)
    files = {path: text for dataset in taken or () for path, text in dataset.files.items()}
    today = dt.date.today()  # noqa: DTZ011 - the steward's own day
    started = start(folder, given, today, None if taken is None else files)
    for path in started.written:
        click.echo(line(f"  {path}"))
    for path in started.kept:
        click.echo(line(say(language, "starting.kept", path=path)))
    click.echo(line(say(language, "starting.started", folder=folder.resolve())))
    if questions.assumed:
        values = {
            "assumed": tuple(f"{option} {text}" for option, text in questions.assumed.items())
        }
        click.echo(line(say(language, "starting.assumed", **values)))
    return 0 if taken is None else _told_of(taken, folder, language)


def _taken_over(options: Mapping[str, Any], folder: Path, given: Answers) -> list[TakenOver] | None:
    """Return the datasets of others that are asked for; None where none are."""
    asked = [(kind, options[f"from_{kind}"]) for kind in _FROM if options[f"from_{kind}"]]
    if not asked:
        return None
    if len(asked) > 1:
        raise UsageError("starting.one-origin")
    from hiraku.desk.taking_over.take_over import datasets_from  # noqa: PLC0415

    ((kind, source),) = asked
    return datasets_from(kind, source, folder, given)


def _told_of(taken: list[TakenOver], folder: Path, language: str) -> int:
    """Tell of each dataset what was taken over and what was left, then check the catalog."""
    from hiraku.commands.new import checked  # noqa: PLC0415

    for dataset in taken:
        click.echo(line(say(language, "starting.taken", id=dataset.id, n=dataset.tables)))
        for words in dataset.left:
            click.echo(line("  " + words.in_language(language)))
    return checked(folder, language)


_NOBODYS = ("place", "address")
_QUESTIONS = {
    "languages": "starting.ask-languages",
    "place": "starting.ask-place",
    "name": "starting.ask-name",
    "code": "starting.ask-code",
    "address": "starting.ask-address",
}


class _Questions:
    """Asks on a terminal for what no option says; elsewhere a default is taken.

    `assumed` are the options whose default cannot be right for anybody, with that default.
    """

    def __init__(self, language: str, options: Mapping[str, Any]) -> None:
        self.language = language
        self.options = options
        self.asking = sys.stdin.isatty() and sys.stdout.isatty()
        self.assumed: dict[str, str] = {}

    def answers(self, folder: Path) -> Answers:
        named = self._answer(
            "languages", self.language, listed_languages, known=", ".join(spoken())
        )
        return Answers(
            languages=named,
            places=self.options["places"] or self._places(named),
            name=self._answer("name", name_from(folder.resolve().name), sound_name),
            code=self._answer("code", "", sound_code),
            address=self._answer("address", NOWHERE, whole_address),
        )

    def _places(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            self._answer("place", say(code, "starting.some-place"), sound_place, of=own_name(code))
            for code in (codes if self.asking else codes[:1])
        )

    def _answer(
        self, key: str, default: str, judge: Callable[[str], _Judged], **values: str
    ) -> _Judged:
        """Return an answer, judged; one that is wrong is asked for again at once on a terminal."""
        given = self.options.get(key)
        if given is not None:
            return judge(str(given))
        if not self.asking:
            if key in _NOBODYS:
                self.assumed[f"--{key}"] = default
            return judge(default)
        question = say(self.language, _QUESTIONS[key], **values)
        while True:
            text = click.prompt(question, default=default, show_default=bool(default))
            try:
                return judge(str(text))
            except UsageError as error:
                click.echo(line(error.in_language(self.language)))
