"""Nothing that was published disappears in silence: not without a tombstone at its address."""

from __future__ import annotations

import json
from pathlib import Path

from hiraku.errors import HirakuError
from hiraku.publishing.site import links

# What each dataset's folder has, and no other folder beside it.
_MARK = "datapackage.json"
_SHOWN = 10


def vanished(before: Path, after: Path) -> list[str]:
    """Return the ids that have a page in the site before and have none in the site after.

    Those of tombstones count as well: an address that was once cited says so for ever.
    """
    folder = links.file(links.datasets()).removesuffix("index.html")
    published = {page.parent.name for page in (before / folder).glob(f"*/{_MARK}")}
    return [
        name
        for name in sorted({*published, *_withdrawn(before)})
        if not (after / folder / name / "index.html").is_file()
    ]


def _withdrawn(site: Path) -> set[str]:
    listed = site / links.WITHDRAWN
    if not listed.is_file():
        return set()
    return {str(dataset["id"]) for dataset in json.loads(listed.read_text(encoding="utf-8"))}


def refuse_missing_datasets(before: Path, after: Path) -> None:
    """Raise `HirakuError` where a dataset would be gone without a word."""
    gone = vanished(before, after)
    if not gone:
        return
    shown = "\n".join(f"  {name}" for name in gone[:_SHOWN])
    raise HirakuError("stops.vanished", count=len(gone), shown=shown, before=before)
