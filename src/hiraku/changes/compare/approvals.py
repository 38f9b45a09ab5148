"""`approvals.yaml`, beside `datasets/`: what was looked at and is meant, by fingerprint.

    approvals:
      - fingerprint: 17afac234085
        reason: 様式が国の新しい調査票に変わったため
        by: デジタル戦略企画課
        until: "2026-12-31"

An approval that has expired or fits no change is a finding of its own: none lives on by itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.structure.difference import Difference
from hiraku.changes.verdicts.judgement import Judgement, judgement
from hiraku.changes.verdicts.outcome import Outcome
from hiraku.errors import HirakuError
from hiraku.problems import Place, Refused
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.files.paths import admit

FILE = "approvals.yaml"
_FINGERPRINT = re.compile("[0-9a-f]{12}")
_KEYS = {"fingerprint", "reason", "by", "until"}


class Approval(Struct, frozen=True):
    """`until` is an ISO 8601 date, the last day on which it counts."""

    fingerprint: str
    reason: str
    by: str
    until: str
    line: int | None = None


def read_approvals(root: Path) -> tuple[Approval, ...]:
    """Read the approvals of a catalog; raise `HirakuError` where they cannot be understood."""
    if not os.path.lexists(root / FILE):
        return ()
    try:
        document = read_descriptor(admit(root, FILE, Place(FILE)), FILE)
    except Refused as refused:
        raise _wrong(refused.problem.place.line, refused.problem.id) from refused
    listed = document.value.get("approvals") if isinstance(document.value, dict) else None
    if not isinstance(listed, list):
        raise _wrong(None, "approvals")
    return tuple(_approval(tree, place, document) for place, tree in enumerate(listed))


def _approval(tree: object, place: int, document: Document) -> Approval:
    line = document.origin.line("approvals", place)
    if not isinstance(tree, dict) or set(tree) != _KEYS:
        raise _wrong(line, *sorted(_KEYS))
    texts = {
        key: document.texts.get(("approvals", place, key), str(tree[key])).strip() for key in _KEYS
    }
    if not _FINGERPRINT.fullmatch(texts["fingerprint"]) or not all(texts.values()):
        raise _wrong(line, "fingerprint")
    try:
        date.fromisoformat(texts["until"])
    except ValueError as error:
        raise _wrong(line, "until") from error
    return Approval(**texts, line=line)


def _wrong(line: int | None, *what: str) -> HirakuError:
    where = f"{FILE}:{line}" if line else FILE
    return HirakuError("stops.approvals-broken", where=where, what=what)


def approved(
    judgements: Sequence[Judgement], approvals: Sequence[Approval], today: str
) -> tuple[Judgement, ...]:
    """Return the judgements, those that an approval in force names marked with its reason."""
    valid = {approval.fingerprint: approval for approval in approvals if approval.until >= today}
    return tuple(
        replace(
            judgement,
            approved=f"{valid[judgement.fingerprint].reason}（{valid[judgement.fingerprint].by}）",
        )
        if judgement.fingerprint in valid
        else judgement
        for judgement in judgements
    )


def left_over(
    judgements: Mapping[str, Judgement], approvals: Sequence[Approval], today: str
) -> list[Judgement]:
    """Return a finding for each approval that has expired or fits nothing that changed."""
    remaining = []
    for approval in approvals:
        how = "unmatched" if approval.fingerprint not in judgements else "expired"
        if how == "expired" and approval.until >= today:
            continue
        difference = Difference("approval", (FILE, approval.fingerprint), None, approval.reason)
        values = {"fingerprint": approval.fingerprint, "until": approval.until}
        if left := judgement(difference, Outcome(how, values=values)):
            remaining.append(replace(left, file=FILE, line=approval.line))
    return remaining
