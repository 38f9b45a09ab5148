"""How metadata say a text in several languages: each form in one place."""

from __future__ import annotations

from collections.abc import Sequence

from hiraku.model import Dataset, Text, Words, text_in


def in_each(words: Words, codes: Sequence[str]) -> str:
    """Return words in every language: a description of an API has none of its own."""
    return " / ".join(dict.fromkeys(text_in(codes, words).words.values()))


def further(key: str, text: Text, codes: Sequence[str]) -> dict[str, str | None]:
    """Return what is said beside `key` in each language but the first: `title_en`."""
    return {f"{key}_{code}": text.words.get(code) for code in codes[1:]}


def marked(key: str, text: Text) -> dict[str, str]:
    """Return a text as Data Package does: `title` in the first language, `title@en` in others."""
    first = next(iter(text.words), "")
    return {key if code == first else f"{key}@{code}": said for code, said in text.words.items()}


def languages_of(dataset: Dataset, codes: Sequence[str]) -> list[str]:
    """Return the languages of a dataset's data: those that it states, else the catalog's first."""
    stated: Sequence[str] = dataset.descriptor.get("languages") or codes[:1]
    return list(stated)
