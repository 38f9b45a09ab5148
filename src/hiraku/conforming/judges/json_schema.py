"""The rows of each table as JSON, by the JSON Schema that is published beside them."""

import json
from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge

_SCHEMA = "json-schema.json"


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob(f"datasets/*/*{_SCHEMA}"))


def _faults(path: Path) -> Iterator[str]:
    import jsonschema  # noqa: PLC0415 - takes 0.1 s

    rows = json.loads(_rows(path).read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))
    yield from (error.message for error in validator.iter_errors(rows))


def _rows(path: Path) -> Path:
    """Return `data.json` for the first table, for each further one the file of its name."""
    table = path.name.removesuffix(_SCHEMA) or "data."
    return path.with_name(f"{table}json")


site_judge = SiteJudge(distribution="jsonschema", files=_files, faults=_faults)
