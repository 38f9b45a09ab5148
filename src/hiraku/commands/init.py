"""`hiraku init`: a catalog that builds at once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hiraku.languages import own_name, say, spoken
from hiraku.visible import line

if TYPE_CHECKING:
    from hiraku.starting.answers import Answers


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--name", help="カタログの名前（英小文字、数字、-）/ name of the catalog (a-z, 0-9, -)"
)
@click.option(
    "--place",
    "places",
    multiple=True,
    help="公開する団体の名前。言語の順に繰り返せる / "
    "the body that publishes; again for each language",
)
@click.option(
    "--code", help="6桁の全国地方公共団体コード / the body's code of six digits, in Japan"
)
@click.option("--languages", help="サイトの言語、はじめが主 / languages of the site, as in ja,en")
@click.option("--address", help="公開するサイトの URL / address of the site to be")
@click.pass_obj
def init(obj: dict[str, str], /, *, folder: Path, **options: Any) -> None:
    """新しいカタログを作る。すぐに検査と公開ができる。

    Begin a catalog in FOLDER, which can be checked and built at once. Asks on a terminal for what
    the options do not say. Nothing that is there is overwritten.
    """
    import datetime as dt  # noqa: PLC0415 - what only this command needs

    from hiraku.starting.start import start  # noqa: PLC0415

    language = obj["language"]
    answers = _Questions(language, options).answers(folder)
    started = start(folder, answers, dt.date.today())  # noqa: DTZ011 - the steward's own day
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

    def answers(self, folder: Path) -> Answers:
        from hiraku.starting import answers  # noqa: PLC0415 - `--help` comes at once

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
