"""A difference together with the rule that it falls under: who is broken, how that is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from msgspec import Struct, field

from hiraku.changes.rulebook import Bump, ChangeRule, rule_for
from hiraku.changes.structure.difference import Difference
from hiraku.changes.verdicts.outcome import Outcome, Value, Word

READERS, CONTRIBUTORS = "C", "P"
_DIGITS = 12


class Judgement(Struct, frozen=True):
    """What a `difference` means by a `rule`: who is `broken` (`C` readers, `P` contributors).

    `decided` is `proved-by-schema`, `proved-by-data` or `possible`; `values` fill the blanks of
    the rule's sentences, `approved` is the reason of who approved it, `examples` are first texts.
    `count` is how many cells or rows prove it, `rows` the first of them (as Excel counts).
    `file` and `line` are where to look, relative to the catalog.
    """

    rule: ChangeRule
    difference: Difference
    broken: str
    decided: str
    values: Mapping[str, Value] = field(default_factory=dict)
    count: int = 0
    rows: tuple[int, ...] = ()
    file: str = ""
    line: int | None = None
    approved: str = ""
    examples: tuple[str, ...] = ()

    @property
    def breaks_readers(self) -> bool:
        """Those who read the data have to change something."""
        return READERS in self.broken

    @property
    def breaks_contributors(self) -> bool:
        """Those who write the data have to change something."""
        return CONTRIBUTORS in self.broken

    def bump(self, profile: str) -> Bump:
        """Return how much the version has to rise in a profile (`recipe`, `relaxed`)."""
        return self.rule.bump_in(profile)

    @property
    def fingerprint(self) -> str:
        """What an approval names: the rule, the path and the values, never the words."""
        identity = [
            self.rule.id,
            list(self.difference.path),
            self.difference.old,
            self.difference.new,
        ]
        canonical = json.dumps(identity, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


_DECIDED = {
    "schema": "proved-by-schema",
    "history": "proved-by-schema",
    "data": "proved-by-data",
    "possible": "possible",
}


def judgement(difference: Difference, outcome: Outcome) -> Judgement | None:
    """Return what the rule book says of an outcome; None where no rule speaks of it."""
    rule = rule_for(difference.kind, outcome.how)
    if not rule:
        return None
    decided = _DECIDED[rule.decided] if outcome.certain else "possible"
    broken = "".join(sorted({*rule.broken, *outcome.also}))
    values: dict[str, Value] = {
        "old": told(difference.old),
        "new": told(difference.new),
        "name": difference.path[1] if len(difference.path) > 1 else difference.path[0],
        "key": difference.path[-1],
        **outcome.values,
    }
    return Judgement(rule, difference, broken, decided, values)


def told(value: object) -> Value:
    """Return a value for a sentence."""
    if value is None:
        return Word("none")
    if isinstance(value, (list, tuple)):
        return tuple(map(told, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
