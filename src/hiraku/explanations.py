"""The manual page of each finding, and the sentences that it is told in (`findings/<id>.md`).

A page begins with its titles, `Japanese | English`; labelled paragraphs follow. A label may name a
hint, `直し方 (grouped-number)`: its paragraph is taken where the finding carries that hint.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from hiraku.model import Text
from hiraku.problems import Place, Problem

_FOLDER = Path(__file__).parent / "findings"
_LABEL = re.compile(
    r"(見つかったこと|直し方|理由|Found|Cure|Why)(?: \(([A-Za-z-]+)\))?: (.*)", re.DOTALL
)
_WORDS = {
    "見つかったこと": ("found", "ja"),
    "直し方": ("cure", "ja"),
    "理由": ("why", "ja"),
    "Found": ("found", "en"),
    "Cure": ("cure", "en"),
    "Why": ("why", "en"),
}


class _Ellipses(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


class Explanation(Struct, frozen=True):
    """A finding's page. `sentences` are found by part (found, cure, why), language and hint."""

    id: str
    title: Text
    sentences: dict[tuple[str, str, str | None], str]
    example: str = ""

    def sentence(self, part: str, language: str, hint: str | None = None) -> str:
        """Return the sentence for the hint, or the general one, with its blanks."""
        general = self.sentences.get((part, language, None), "")
        return self.sentences.get((part, language, hint), general)

    def readable(self, part: str, language: str, hint: str | None = None) -> str:
        """Return the sentence with an ellipsis in each blank, for a page that tells no case."""
        return self.sentence(part, language, hint).format_map(_Ellipses())

    @property
    def hints(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hint for _, _, hint in self.sentences if hint))


@cache
def identifiers() -> tuple[str, ...]:
    """Return the id of every finding, sorted."""
    pages = _FOLDER.iterdir()
    return tuple(sorted(page.name.removesuffix(".md") for page in pages))


@cache
def explanation(identifier: str) -> Explanation:
    """Read the page of a finding; raise KeyError where there is none."""
    if identifier not in identifiers():
        raise KeyError(identifier)
    page = (_FOLDER / f"{identifier}.md").read_text(encoding="utf-8")
    first, *paragraphs = re.split(r"\n\s*\n", page.strip("\n"))
    ja, _, en = first.partition(" | ")
    sentences: dict[tuple[str, str, str | None], str] = {}
    examples: list[str] = []
    for paragraph in paragraphs:
        if labelled := _LABEL.fullmatch(paragraph.strip()):
            part, language = _WORDS[labelled[1]]
            sentences[part, language, labelled[2]] = " ".join(labelled[3].split("\n"))
        else:
            examples.append(paragraph.rstrip())
    return Explanation(identifier, Text(ja, en), sentences, "\n\n".join(examples))


def told(problem: Problem, part: str, language: str) -> str:
    """Fill the sentence of a part with what was found."""
    sentence = explanation(problem.id).sentence(part, language, problem.hint)
    return sentence.format_map(_blanks(problem, language))


def page(identifier: str, language: str) -> str:
    """Return the whole page as plain text, every variant of the cure included."""
    found = explanation(identifier)
    lines = [f"{found.title.in_language(language)} [{identifier}]"]
    for part, spoken, hint in found.sentences:
        if spoken == language:
            label = next(word for word, named in _WORDS.items() if named == (part, spoken))
            sentence = found.readable(part, language, hint)
            lines.append(f"{label}{f' ({hint})' if hint else ''}: {sentence}")
    return "\n\n".join([*lines, found.example] if found.example else lines)


def _blanks(problem: Problem, language: str) -> dict[str, str]:
    place = problem.examples[0].place if problem.examples else problem.place
    cell = problem.examples[0].cell if problem.examples else None
    blanks = {**_place_blanks(place), "cell": shortened(cell or ""), "total": f"{problem.total:,}"}
    for key, value in problem.values.items():
        blanks[key] = value.in_language(language) if isinstance(value, Text) else str(value)
    return blanks


def _place_blanks(place: Place) -> dict[str, str]:
    return {
        "file": place.file,
        "row": str(place.row or ""),
        "line": str(place.line or ""),
        "column": place.letter or "",
        "field": place.field or "",
        "title": place.title or "",
        "property": place.key or "",
    }


def shortened(text: str, limit: int = 60) -> str:
    """Return a text for one line of a terminal: control characters shown, the middle left out."""
    shown = "".join(each if each.isprintable() else _visible(each) for each in text)
    return shown if len(shown) <= limit else f"{shown[: limit - 11]}…{shown[-10:]}"


def _visible(character: str) -> str:
    names = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u3000": "\u3000"}
    return names.get(character, f"<U+{ord(character):04X}>")
