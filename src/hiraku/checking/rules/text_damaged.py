"""Characters that no one typed: what a decoding left, private use, radicals, what is unseen."""

from collections.abc import Iterator
from operator import attrgetter

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import where
from hiraku.checking.types.field_type import free_texts
from hiraku.sql import literal

_KINDS = {
    "replacement": r"\x{FFFD}|[ÃÂâãäåæçèé][\x{80}-\x{BF}]",
    "private-use": r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]",
    "radical": r"[\x{2E80}-\x{2FDF}]",
    "invisible": (
        r"[\x{80}-\x{9F}\x{AD}\x{200B}\x{200E}\x{200F}"
        r"\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]"
    ),
}

rule = column_rule(__name__)
rule.possible = attrgetter("odd")
rule.passes_plain_texts = True


@rule.counts
def damaged(column: FieldColumn) -> str | None:
    """Return where a text has any of them; plain ASCII, told by its length, is passed over."""
    if column.field.type not in free_texts():
        return None
    beyond_ascii = f"strlen({column.sql}) <> length({column.sql})"
    return f"({beyond_ascii} AND {_holds(column, '|'.join(_KINDS.values()))})"


@rule.finds
def damaged_texts(column: Column) -> Iterator[Finding]:
    if not (condition := damaged(column)) or not list(where(column, condition)):
        return
    for kind, form in _KINDS.items():
        first = f"regexp_extract({column.sql}, {literal(form)})"
        for finding in where(column, _holds(column, form), found=first):
            codes = " ".join(
                f"U+{ord(character):04X}" for character in str(finding.values["found"])
            )
            yield Finding(
                {"codes": codes}, hint=kind, total=finding.total, examples=finding.examples
            )


def _holds(column: FieldColumn, form: str) -> str:
    return f"regexp_matches({column.sql}, {literal(form)})"
