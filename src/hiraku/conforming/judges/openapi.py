"""The description of the API (OpenAPI 3.1)."""

import json
from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield site / "openapi.json"


def _faults(path: Path) -> Iterator[str]:
    from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: PLC0415 - may be absent

    tree = json.loads(path.read_text("utf-8"))
    yield from (error.message for error in OpenAPIV31SpecValidator(tree).iter_errors())


site_judge = SiteJudge(distribution="openapi-spec-validator", files=_files, faults=_faults)
