"""What came of looking at a difference: how it stands, who else is broken, what to say of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from hiraku.changes.structure.schemas import FieldPair
from hiraku.model import Schema, Text


class Word(Struct, frozen=True):
    """A message of `words/<code>/changes.toml`, with what fills its blanks."""

    key: str
    blanks: Mapping[str, Value] = field(default_factory=dict)


Value = str | Text | Word | tuple["Value", ...]
"""What a sentence tells: said in the language that is asked for."""


class Outcome(Struct, frozen=True):
    """`how` names the rule together with the difference's kind.

    `also` are those who are broken beyond what the rule says (C who reads, P who contributes);
    `values` fill the blanks of its words; `certain` is false where the schema alone cannot tell.
    """

    how: str
    also: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    certain: bool = True


class Context(Struct, frozen=True):
    """The two schemas that a difference is of, and the field, where it is one's."""

    old: Schema
    new: Schema
    pair: FieldPair | None = None
