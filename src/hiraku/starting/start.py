"""Write a new catalog: all of its files or none, and never over anything that is there."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from hiraku.errors import UsageError
from hiraku.own_files import write_new
from hiraku.starting import catalog, pipelines, site
from hiraku.starting.answers import Answers
from hiraku.starting.for_editors import editor_line
from hiraku.starting.installed import Installed, installed

# What a repository often has already; the catalog is whole without ours.
_SPARE = (".gitignore", "README.md", "requirements.txt", ".github/workflows/open-data.yml")


class Started(Struct, frozen=True):
    """The paths that were written, and those that were there and stayed as they were."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start(
    root: Path, answers: Answers, today: dt.date, datasets: Mapping[str, bytes] | None = None
) -> Started:
    """Write a catalog into a folder; raise `UsageError` where a file of it is there already.

    `datasets` are the files of its own datasets by their paths; without them it has an example.
    """
    origin = installed()
    texts = _around(answers, origin, example=datasets is None)
    files: dict[str, bytes] = {path: text.encode() for path, text in texts.items()}
    files |= _example(answers, today) if datasets is None else datasets
    there = [path for path in files if os.path.lexists(root / path)]
    standing = [path for path in there if path not in _SPARE]
    if standing or os.path.lexists(root / "datasets"):
        raise UsageError("starting.there", root=root, paths=", ".join(standing or ["datasets"]))
    root.mkdir(parents=True, exist_ok=True)
    new = {path: content for path, content in files.items() if path not in there}
    new |= _wheel(root, origin)
    write_new(root, new)
    return Started(tuple(new), tuple(there))


def _example(answers: Answers, today: dt.date) -> dict[str, bytes]:
    package = editor_line(answers.address, "datapackage") + catalog.package(answers, today)
    schema = editor_line(answers.address, "schema") + catalog.schema(answers)
    return {
        f"datasets/{catalog.DATASET}/datapackage.yaml": package.encode(),
        f"datasets/{catalog.DATASET}/{catalog.DATASET}.csv": catalog.table(answers).encode(),
        f"schemas/{catalog.DATASET}.yaml": schema.encode(),
    }


def _around(answers: Answers, origin: Installed, *, example: bool) -> dict[str, str]:
    whole = catalog.catalog(answers, example=example)
    return {
        "datasets/catalog.yaml": editor_line(answers.address, "catalog") + whole,
        "mkdocs.yml": site.configuration(answers),
        **site.pages(answers),
        ".gitignore": site.GITIGNORE,
        "README.md": site.readme(answers, origin, example=example),
        "requirements.txt": f"{origin.requirement}\n",
        ".github/workflows/open-data.yml": pipelines.open_data(),
    }


def _wheel(root: Path, origin: Installed) -> dict[str, bytes]:
    """Return the wheel of this hiraku beside `requirements.txt`, so that a service has it too."""
    if origin.source and origin.wheel and not os.path.lexists(root / origin.wheel):
        return {origin.wheel: origin.source.read_bytes()}
    return {}
