"""What only a person knows of a table: questions, each with a proposal, and answers judged.

A proposal is taken from the file itself. Where the file does not say it the proposal is empty, and
an empty answer leaves a gap that is told: nothing is invented.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from hiraku import languages
from hiraku.admitted import demand_file
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.problems import Refused
from hiraku.reading.descriptors.read import parse_descriptor

MOST = 10

# What stands beside a sign of Japanese is there for looks: 年 月.
_SPACE_OF_LOOKS = re.compile(r"(?<=[^\x00-\u024f]) | (?=[^\x00-\u024f])")
_PAIR = re.compile(r"\s*([^=＝]+?)\s*[=＝]\s*(.*?)\s*")


def _nothing(_answer: str) -> Sequence[str]:
    return ()


class Question(Struct, frozen=True):
    """One question: `values` fill the blanks of its sentence.

    `judge` returns the answer as it is kept, or raises `UsageError`; `lacks` returns what an answer
    leaves open that a person is asked for again. `choices` are the answers to choose from, each
    with its words; empty for a text.
    """

    id: str
    proposal: str
    values: Mapping[str, object] = field(default_factory=dict)
    judge: Callable[[str], str] = str.strip
    lacks: Callable[[str], Sequence[str]] = _nothing
    choices: Mapping[str, str] = field(default_factory=dict)


QUESTIONS = {
    "sheet": "desk.ask-sheet",
    "table": "desk.ask-table",
    "hidden": "desk.ask-hidden",
    "long": "desk.ask-long",
    "id": "desk.ask-id",
    "title": "desk.ask-title",
    "row": "desk.ask-row",
    "key": "desk.ask-key",
    "names": "desk.ask-names",
    "units": "desk.ask-units",
    "symbols": "desk.ask-symbols",
    "source": "desk.ask-source",
    "frequency": "desk.ask-frequency",
    "theme": "desk.ask-theme",
    "data": "desk.ask-data",
}
"""The sentence of each question by its id."""


def still_open(question: Question, lacking: Sequence[str], language: str) -> str:
    """Return the sentence that asks for what an answer leaves open."""
    if list(lacking) == [question.id]:
        return say(language, "desk.unanswered")
    return say(language, "desk.still-open", columns=languages.listed(language, lacking))


class Inquiry:
    """Asks at most `MOST` questions; what was answered before is not asked again.

    `left` are the ids of questions beyond that, of which the proposal was taken. `met` are all
    questions so far, answered before or not; the last one is at hand.
    """

    def __init__(self, given: Mapping[str, str], ask: Callable[[Question], str]) -> None:
        self.given, self._ask = given, ask
        self.asked: list[Question] = []
        self.left: list[str] = []
        self.answers: dict[str, str] = {}
        self.met: dict[str, Question] = {}

    def answer(self, question: Question) -> str:
        """Return the answer to a question, judged."""
        self.met[question.id] = question
        if question.id in self.given:
            answer = question.judge(self.given[question.id])
        elif len(self.asked) == MOST:
            self.left.append(question.id)
            answer = question.judge(question.proposal)
        else:
            self.asked.append(question)
            answer = self._ask(question)
        self.answers[question.id] = answer
        return answer

    def still_open(self, language: str) -> dict[str, str]:
        """Return what the answers leave open, by their questions, as a person is told."""
        lacking = {
            name: question.lacks(self.answers[name])
            for name, question in self.met.items()
            if name in self.answers
        }
        return {
            name: still_open(self.met[name], parts, language)
            for name, parts in lacking.items()
            if parts
        }


def form_question(language: str) -> Question:
    """Return the question in what form the data are kept; it is answered where nobody asks it."""
    choices = {
        "csv": say(language, "desk.data-csv"),
        "workbook": say(language, "desk.data-workbook"),
    }
    return Question("data", "csv", judge=chosen(choices), choices=choices)


def answers_from(path: Path) -> dict[str, str]:
    """Return the answers of a file, by the ids of their questions; raise where it holds others."""
    demand_file(path)
    try:
        tree = parse_descriptor(path.read_bytes(), path.name).value
    except (Refused, OSError):
        raise UsageError("desk.no-answers", file=path) from None
    answers = {key: _answer(value) for key, value in tree.items()} if _is_mapping(tree) else {}
    strange = [key for key in answers if key not in QUESTIONS]
    if strange or not answers:
        raise UsageError(
            "desk.no-such-question", key=", ".join(strange), known=", ".join(QUESTIONS)
        )
    return answers


def answers_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return the answers of `id=text`; raise where there is no question of that id."""
    answers = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign or key not in QUESTIONS:
            raise UsageError("desk.no-such-question", key=key, known=", ".join(QUESTIONS))
        answers[key] = text
    return answers


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _answer(value: object) -> str:
    stated = value.get("answer", "") if isinstance(value, dict) else value
    return "" if stated is None else str(stated)


def pairs(text: str, known: Iterable[str]) -> dict[str, str]:
    """Return `列=値、列=値` as a mapping; raise `UsageError` for a part that is no such pair."""
    names = {bare(name): name for name in known}
    values = {}
    for part in filter(str.strip, re.split("[、,;；\n]", text)):
        match = _PAIR.fullmatch(part)
        if not match or bare(match[1]) not in names:
            stated = tuple(sorted(names.values()))
            raise UsageError("desk.no-pair", part=part.strip(), known=stated)
        values[names[bare(match[1])]] = match[2]
    return {name: value for name, value in values.items() if value}


def handle(title: str) -> str:
    """Return a column's title as answers name it: without what parts them, with spaces of words."""
    return _SPACE_OF_LOOKS.sub("", " ".join(re.sub("[、,，;；=＝]+", "", title).split()))


def bare(name: str) -> str:
    """Return what tells a name from others, whichever spaces somebody typed."""
    return re.sub(r"[、,，;；=＝\s]+", "", name)


def written(values: Mapping[str, str]) -> str:
    """Return a mapping as `pairs` reads it."""
    return joined([f"{name}={value}" for name, value in values.items()])


def joined(parts: Sequence[str]) -> str:
    """Return an answer of several parts, parted as their writing does: a, b and 年、月."""
    return (", " if all(map(str.isascii, parts)) else "、").join(parts)


def chosen(
    choices: Mapping[str, str], also: Mapping[str, str] | None = None
) -> Callable[[str], str]:
    """Return a judge that takes a choice by itself, its words or its number; or no answer.

    `also` are further words for choices, parted by commas.
    """
    further = {
        word.strip(): value
        for value, said in (also or {}).items()
        for word in re.split("[、,]", said)
    }
    words = further | {label: value for value, label in choices.items()}
    bare = {label.strip(): value for label, value in words.items()}
    numbers = {str(number): value for number, value in enumerate(choices, 1)}

    def judge(text: str) -> str:
        answer = unicodedata.normalize("NFKC", text).strip()
        known = words.get(text) or bare.get(text.strip())
        known = known or (answer if answer in choices else numbers.get(answer))
        if known is None and answer:
            raise UsageError("desk.no-choice", text=text.strip(), known=listed(choices))
        return known or ""

    return judge


def listed(choices: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of choices with their numbers: `1 毎日`, `2 毎週`."""
    return tuple(f"{number} {label}" for number, label in enumerate(choices.values(), 1))


def answered(name: str) -> Callable[[str], Sequence[str]]:
    """Return what an empty answer leaves open: the question itself."""
    return lambda text: () if text else (name,)
