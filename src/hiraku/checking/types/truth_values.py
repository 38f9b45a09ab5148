"""The texts that stand for true and false (Table Schema v2, `trueValues` and `falseValues`)."""

from hiraku.model import Field


def stated(field: Field, key: str) -> tuple[str, ...]:
    """Return the texts of `trueValues` or `falseValues`: the field's, else what is surely read."""
    plain = {"trueValues": ("true",), "falseValues": ("false",)}
    return tuple(field.descriptor.get(key, plain[key]))


def certain_texts(field: Field) -> tuple[str, ...]:
    """Return the texts that are surely truth values: `true`, `false`, or what the field states."""
    return *stated(field, "trueValues"), *stated(field, "falseValues")


def spellings(field: Field) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts that the standard, or the field, takes for true, and those for false."""
    descriptor = field.descriptor
    true = descriptor.get("trueValues", ("true", "True", "TRUE", "1"))
    false = descriptor.get("falseValues", ("false", "False", "FALSE", "0"))
    return tuple(true), tuple(false)
