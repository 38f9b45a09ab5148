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

from hiraku.model import Text
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site

RESULTS = Path("build") / "conformance.json"


class Judge(Struct, frozen=True):
    """A validator by its distribution's name, and what it is asked to judge."""

    name: str
    judges: Text


JUDGES = (
    Judge("frictionless", Text("datapackage.json（Data Package v2）と、そのCSVの全セル",
                               "datapackage.json (Data Package v2) and every cell of its CSV")),
    Judge("pyshacl", Text("カタログの RDF（DCAT-AP 3.0.1 の公式の SHACL、2種類）",
                          "the catalog's RDF, by both official SHACL files of DCAT-AP 3.0.1")),
    Judge("rdflib", Text("RDF の3つの書き方が同じ内容であること、ページの schema.org",
                         "the three syntaxes of RDF are one graph; schema.org in the pages")),
    Judge("mlcroissant", Text("croissant.json（Croissant 1.1）と、それを使って読み戻した全行",
                              "croissant.json (Croissant 1.1) and every row read back by it")),
    Judge("csvw", Text("csv-metadata.json（CSV on the Web）と、それを使って読み戻した全行",
                       "csv-metadata.json (CSV on the Web) and every row read back by it")),
    Judge("jsonschema", Text("data.json と json-schema.json、Project Open Data 1.1",
                             "data.json against json-schema.json; Project Open Data 1.1")),
    Judge("ckanapi", Text("CKAN API のファイル", "the files of the CKAN API")),
    Judge("openapi-spec-validator", Text("openapi.json（OpenAPI 3.1）と、そのすべてのパス",
                                         "openapi.json (OpenAPI 3.1) and each of its paths")),
    Judge("feedparser", Text("更新の知らせ（Atom）", "the Atom feeds")),
    Judge("pandas", Text("CSV を型のとおりに読むコードの例、Excel のファイル",
                         "the example that reads the CSV with its types; the Excel file")),
    Judge("polars", Text("Parquet を読むコードの例", "the example that reads Parquet")),
    Judge("duckdb", Text("Parquet を読むコードの例", "the example that reads Parquet")),
    Judge("openpyxl", Text("Excel のファイルの全セル", "every cell of the Excel file")),
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
    mark = fingerprint((each.path, each.sha256) for each in site.files)
    told = _recorded(site.catalog.root / RESULTS)
    known = told if told.get("fingerprint") == mark else {}
    found = known.get("verdicts", {})
    verdicts = tuple(_verdict(each, found.get(each.name, {})) for each in JUDGES)
    return Judgement(mark, str(known.get("date", "")), verdicts)


def fingerprint(files: Iterator[tuple[str, str]]) -> str:
    """Return one hash of all files, by their paths on the site and their own hashes."""
    lines = sorted(f"{digest}  {links.file(path)}\n" for path, digest in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _recorded(path: Path) -> Mapping[str, Any]:
    """Read what was kept; a file that cannot be read says nothing."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _verdict(judge: Judge, told: Mapping[str, Any]) -> Verdict:
    if not told:
        return Verdict(judge)
    return Verdict(
        judge, str(told.get("version", "")), told.get("passed") is True, int(told.get("tests", 0))
    )
