"""The types that a catalog's schema gives to the columns of a data file."""

from __future__ import annotations

from pathlib import Path

from hiraku.reading.catalog.catalog import read_catalog


def known_types(path: Path) -> dict[str, str]:
    """Return the type of each column by its head; nothing where the file is in no catalog."""
    whole = path.resolve()
    for folder in whole.parents:
        if folder.parent.name == "datasets" and (folder.parent / "catalog.yaml").is_file():
            return _of_dataset(folder, whole)
    return {}


def _of_dataset(folder: Path, file: Path) -> dict[str, str]:
    for dataset in read_catalog(folder.parent.parent).catalog.datasets:
        for resource in dataset.resources:
            if dataset.folder == folder and folder / resource.path == file and resource.schema:
                return {field.name: field.type for field in resource.schema.fields}
    return {}
