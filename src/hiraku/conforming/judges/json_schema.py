"""The rows of each `data.json` by the JSON Schema that is published beside it."""

import json
from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("datasets/*/json-schema.json"))


def _faults(path: Path) -> Iterator[str]:
    import jsonschema  # noqa: PLC0415 - takes 0.1 s

    rows = json.loads(path.with_name("data.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))
    yield from (error.message for error in validator.iter_errors(rows))


site_judge = SiteJudge(distribution="jsonschema", files=_files, faults=_faults)
