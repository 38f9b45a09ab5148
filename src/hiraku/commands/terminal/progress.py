"""How far a command is, told on a terminal once it takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import Self

import click

from hiraku.languages import say
from hiraku.visible import visible


class Progress:
    """Hears how far the work is, and tells it in a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.shown = False

    def __enter__(self) -> Self:
        self.began = time.monotonic()
        return self

    def __call__(self, done: int, total: int, name: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - self.began > 1:
            word = say(self.language, "commands.checking")
            click.echo(f"\r\x1b[K{word} {done}/{total} {visible(name)}", nl=False, err=True)
            self.shown = True

    def __exit__(self, *error: object) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)
