"""How much of what users ask is said in a dataset's description, and what is worth adding next.

Of 100 points each answer has its share. What publishing demands anyway (a title, a licence) has
none. The next thing is the one that is missing and worth most.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from hiraku.languages import say
from hiraku.model import Dataset

_POINTS = {
    "row": 15,
    "description": 15,
    "sources": 15,
    "fields": 15,
    "temporal": 10,
    "keywords": 10,
    "frequency": 10,
    "theme": 5,
    "contact": 5,
}
_REASONS = {
    "row": "commands.add-row",
    "description": "commands.add-description",
    "sources": "commands.add-sources",
    "fields": "commands.add-fields",
    "temporal": "commands.add-temporal",
    "keywords": "commands.add-keywords",
    "frequency": "commands.add-frequency",
    "theme": "commands.add-theme",
    "contact": "commands.add-contact",
}


class Completeness(Struct, frozen=True):
    """`score` is from 0 to 100; `missing` are the parts that are not there, the best first."""

    score: int
    missing: tuple[str, ...] = ()

    @property
    def next(self) -> str:
        """The part that is worth adding next; empty where nothing is missing."""
        return self.missing[0] if self.missing else ""

    def reason(self, language: str) -> str:
        """Return what to add next and why; nothing where nothing is missing."""
        return say(language, _REASONS[self.next]) if self.missing else ""


def completeness(dataset: Dataset) -> Completeness:
    """Judge the description of a dataset."""
    shares = _shares(dataset)
    score = sum(_POINTS[part] * share for part, share in shares.items())
    missing = [part for part in _POINTS if shares[part] < 1]
    worth = sorted(missing, key=lambda part: -_POINTS[part] * (1 - shares[part]))
    return Completeness(int(score), tuple(worth))


def _shares(dataset: Dataset) -> dict[str, Fraction | bool]:
    """Return of each part how much is there, from 0 to 1."""
    fields = [
        field for resource in dataset.resources if resource.schema
        for field in resource.schema.fields
    ]  # fmt: skip
    explained = sum(bool(field.description) for field in fields)
    return {
        "row": bool(dataset.row),
        "description": bool(dataset.description),
        "sources": bool(dataset.sources),
        "fields": Fraction(explained, len(fields)) if fields else False,
        "temporal": bool(dataset.temporal),
        "keywords": bool(dataset.descriptor.get("keywords")),
        "frequency": dataset.update_frequency not in (None, "unknown"),
        "theme": bool(dataset.theme),
        "contact": bool(dataset.contact),
    }
