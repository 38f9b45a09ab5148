"""Characters that no one typed: what a decoding left, private use, radicals, what is unseen."""

from collections.abc import Iterator
from operator import attrgetter

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import where
from hiraku.checking.types.field_type import free_texts
from hiraku.sql import literal

_CONTROLS = r"[\x{01}-\x{08}\x{0B}\x{0C}\x{0E}-\x{1F}\x{7F}-\x{9F}]"
_KINDS = {
    "replacement": r"\x{FFFD}|[ÃÂâãäåæçèé][\x{80}-\x{BF}]",
    "private-use": r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]",
    "radical": r"[\x{2E80}-\x{2FDF}]",
    "control": _CONTROLS,
    "invisible": (
        r"[\x{AD}\x{34F}\x{61C}\x{115F}\x{1160}\x{180E}\x{200B}\x{200E}\x{200F}"
        r"\x{2028}-\x{202E}\x{2060}-\x{206F}\x{FEFF}\x{FFA0}\x{FFF9}-\x{FFFB}"
        r"\x{E0000}-\x{E007F}]"
    ),
}

rule = column_rule(__name__, allowable=True)
rule.possible = attrgetter("odd")
rule.passes_plain_texts = True


@rule.counts
def damaged(column: FieldColumn) -> str | None:
    """Return where a text has any of them; of ASCII, told by its length, only controls."""
    if column.field.type not in free_texts():
        return None
    beyond_ascii = f"strlen({column.sql}) <> length({column.sql})"
    any_kind = _holds(column, "|".join(_KINDS.values()))
    return f"(CASE WHEN {beyond_ascii} THEN {any_kind} ELSE {_holds(column, _CONTROLS)} END)"


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
