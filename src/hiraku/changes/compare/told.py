"""A report in words, for every form: what was found, who is broken, how it is known, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.changes.compare.report import ChangeReport, Subject
from hiraku.changes.rulebook import Level
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.model import Text

_WHO = {
    "": Text("影響を受ける人はいません", "nobody is affected"),
    "C": Text("利用者に影響", "affects readers"),
    "P": Text("データを出す人に影響", "affects contributors"),
    "CP": Text("利用者とデータを出す人に影響", "affects readers and contributors"),
}
_HOW = {
    "proved-by-schema": Text("定義から確か", "proved by the schema"),
    "proved-by-data": Text("データで確かめました", "proved by data"),
    "possible": Text("そうなるかもしれません", "possible"),
}
_LEVELS = {
    Level.ERROR: Text("要対応", "error"),
    Level.WARNING: Text("注意", "warning"),
    Level.INFO: Text("参考", "info"),
}
_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


class Gathered(Struct, frozen=True):
    """A judgement and the names of further fields of which the same is to be said."""

    judgement: Judgement
    others: tuple[str, ...] = ()


def gathered(judgements: Sequence[Judgement]) -> list[Gathered]:
    """Gather what is the same of many fields, the gravest first."""
    groups: dict[tuple[object, ...], list[Judgement]] = {}
    for each in judgements:
        same = (each.rule.id, each.approved, each.broken, each.decided, _without_name(each))
        groups.setdefault(same if _of_a_field(each) else (each.fingerprint,), []).append(each)
    found = [
        Gathered(group[0], tuple(str(each.values["name"]) for each in group[1:]))
        for group in groups.values()
    ]
    return sorted(found, key=lambda each: _ORDER[each.judgement.rule.severity])


def _of_a_field(judged: Judgement) -> bool:
    return judged.difference.kind in {"missingValues", "missingValues-labels"}


def _without_name(judged: Judgement) -> str:
    return "|".join(str(value) for key, value in sorted(judged.values.items())
                    if key not in {"name", "fingerprint"})  # fmt: skip


def sentence(judged: Judgement, language: str) -> str:
    return _filled(judged.rule.text, judged, language)


def advice(judged: Judgement, language: str) -> str:
    return _filled(judged.rule.cure, judged, language)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _filled(text: Text, judged: Judgement, language: str) -> str:
    blanks = _Blanks(
        {
            key: value.in_language(language) if isinstance(value, Text) else str(value)
            for key, value in judged.values.items()
        }
    )
    return text.in_language(language).format_map(blanks)


def level(judged: Judgement, language: str) -> str:
    return _LEVELS[judged.rule.severity].in_language(language)


def who(judged: Judgement, language: str) -> str:
    return _WHO[judged.broken].in_language(language)


def how(judged: Judgement, language: str) -> str:
    """Return how it is known, with the count and the first rows where data prove it."""
    said = _HOW[judged.decided].in_language(language)
    if not judged.count or judged.decided != "proved-by-data":
        return said
    rows = "、".join(f"{row}" for row in judged.rows)
    if language == "en":
        return f"{said}: {judged.count:,} cells or rows" + (f", rows {rows}" if rows else "")
    return f"{said}（{judged.count:,} か所{f'、{rows}行目' if rows else ''}）"


def conclusion(subject: Subject, profile: str, language: str) -> str:
    """Return whether the version is enough, in one sentence."""
    del profile
    found = subject.verdict
    stated, before = subject.version or "—", subject.version_before or "—"
    if not found.required:
        words = ("版がまだありません。", "There is no version yet.")
    elif found.how in {"not-raised", "raised-too-little", "lowered", "not-comparable"}:
        words = (
            f"版は {before} から {found.required} に上げる必要があります（いま {stated}）。",
            f"The version must rise from {before} to {found.required} (now {stated}).",
        )
    elif before == stated:
        words = (f"版は {stated} のままで足ります。", f"Version {stated} is enough.")
    else:
        words = (
            f"版は {before} から {stated} に上がっていて、足ります。",
            f"The version rose from {before} to {stated}, which is enough.",
        )
    return words[language == "en"]


def outcome(report: ChangeReport, language: str) -> str:
    """Return the verdict on the whole in one sentence."""
    due = len(report.due)
    if not report.subjects and not report.left_over:
        return ("変更はありません。", "Nothing changed.")[language == "en"]
    if due:
        words = (
            f"公開の前に、{due} 件の対応が要ります（版を上げる、承認する、直す）。",
            f"Before publishing, {due} things are due (a version, an approval or a correction).",
        )
        return words[language == "en"]
    return (
        "公開できます。対応の要るものはありません。",
        "Ready to publish: nothing is due.",
    )[language == "en"]


def shown(report: ChangeReport) -> Iterator[tuple[Subject, list[Gathered]]]:
    """Yield each subject with what to say of it; what a dataset told, its schema tells no more."""
    known: set[str] = set()
    for subject in report.subjects:
        fresh = [each for each in subject.judgements if each.fingerprint not in known]
        if subject.kind == "schema":
            yield subject, gathered(fresh)
        else:
            yield subject, gathered(subject.judgements)
            known |= {each.fingerprint for each in subject.judgements if not _of_version(each)}


def _of_version(judged: Judgement) -> bool:
    return judged.difference.kind == "version"
