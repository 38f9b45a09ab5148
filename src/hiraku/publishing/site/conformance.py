"""What strangers' validators found in the very files that are published, where they were asked.

`make conformance` runs them against the built site and keeps what they found in
`build/conformance.json`, with a fingerprint of the files they saw. A build tells it only where its
own files have that fingerprint: results of another build are never shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.languages import Message
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site

RESULTS = Path("build") / "conformance.json"


class Judge(Struct, frozen=True):
    """A validator by its distribution's name, and what it is asked to judge."""

    name: str
    judges: Message


JUDGES = (
    Judge("frictionless", Message("judges.frictionless")),
    Judge("pyshacl", Message("judges.pyshacl")),
    Judge("rdflib", Message("judges.rdflib")),
    Judge("mlcroissant", Message("judges.mlcroissant")),
    Judge("csvw", Message("judges.csvw")),
    Judge("jsonschema", Message("judges.jsonschema")),
    Judge("ckanapi", Message("judges.ckanapi")),
    Judge("openapi-spec-validator", Message("judges.openapi")),
    Judge("feedparser", Message("judges.feedparser")),
    Judge("pandas", Message("judges.pandas")),
    Judge("polars", Message("judges.parquet")),
    Judge("duckdb", Message("judges.parquet")),
    Judge("openpyxl", Message("judges.openpyxl")),
)  # fmt: skip


class Verdict(Struct, frozen=True):
    """What a validator found; `passed` is None where it was not asked, `tests` how much it was."""

    judge: Judge
    version: str = ""
    passed: bool | None = None
    tests: int = 0


class Judgement(Struct, frozen=True):
    """The verdicts on this build and the day on which they were given; empty where none was."""

    fingerprint: str
    date: str
    verdicts: tuple[Verdict, ...]


def judgement(site: Site) -> Judgement:
    """Return what is known of this build."""
    mark = fingerprint((file.path, file.sha256) for file in site.files)
    record = _recorded(site.catalog.root / RESULTS)
    known = record if record.get("fingerprint") == mark else {}
    verdicts_by_name = known.get("verdicts", {})
    verdicts = tuple(_verdict(judge, verdicts_by_name.get(judge.name, {})) for judge in JUDGES)
    return Judgement(mark, str(known.get("date", "")), verdicts)


def fingerprint(files: Iterator[tuple[str, str]]) -> str:
    """Return one hash of all files, by their paths on the site and their own hashes."""
    lines = sorted(f"{digest}  {links.file(path)}\n" for path, digest in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _recorded(path: Path) -> Mapping[str, Any]:
    """Read what was kept; a file that cannot be read says nothing."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _verdict(judge: Judge, told: Mapping[str, Any]) -> Verdict:
    if not told:
        return Verdict(judge)
    return Verdict(
        judge, str(told.get("version", "")), told.get("passed") is True, int(told.get("tests", 0))
    )
