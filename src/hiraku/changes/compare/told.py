"""A report in words, for every form: what was found, who is broken, how it is known, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Formatter

from msgspec import Struct

from hiraku.changes.compare.report import ChangeReport, Subject
from hiraku.changes.rulebook import Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.changes.verdicts.outcome import Word
from hiraku.languages import Message, found, message, say
from hiraku.model import Text

AFFECTED = {"": "nobody", "C": "readers", "P": "contributors", "CP": "everybody"}
_ANY = "en"
_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}
_TOO_LOW = {"not-raised", "raised-too-little", "lowered", "not-comparable"}
_LIMITS = {"minLength", "maxLength", "lower-bound", "upper-bound"}


class Gathered(Struct, frozen=True):
    """A judgement and the names of further fields of which the same is to be said."""

    judgement: Judgement
    others: tuple[str, ...] = ()


def gathered(judgements: Sequence[Judgement]) -> list[Gathered]:
    """Gather what is the same of many fields, the gravest first."""
    groups: dict[tuple[object, ...], list[Judgement]] = {}
    for judgement in judgements:
        same = (
            judgement.rule.id,
            judgement.approved,
            judgement.broken,
            judgement.decided,
            _without_name(judgement),
        )
        groups.setdefault(same if _of_a_field(judgement) else (judgement.fingerprint,), []).append(
            judgement
        )
    together = [
        Gathered(group[0], tuple(str(judgement.values["name"]) for judgement in group[1:]))
        for group in groups.values()
    ]
    return sorted(together, key=lambda group: _ORDER[group.judgement.rule.severity])


def _of_a_field(judged: Judgement) -> bool:
    return judged.difference.kind in {"missingValues", "missingValues-labels"}


def _without_name(judged: Judgement) -> str:
    kept = {
        key: value for key, value in judged.values.items() if key not in {"name", "fingerprint"}
    }
    return "|".join(f"{key}={value}" for key, value in sorted(kept.items()))


def sentence(judged: Judgement, language: str) -> str:
    return _filled(_sentence_of(judged), judged, language)


def _sentence_of(judged: Judgement) -> str:
    """Return the key of what was found: a limit that came or went is neither raised nor lowered."""
    limited = judged.difference.kind in _LIMITS and judged.difference.way in {
        "introduced",
        "dropped",
    }
    return f"{'change-limits' if limited else 'change-rules'}.{judged.rule.id}"


def advice(judged: Judgement, language: str) -> str:
    return _filled(f"change-cures.{judged.rule.cure}", judged, language)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _filled(key: str, judged: Judgement, language: str) -> str:
    blanks = _Blanks({name: spoken(value, language) for name, value in judged.values.items()})
    return message(*found(language, key), judged.values.get("count")).format_map(blanks)


def in_general(key: str, language: str) -> str:
    """Return a message of the rules with an ellipsis in each blank, for a page of no case."""
    return message(*found(language, key)).format_map(_Blanks())


def sentence_words(judged: Judgement) -> Message:
    """Return what was found as words to be said in a language later."""
    return _words(_sentence_of(judged), judged)


def advice_words(judged: Judgement) -> Message:
    return _words(f"change-cures.{judged.rule.cure}", judged)


def _words(key: str, judged: Judgement) -> Message:
    text = message(*found(_ANY, key))
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return Message(key, {name: _value(judged.values.get(name, "…")) for name in names})


def _value(value: object) -> str | Message | tuple[str | Message, ...]:
    if isinstance(value, Word):
        return Message(f"changes.{value.key}", {k: _value(v) for k, v in value.blanks.items()})
    if isinstance(value, (list, tuple)):
        return tuple(_one(item) for item in value)
    return str(value)


def _one(value: object) -> str | Message:
    single = _value(value)
    return single if isinstance(single, Message) else str(value)


def spoken(value: object, language: str) -> str:
    """Return a value of a judgement in a language."""
    if isinstance(value, Word):
        blanks = {
            name: spoken(value_of_blank, language) for name, value_of_blank in value.blanks.items()
        }
        return say(language, f"changes.{value.key}", **blanks)
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, (list, tuple)):
        return say(language, "changes.separator").join(spoken(item, language) for item in value)
    return str(value)


def level(judged: Judgement, language: str) -> str:
    return say(language, f"changes.{judged.rule.severity}")


def who(judged: Judgement, language: str) -> str:
    return say(language, f"changes.{AFFECTED[judged.broken]}")


def how(judged: Judgement, language: str) -> str:
    """Return how it is known, with the count and the first rows where data prove it."""
    said = say(language, f"changes.{judged.decided}")
    if not judged.count or judged.decided != "proved-by-data":
        return said
    rows = say(language, "changes.separator").join(str(row) for row in judged.rows)
    key = "changes.proof-rows" if rows else "changes.proof-count"
    return said + say(language, key, count=f"{judged.count:,}", rows=rows)


def who_and_how(judged: Judgement, language: str) -> str:
    return who(judged, language) + say(language, "changes.sentence-gap") + how(judged, language)


def conclusion(subject: Subject, language: str) -> str:
    """Return whether the version is enough, in one sentence."""
    verdict = subject.verdict
    stated, before = subject.version or "—", subject.version_before or "—"
    if not verdict.required:
        key = "no-version"
    elif verdict.how in _TOO_LOW:
        key = "version-must-rise"
    else:
        key = "version-is-enough" if before == stated else "version-rose-enough"
    blanks = {"before": before, "stated": stated, "required": verdict.required}
    return say(language, f"changes.{key}", **blanks)


def outcome(report: ChangeReport, language: str) -> str:
    """Return the verdict on the whole in one sentence."""
    due = len(report.due)
    if not report.subjects and not report.left_over:
        return say(language, "changes.nothing-changed")
    if due:
        return say(language, "changes.things-due", due=f"{due:,}")
    return say(language, "changes.nothing-due")


def shown(report: ChangeReport) -> Iterator[tuple[Subject, list[Gathered]]]:
    """Yield each subject with what to say of it; what a dataset told, its schema tells no more."""
    known: set[str] = set()
    for subject in report.subjects:
        fresh = [
            judgement for judgement in subject.judgements if judgement.fingerprint not in known
        ]
        if subject.kind == "schema":
            yield subject, gathered(fresh)
        else:
            yield subject, gathered(subject.judgements)
            known |= {
                judgement.fingerprint
                for judgement in subject.judgements
                if not _of_version(judgement)
            }


def _of_version(judged: Judgement) -> bool:
    return judged.difference.kind == "version"
