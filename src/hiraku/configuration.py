"""`mkdocs.yml`, read without MkDocs: to import it takes a check longer than all else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hiraku.errors import UsageError

# YAML takes a second for so much; no configuration is so long.
MAX_BYTES = 256 * 1024


def read_mkdocs_yaml(path: Path) -> dict[str, Any]:
    """Return the settings as they are written; raise `UsageError` where it is no YAML."""
    import yaml  # noqa: PLC0415 - whoever checks one table has none

    try:
        read = yaml.load(read_text(path), Loader=_loader())  # noqa: S506 - makes text only
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError("stops.configuration-broken", error=error) from error
    return read if isinstance(read, dict) else {}


def read_text(path: Path) -> str:
    """Return the text of a configuration; raise `UsageError` where it is none, or very long."""
    if path.stat().st_size > MAX_BYTES:
        raise UsageError("stops.configuration-broken", error=f"> {MAX_BYTES:,} B")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("stops.not-utf-8", name=path.name, reason=error.reason) from error


@cache
def _loader() -> Any:
    """Return a loader that leaves MkDocs' own tags (`!ENV`, `!relative`) alone: we have none."""
    import yaml  # noqa: PLC0415 - as above

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005
    return Loader
