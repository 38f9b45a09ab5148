"""`datasets/search.yaml` becomes the words that the search knows.

A word may stand in one group of synonyms only: in two, a search for it would find what nobody
meant. Words are compared as the search compares them, so `DX` and `ｄｘ` are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.folding import fold
from hiraku.model import Key, SearchWords
from hiraku.problems import Problem
from hiraku.reading.descriptors.document import Document

_Placed = tuple[tuple[Key, ...], str]


def build_search_words(document: Document) -> tuple[SearchWords, list[Problem]]:
    readings = document.value.get("readings") or {}
    groups = document.value.get("synonyms") or ()
    words = SearchWords(readings, tuple(map(tuple, groups)))
    read: list[_Placed] = [(("readings", word), word) for word in readings]
    meant: list[_Placed] = [
        (("synonyms", group, position), word)
        for group, members in enumerate(groups)
        for position, word in enumerate(members)
    ]
    return words, [*_repeated(document, read), *_repeated(document, meant)]


def _repeated(document: Document, words: list[_Placed]) -> Iterator[Problem]:
    first: dict[str, tuple[Key, ...]] = {}
    for keys, word in words:
        earlier = first.setdefault(fold(word), keys)
        if earlier != keys:
            values = {"word": word, "first_line": str(document.origin.line(*earlier))}
            yield Problem("search-word-repeated", document.place(*keys), values)
