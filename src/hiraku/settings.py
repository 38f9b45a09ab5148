"""hiraku's options, as they stand under `plugins: - hiraku:` in `mkdocs.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.errors import UsageError

CONFIGURATION = "mkdocs.yml"

PREVIEWS = ("chunks", "range")

_SIZE = re.compile(r"[0-9]+(\.[0-9]+)? ?[KMGT]i?B")


class Settings(Struct, frozen=True):
    """`memory_limit` is DuckDB's, as in `512MB`; what does not fit spills to `build/cache`.

    `preview` is the way in which a page reads a large table: by small files or by ranges of one.
    """

    memory_limit: str = "352MB"
    preview: str = "chunks"


def settings_from(options: Mapping[str, Any]) -> Settings:
    """Read the options; raise `UsageError` for one that does not exist."""
    known = Settings.__struct_fields__
    for key in options:
        if key not in known:
            near = get_close_matches(key, known, n=1) or known
            raise UsageError("stops.unknown-option", key=key, nearest=near[0])
    settings = Settings(**{key: str(value) for key, value in options.items()})
    if not _SIZE.fullmatch(settings.memory_limit):
        raise UsageError("stops.memory-limit", memory_limit=settings.memory_limit)
    if settings.preview not in PREVIEWS:
        raise UsageError("stops.preview", preview=settings.preview)
    return settings


def read_settings(root: Path) -> Settings:
    """Read the options of the catalog under `root`; the defaults where it has none."""
    path = root / CONFIGURATION
    if not path.is_file():
        return Settings()
    from hiraku.configuration import read_mkdocs_yaml  # noqa: PLC0415 - a file alone has no mkdocs.yml

    listed = read_mkdocs_yaml(path).get("plugins")
    for plugin in listed if isinstance(listed, list) else [listed]:
        if isinstance(plugin, dict) and isinstance(plugin.get("hiraku"), dict):
            return settings_from(plugin["hiraku"])
    return Settings()
