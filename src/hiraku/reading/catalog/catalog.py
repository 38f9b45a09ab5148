"""Walks `datasets/` and `schemas/`: a Catalog, and the problems met on the way.

A broken descriptor is a problem of its own; whatever else can be read is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from hiraku.model import Catalog, Dataset, Schema, SearchWords, Tile
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.catalog import descriptor_parts
from hiraku.reading.catalog.datasets import build_dataset
from hiraku.reading.catalog.descriptor_reader import (
    DescriptorReader,
    Reading,
    Selection,
    languages_of,
)
from hiraku.reading.catalog.schemas import build_schema
from hiraku.reading.catalog.search_words import build_search_words
from hiraku.reading.catalog.site_sources import site_problems
from hiraku.reading.catalog.tile_grid import (
    TILES_FILE,
    TILES_SHAPE,
    grid_problems,
    tile_problems,
    tiles_from,
)
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.files.paths import admit
from hiraku.visible import path_text

SEARCH_WORDS = "datasets/search.yaml"
DESCRIPTORS = ("datapackage.yaml", "datapackage.yml", "datapackage.json")


def read_catalog(root: Path, only: Selection | None = None) -> Reading:
    """Read the catalog under `root`, with `only` no other schemas and datasets than those."""
    reader = DescriptorReader(root, only=only)
    catalog = replace(
        _frame(reader),
        schemas=_schemas(reader),
        tiles=_tiles(reader),
        search=_search_words(reader),
    )
    datasets = tuple(_datasets(reader, catalog))
    whole = replace(catalog, datasets=datasets)
    reader.problems.extend((*_register_problems(whole), *grid_problems(whole)))
    reader.problems.extend(site_problems(root))
    return Reading(whole, tuple(reader.problems))


def language_of(start: Path) -> str:
    """Return the first language of the catalog around a folder, read without a judgement.

    Without a catalog that names one it is that of `Catalog`.
    """
    file = "datasets/catalog.yaml"
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / file).is_file():
            try:
                return languages_of(read_descriptor(admit(folder, file, Place(file)), file))[0]
            except (Refused, OSError):
                break
    return Catalog(start).language


def _frame(reader: DescriptorReader) -> Catalog:
    """The catalog's own description, empty where it cannot be read."""
    file = "datasets/catalog.yaml"
    if not (reader.root / file).exists():
        values = {"wanted": "catalog.yaml"}
        reader.problems.append(Problem("descriptor-missing", Place("datasets"), values))
        return Catalog(reader.root)
    document = reader.document(file, "catalog")
    if not document:
        return Catalog(reader.root)
    tree, codes = document.value, reader.codes
    gone = descriptor_parts.withdrawn(tree, codes)
    return Catalog(
        reader.root,
        title=descriptor_parts.title(tree, tree["name"], codes),
        description=descriptor_parts.text(tree, "description", codes),
        publisher=descriptor_parts.party(tree, "publisher", codes),
        contact=descriptor_parts.party(tree, "contact", codes),
        licenses=descriptor_parts.licenses(tree, codes),
        languages=codes,
        spatial=descriptor_parts.spatial(tree, codes),
        themes=descriptor_parts.themes(tree, codes),
        findings=descriptor_parts.findings(tree),
        municipalities=descriptor_parts.register(tree, codes),
        withdrawn=tuple(
            withdrawn for withdrawn in gone if not (withdrawn.resource or withdrawn.version)
        ),
        withdrawn_parts=tuple(
            withdrawn for withdrawn in gone if withdrawn.resource or withdrawn.version
        ),
        redirects=tree.get("redirects") or {},
        allow=descriptor_parts.allowances(tree),
        cp932=tree.get("cp932", False),
        severities=descriptor_parts.severities(tree),
        origin=document.origin,
    )


def _register_problems(catalog: Catalog) -> Iterator[Problem]:
    """Yield where the register of municipalities names a dataset or a field that is not there."""
    register = catalog.municipalities
    if not register:
        return
    listed = catalog.dataset(register.dataset)
    schema = listed.resources[0].schema if listed else None
    keys = {"dataset": register.dataset} if not listed else {}
    keys |= {
        key: getattr(register, key)
        for key in ("code", "name", "kana", "english")
        if schema and getattr(register, key) and not schema.field_named(getattr(register, key))
    }
    for key, name in keys.items():
        where = ("municipalities", key)
        place = Place(catalog.origin.file, line=catalog.origin.line(*where), key=".".join(where))
        hint = "field" if listed else None
        yield Problem("municipalities-unknown", place, {"found": name}, hint=hint)


def _tiles(reader: DescriptorReader) -> tuple[Tile, ...]:
    """The grid of tiles; a catalog may do without."""
    if not (reader.root / TILES_FILE).exists():
        return ()
    document = reader.document(TILES_FILE, TILES_SHAPE)
    if not document:
        return ()
    reader.problems.extend(tile_problems(document, reader.codes))
    return tiles_from(document, reader.codes)


def _schemas(reader: DescriptorReader) -> dict[str, Schema]:
    schemas: dict[str, Schema] = {}
    for path in sorted((reader.root / "schemas").glob("*.yaml")):
        if reader.only and path.name not in reader.only.schemas:
            continue
        document = reader.document(f"schemas/{path.name}", "schema")
        if document:
            reader.named(document, path.stem)
            schemas[path.stem] = build_schema(document, path.stem, reader.codes)
        else:
            reader.broken.add(path.stem)
    return schemas


def _search_words(reader: DescriptorReader) -> SearchWords:
    """Read how the search reads words and which it holds for the same; a catalog may do without."""
    if not (reader.root / SEARCH_WORDS).exists():
        return SearchWords()
    document = reader.document(SEARCH_WORDS, "search")
    if not document:
        return SearchWords()
    words, problems = build_search_words(document)
    reader.problems.extend(problems)
    return words


def _datasets(reader: DescriptorReader, catalog: Catalog) -> Iterator[Dataset]:
    for folder in _folders(reader.root / "datasets"):
        if reader.only and folder.name not in reader.only.folders:
            continue
        file = _descriptor(folder)
        if (shown := path_text(folder.name)) != folder.name:
            place = Place(f"datasets/{shown}")
            reader.problems.append(Problem("name-unportable", place, {"name": shown}))
            continue
        if file is None:
            values = {"wanted": DESCRIPTORS[0]}
            place = Place(f"datasets/{folder.name}")
            reader.problems.append(Problem("descriptor-missing", place, values))
            continue
        document = reader.document(f"datasets/{folder.name}/{file}", "dataset")
        if not document:
            continue
        if _taken(reader, document, folder):
            continue
        reader.named(document, folder.name)
        dataset, problems = build_dataset(document, folder, catalog, reader.broken)
        reader.problems.extend(problems)
        yield dataset


def _taken(reader: DescriptorReader, document: Document, folder: Path) -> bool:
    """Tell whether the name is that of another dataset's folder, and note it."""
    name = document.value["name"]
    if name == folder.name or not _descriptor(folder.parent / name):
        return False
    values = {"name": name, "other": f"datasets/{name}"}
    reader.problems.append(Problem("duplicate-dataset", document.place("name"), values))
    return True


def _folders(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    return sorted(
        folder for folder in path.iterdir() if folder.is_dir() and folder.name[0] not in "._"
    )


def _descriptor(folder: Path) -> str | None:
    return next((name for name in DESCRIPTORS if (folder / name).exists()), None)
