"""`mkdocs.yml`, read without MkDocs: to import it takes a check longer than all else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from hiraku.errors import UsageError


def tree(path: Path) -> dict[str, Any]:
    """Return the settings as they are written; raise `UsageError` where it is no YAML."""
    try:
        read = yaml.load(read_text(path), Loader=_Loader)  # noqa: S506 - makes text only
    except yaml.YAMLError as error:
        raise UsageError(
            f"mkdocs.yml が正しくありません: {error}", f"mkdocs.yml is not right: {error}"
        ) from error
    return read if isinstance(read, dict) else {}


def read_text(path: Path) -> str:
    """Return the text of a configuration; raise `UsageError` where it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path.name} は UTF-8 ではありません。UTF-8 で保存してください。",
            f"{path.name} is not UTF-8 ({error.reason}). Save it as UTF-8.",
        ) from error


class _Loader(yaml.SafeLoader):
    """Leaves MkDocs' own tags (`!ENV`, `!relative`) alone: hiraku's options have none."""


_LOADER_IGNORES: Any = _Loader
_LOADER_IGNORES.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005
