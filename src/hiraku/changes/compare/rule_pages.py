"""The rules by which changes are judged, as pages for people: `hiraku explain`, the manual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiraku.changes.compare.told import AFFECTED, in_general
from hiraku.changes.rulebook import Bump, ChangeRule, rules
from hiraku.languages import say

_DECIDED = {
    "schema": "changes.decided-by-schema",
    "data": "changes.decided-by-data",
    "history": "changes.decided-by-history",
    "possible": "changes.possible",
}
_BUMPS = {
    Bump.NONE: "changes.bump-none",
    Bump.PATCH: "changes.bump-patch",
    Bump.MINOR: "changes.bump-minor",
    Bump.MAJOR: "changes.bump-major",
}


def rules_of(name: str) -> tuple[ChangeRule, ...]:
    """Return the rule of an id, or those of a number; none where there is no such rule."""
    return tuple(
        rule for rule in rules().values() if name == rule.id or name.upper() == rule.number
    )


def page(rules_told: Sequence[ChangeRule], language: str) -> str:
    """Return what a terminal shows of rules."""
    return "\n\n".join("\n".join(_lines(rule, language)) for rule in rules_told)


def _lines(rule: ChangeRule, language: str) -> Iterator[str]:
    yield f"{in_general(f'change-rules.{rule.id}', language)} [{rule.id} {rule.number}]"
    yield ""
    yield say(
        language, "changes.rule-facts",
        level=_begun(say(language, f"changes.{rule.severity}")),
        who=_begun(say(language, f"changes.{AFFECTED[rule.broken]}")),
        bump=say(language, _BUMPS[rule.bump]),
        decided=say(language, _DECIDED[rule.decided]),
    )  # fmt: skip
    advice = in_general(f"change-cures.{rule.cure}", language)
    yield _begun(say(language, "changes.to-do", advice=advice))


def _begun(text: str) -> str:
    """Return a text as a sentence begins, where the script knows capitals."""
    return text[:1].upper() + text[1:]


def table(language: str) -> Iterator[str]:
    """Yield the lines of a Markdown table of all rules, by their numbers."""
    heads = ("rule-number", "rule-id", "column-what", "rule-who", "rule-level", "rule-bump",
             "rule-decided")  # fmt: skip
    yield f"| {' | '.join(say(language, f'changes.{head}') for head in heads)} |"
    yield f"|{'---|' * len(heads)}"
    for rule in sorted(rules().values(), key=lambda rule: (rule.number, rule.id)):
        yield f"| {' | '.join(_cells(rule, language))} |"


def _cells(rule: ChangeRule, language: str) -> Iterator[str]:
    yield rule.number
    yield f"`{rule.id}`"
    yield in_general(f"change-rules.{rule.id}", language).replace("|", "\\|")
    yield say(language, f"changes.{AFFECTED[rule.broken]}")
    yield say(language, f"changes.{rule.severity}")
    yield say(language, _BUMPS[rule.bump])
    yield say(language, _DECIDED[rule.decided])
