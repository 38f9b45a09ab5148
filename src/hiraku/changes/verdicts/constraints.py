"""Constraints: introduced, dropped, tightened, loosened, or something that cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hiraku.changes.patterns.inclusion import Relation, compare
from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.schemas import decimal
from hiraku.changes.verdicts.outcome import Context, Outcome, Value, Word
from hiraku.checking.types.field_type import quantities

_ISO_LENGTHS = {"date": 10, "yearmonth": 7, "year": 4, "time": 8}
_SHOWN = 8
_ANYTHING = {".*", "(.|\\n)*", "[\\s\\S]*"}
_PATTERN_HOW = {
    Relation.EQUAL: "equal",
    Relation.NARROWER: "tightened",
    Relation.WIDER: "loosened",
    Relation.DIFFERENT: "replaced",
    Relation.UNDECIDED: "undecided",
}


def plain_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """`required`, `unique`, `jsonSchema`: there, not there, or another."""
    del context
    yield Outcome(difference.way)


def length_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del context
    if difference.old is None or difference.new is None:
        yield Outcome(difference.way)
        return
    risen = difference.new > difference.old
    yield Outcome("tightened" if risen == (difference.kind == "minLength") else "loosened")


def bound_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    values = {"old": _shown(difference.old), "new": _shown(difference.new)}
    if difference.old is None or difference.new is None:
        yield Outcome(difference.way, values=values)
        return
    order = _order(difference.old, difference.new, context)
    if order is None:
        yield Outcome("changed", values=values, certain=False)
    else:
        tighter = order > 0 if difference.kind == "lower-bound" else order < 0
        if not order:
            tighter = difference.new["excluded"]
        yield Outcome("tightened" if tighter else "loosened", values=values)


def _order(old: dict[str, Any], new: dict[str, Any], context: Context) -> int | None:
    """Return whether a bound rose (1), stayed (0) or fell (-1); None where that is not known."""
    pair = context.pair
    if not pair or not pair.old or not pair.new or "both" in old or "both" in new:
        return None
    texts = (old["value"], new["value"])
    if {pair.old.type, pair.new.type} <= quantities():
        numbers = [decimal(text) for text in texts]
        if None in numbers:
            return None
        return _risen([Decimal(text) for text in texts])
    length = _ISO_LENGTHS.get(pair.new.type)
    alike = pair.old.type == pair.new.type and pair.old.format == pair.new.format == "default"
    if not alike or any(len(text) != length for text in texts):
        return None
    return _risen(list(texts))


def _risen(values: list[Any]) -> int:
    return int(values[1] > values[0]) - int(values[1] < values[0])


def _shown(stated: dict[str, Any] | None) -> Value:
    if not stated:
        return Word("none")
    if "both" in stated:
        return tuple(_shown(example) for example in stated["both"])
    value = str(stated["value"])
    return Word("excluded", {"value": value}) if stated["excluded"] else value


_DIGITS = {"decimalChar", "groupChar", "bareNumber"}


def enum_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    kind = context.pair.new.type if context.pair and context.pair.new else "string"
    if context.pair and any(_DIGITS & set(field.descriptor) for field in context.pair.both):
        kind = "string"  # where digits are written in another way, 1.0 and 1 may be two numbers
    if difference.old is None or difference.new is None:
        yield Outcome(difference.way, values={"new": _listed(difference.new or ())})
        return
    old = {_value(member, kind): str(member) for member in difference.old}
    new = {_value(member, kind): str(member) for member in difference.new}
    removed = [text for value, text in old.items() if value not in new]
    added = [text for value, text in new.items() if value not in old]
    if removed:
        yield Outcome("removed", values={"removed": _listed(removed)})
    if added:
        yield Outcome("added", values={"added": _listed(added)})
    if not removed and not added:
        yield Outcome("reordered")


def _value(member: Any, kind: str) -> Any:
    """Return what a member stands for, as far as that is certain: `1` and `"1"` are one number."""
    text = str(member).lower() if isinstance(member, bool) else str(member)
    number = decimal(text) if kind in quantities() else None
    return text if number is None else number


def _listed(texts: Any) -> tuple[str, ...]:
    shown = tuple(str(text) for text in texts)
    return (*shown[:_SHOWN], "…") if len(shown) > _SHOWN else shown


def pattern_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """Decide by automata; a pattern that matches everything is none."""
    del context
    old, new = (
        None if pattern in _ANYTHING else pattern for pattern in (difference.old, difference.new)
    )
    if old is None and new is None:
        yield Outcome("equal")
    elif old is None or new is None:
        yield Outcome("introduced" if old is None else "dropped")
    else:
        comparison = compare(old, new)
        values = {
            "only_old": visible(comparison.only_old),
            "only_new": visible(comparison.only_new),
        }
        how = _PATTERN_HOW[comparison.relation]
        yield Outcome(how, values=values, certain=comparison.relation is not Relation.UNDECIDED)


def visible(text: str | None) -> Value:
    """Return a witness as people can see it: the empty text, and characters that do not show."""
    if text is None:
        return ""
    shown = "".join(
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in text
    )
    return shown[:60] or Word("empty")
