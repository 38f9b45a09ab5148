"""The manual page of each finding, and the sentences that it is told in.

A page is `words/<code>/findings/<id>.md`. It begins with its title; paragraphs follow that begin
with a label of the language. A label may name a hint, `直し方 (grouped-number): `: its paragraph is
taken where the finding carries that hint. The other paragraphs are the example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from hiraku.languages import OTHERWISE, WORDS, filling, room
from hiraku.look_alikes import look_equal, told_apart
from hiraku.model import Text
from hiraku.problems import Place, Problem
from hiraku.visible import visible

_HINT = r"(?: \(([A-Za-z-]+)\))?: (.*)"


class _Ellipses(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


class Explanation(Struct, frozen=True):
    """A finding's page in `language`. `sentences` are found by part (found, cure, why) and hint."""

    id: str
    language: str
    title: str
    sentences: Mapping[tuple[str, str | None], str]
    example: str = ""

    def sentence(self, part: str, hint: str | None = None) -> str:
        """Return the sentence for the hint, or the general one, with its blanks."""
        return self.sentences.get((part, hint)) or self.sentences.get((part, None), "")

    def readable(self, part: str, hint: str | None = None) -> str:
        """Return the sentence with an ellipsis in each blank, for a page that tells no case."""
        return self.sentence(part, hint).format_map(_Ellipses())

    @property
    def hints(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hint for _, hint in self.sentences if hint))


@cache
def identifiers() -> tuple[str, ...]:
    """Return the id of every finding, sorted."""
    return tuple(sorted({path.stem for path in WORDS.glob("*/findings/*.md")}))


@cache
def explanation(identifier: str, language: str) -> Explanation:
    """Read the page of a finding, in another language where it is not written in this one.

    Raise KeyError where there is no such finding.
    """
    if identifier in identifiers():
        for code in (language, *OTHERWISE):
            path = WORDS / code / "findings" / f"{identifier}.md"
            if path.is_file():
                return _read(path, code)
    raise KeyError(identifier)


def titled(identifier: str, codes: Iterable[str]) -> Text:
    """Return the title of a finding in each language that has a page of it."""
    pages = (explanation(identifier, code) for code in codes)
    return Text({page.language: page.title for page in pages})


def _read(path: Path, language: str) -> Explanation:
    title, *paragraphs = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip("\n"))
    parts = {label: part for part, label in labels(language).items()}
    labelled = re.compile(f"({'|'.join(map(re.escape, parts))}){_HINT}", re.DOTALL)
    sentences: dict[tuple[str, str | None], str] = {}
    examples: list[str] = []
    for paragraph in paragraphs:
        if said := labelled.fullmatch(paragraph.strip()):
            sentences[parts[said[1]], said[2]] = " ".join(said[3].split("\n"))
        else:
            examples.append(paragraph.rstrip())
    return Explanation(path.stem, language, title, sentences, "\n\n".join(examples))


def labels(language: str) -> Mapping[str, str]:
    """Return the label of each part of a page: found, cure, why."""
    said: Mapping[str, str] = room(language, "language")["findings"]
    return said


def told(problem: Problem, part: str, language: str) -> str:
    """Fill the sentence of a part with what was found."""
    explained = explanation(problem.id, language)
    return explained.sentence(part, problem.hint).format_map(_blanks(problem, explained.language))


def page(identifier: str, language: str) -> str:
    """Return the whole page as plain text, every variant of the cure included."""
    explained = explanation(identifier, language)
    named = labels(explained.language)
    lines = [f"{explained.title} [{identifier}]"]
    for part, hint in explained.sentences:
        label = f"{named[part]}{f' ({hint})' if hint else ''}"
        lines.append(f"{label}: {explained.readable(part, hint)}")
    return "\n\n".join([*lines, explained.example] if explained.example else lines)


def _blanks(problem: Problem, language: str) -> dict[str, str]:
    place = problem.examples[0].place if problem.examples else problem.place
    cell = problem.examples[0].cell if problem.examples else None
    blanks = {**_place_blanks(place), "cell": shortened(cell or ""), "total": f"{problem.total:,}"}
    for key, value in problem.values.items():
        said = filling(value, language)
        blanks[key] = bounded(said) if isinstance(value, str) else said
    return {key: distinct(text, blanks.get("nearest", "")) for key, text in blanks.items()}


def distinct(text: str, nearest: str) -> str:
    """Show the code points of a word that only looks like the one that is proposed."""
    return told_apart(text, nearest) if nearest and look_equal(text, nearest) else text


def _place_blanks(place: Place) -> dict[str, str]:
    return {
        "file": place.file,
        "row": str(place.row or ""),
        "line": str(place.line or ""),
        "column": place.letter or "",
        "field": bounded(place.field or ""),
        "title": bounded(place.title or ""),
        "property": place.key or "",
    }


def bounded(text: str, limit: int = 500) -> str:
    """Return a text with the middle left out where nobody would read all of it in a sentence."""
    return text if len(text) <= limit else f"{text[: limit - 11]}…{text[-10:]}"


def shortened(text: str, limit: int = 60) -> str:
    """Return a text for one line of a terminal: control characters shown, the middle left out."""
    return bounded(visible(text), limit)
