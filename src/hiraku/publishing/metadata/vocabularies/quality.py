"""quality.json and quality.csv: for each dataset its checks, its last change and its next."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from hiraku.checking.types.formulas import inert
from hiraku.description import Allowance
from hiraku.languages import Message
from hiraku.publishing.listings.status import DatasetStatus, Kind, kinds, statuses
from hiraku.publishing.metadata.translations import further
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.quality")


def _describe(site: Site) -> Iterator[MetadataFile]:
    listed = statuses(site)
    rows = [_row(status) for status in listed]
    quality = {
        "as_of": site.as_of,
        "as_of_is": "date of the commit" if site.committed else "newest change",
        "allow": [_allowance(allowance) for allowance in site.catalog.allow],
        "severities": dict(site.catalog.severities),
        "datasets": [
            row
            | {
                "findings": dict(sorted(status.findings.items())),
                "allow": [_allowance(allowance) for allowance in status.published.dataset.allow],
                "severities": dict(status.published.dataset.severities),
            }
            for row, status in zip(rows, listed, strict=True)
        ],
        "rules": [
            _rule(kind, site.catalog.languages) for kind in kinds(listed, site.catalog.languages)
        ],
    }
    yield MetadataFile(links.QUALITY_JSON, _TITLE, quality)
    yield MetadataFile(links.QUALITY_CSV, _TITLE, _csv(rows), "text/csv")


def _row(standing: DatasetStatus) -> dict[str, Any]:
    published, fresh = standing.published, standing.freshness
    counts = published.report.counts
    return {
        "dataset": published.dataset.id,
        "title": str(published.dataset.title),
        "valid": published.report.ok,
        "errors": published.report.errors,
        "warnings": published.report.warnings,
        "rows": counts.rows,
        "cells": counts.cells,
        "modified": published.modified or None,
        "data_modified": fresh.changed or None,
        "update_frequency": fresh.frequency,
        "covered_until": fresh.covered or None,
        "years_since": fresh.years if fresh.covered else None,
        "due": fresh.due or None,
        "overdue": fresh.overdue if fresh.promised else None,
        "completeness": standing.completeness.score,
        "worth_adding": standing.completeness.next or None,
        "allowed": " ".join(allowance.rule for allowance in published.dataset.allow) or None,
    }


def _allowance(allowance: Allowance) -> dict[str, str]:
    """Tell what is allowed, why, until which day and where, as the page does."""
    stated = {key: getattr(allowance, key) for key in Allowance.__struct_fields__}
    return {key: value for key, value in stated.items() if value}


def _rule(kind: Kind, codes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": kind.id,
        "title": str(kind.title),
        **further("title", kind.title, codes),
        "found": kind.total,
        "datasets": kind.datasets,
    }


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["dataset"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(inert({key: _cell(value) for key, value in row.items()}))
    return out.getvalue()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


vocabulary = Vocabulary(_describe)
