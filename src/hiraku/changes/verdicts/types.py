"""Types and formats: which texts of one are texts of the other, and whether values stay.

Inclusion of texts under the default format (Table Schema v2, field types):
`integer ⊑ number ⊑ string`, `year ⊑ integer`, `geojson ⊑ object ⊑ string`, everything ⊑ string;
dates, times, geopoints and lists are related to nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.changes.structure.difference import Difference
from hiraku.changes.verdicts.outcome import Context, Outcome
from hiraku.checking.types.field_type import free_texts, moments, quantities
from hiraku.model import Field

_WIDER = {
    "integer": {"number"},
    "year": {"integer", "number"},
    "geojson": {"object"},
}
_PRESERVED = {("integer", "number"), ("geojson", "object")}
_PLACED = {"geopoint", "geojson"}
# What a constraint means depends on the type: two characters are not two items.
_READ_BY_TYPE = {
    "enum", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "jsonSchema",
}  # fmt: skip


def type_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    del difference
    if not context.pair or not context.pair.old or not context.pair.new:
        return
    old, new = context.pair.old, context.pair.new
    if includes(old, new):
        preserved = (old.type, new.type) in _PRESERVED
        again = _READ_BY_TYPE & set(new.constraints)
        unsafe = bool(again) and (old.type, new.type) != ("integer", "number")
        how = "preserved" if preserved else "dropped" if new.type == "any" else "widened"
        same = {old.type, new.type} <= free_texts()
        if not same:
            yield Outcome(how, "P" if unsafe else "", certain=not unsafe)
    elif includes(new, old):
        # The same text is another value: a text is no number, a number no text.
        same = (new.type, old.type) in _PRESERVED and not _READ_BY_TYPE & set(old.constraints)
        yield Outcome("introduced" if old.type == "any" else "narrowed", "" if same else "C")
    else:
        yield Outcome("replaced")


def includes(narrow: Field, wide: Field) -> bool:
    """Tell whether every text that is a value of the one is a value of the other."""
    if wide.type in free_texts() and wide.format == "default":
        return True
    if narrow.type == wide.type:
        return narrow.format == wide.format
    plain = narrow.format == wide.format == "default"
    return plain and wide.type in _WIDER.get(narrow.type, ()) and _same_digits(narrow, wide)


def _same_digits(narrow: Field, wide: Field) -> bool:
    """Tell whether what is written into digits is read alike on both sides."""
    stated = [{key: field.descriptor.get(key) for key in ("bareNumber", "groupChar", "decimalChar")}
              for field in (narrow, wide)]  # fmt: skip
    if narrow.type not in quantities():
        return not any(stated[1].values())
    return stated[0] == stated[1]


def format_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    if not context.pair or not context.pair.old or not context.pair.new:
        return
    old, new = context.pair.old, context.pair.new
    if old.type != new.type and not {old.type, new.type} <= free_texts():
        return  # the type's own verdict says it all; of two that hold any text there is none
    if new.type in moments():
        yield Outcome("dates", certain="any" not in {old.format, new.format})
    elif new.type in _PLACED:
        yield Outcome("geometry")
    elif difference.old == "default":
        yield Outcome("tightened")
    else:
        yield Outcome("loosened" if difference.new == "default" else "replaced")


def truth_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """A text that was true and is false now is worse than one that came or went."""
    if not context.pair or not context.pair.old or not context.pair.new:
        return
    key = difference.kind
    other = "falseValues" if key == "trueValues" else "trueValues"
    before, after = (set(field.descriptor.get(other, ())) for field in context.pair.both)
    old, new = set(difference.old), set(difference.new)
    added, removed = new - old, old - new - after
    moved = added & before
    if moved:
        yield Outcome("moved", values={"moved": _listed(moved)})
    if added - moved:
        yield Outcome("added", values={"added": _listed(added - moved), "key": key})
    if removed:
        yield Outcome("removed", values={"removed": _listed(removed), "key": key})


def option_outcomes(difference: Difference, context: Context) -> Iterator[Outcome]:
    """How digits and lists are written: the same text may be another value."""
    del context
    yield Outcome("any", values={"key": difference.kind})


def _listed(texts: set[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))
