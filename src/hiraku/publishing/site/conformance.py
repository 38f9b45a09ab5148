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
from hiraku.publishing.site.published.site import Site

RESULTS = Path("build") / "conformance.json"
# What a record says that was written by `hiraku conform`, which asks less than `make conformance`.
OWN_SUITE = "hiraku conform"


class Validator(Struct, frozen=True):
    """A validator by its distribution's name, and what it is asked to judge.

    `own` is what it is asked by `hiraku conform`; the same where it is None.
    """

    name: str
    judges: Message
    own: Message | None = None


VALIDATORS = (
    Validator("frictionless", Message("judges.frictionless")),
    Validator("pyshacl", Message("judges.pyshacl")),
    Validator("rdflib", Message("judges.rdflib"), Message("judges.rdflib-own")),
    Validator("mlcroissant", Message("judges.mlcroissant")),
    Validator("csvw", Message("judges.csvw")),
    Validator("jsonschema", Message("judges.jsonschema"), Message("judges.jsonschema-own")),
    Validator("ckanapi", Message("judges.ckanapi")),
    Validator("openapi-spec-validator", Message("judges.openapi"), Message("judges.openapi-own")),
    Validator("feedparser", Message("judges.feedparser")),
    Validator("pandas", Message("judges.pandas")),
    Validator("polars", Message("judges.parquet")),
    Validator("duckdb", Message("judges.parquet")),
    Validator("openpyxl", Message("judges.openpyxl")),
)  # fmt: skip


class ValidatorResult(Struct, frozen=True):
    """What a validator found; `passed` is None where it was not asked, `tests` how much it was.

    `judged` is what it was asked to judge.
    """

    validator: Validator
    judged: Message
    version: str = ""
    passed: bool | None = None
    tests: int = 0


class Conformance(Struct, frozen=True):
    """The results for this build and the day on which they were given; empty where none was.

    `own` tells that `hiraku conform` gave them.
    """

    fingerprint: str
    date: str
    own: bool
    results: tuple[ValidatorResult, ...]

    @property
    def not_asked(self) -> list[str]:
        """The names of those that were not asked, where others were."""
        names = [result.validator.name for result in self.results if result.passed is None]
        return names if self.date else []


def conformance(site: Site) -> Conformance:
    """Return what is known of this build."""
    mark = fingerprint((file.path, file.sha256) for file in site.files)
    record = _recorded(site.catalog.root / RESULTS)
    known = record if record.get("fingerprint") == mark else {}
    by_name = known.get("verdicts", {})
    own = known.get("suite") == OWN_SUITE
    results = tuple(
        _result(validator, by_name.get(validator.name, {}), own=own) for validator in VALIDATORS
    )
    return Conformance(mark, str(known.get("date", "")), own, results)


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


def _result(validator: Validator, record: Mapping[str, Any], *, own: bool) -> ValidatorResult:
    judged = (validator.own if own else None) or validator.judges
    if not record:
        return ValidatorResult(validator, judged)
    version, tests = str(record.get("version", "")), int(record.get("tests", 0))
    return ValidatorResult(validator, judged, version, record.get("passed") is True, tests)
