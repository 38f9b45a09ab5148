"""Walks `datasets/` and `schemas/`: a Catalog, and the problems met on the way.

A broken descriptor is a problem of its own; whatever else can be read is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.languages import spoken
from hiraku.model import LANGUAGES, Catalog, Dataset, Schema, SearchWords, Theme, Tile
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.catalog import parts
from hiraku.reading.catalog.datasets import build_dataset, is_table
from hiraku.reading.catalog.dialects import dialect_problems
from hiraku.reading.catalog.schemas import build_schema
from hiraku.reading.catalog.search_words import build_search_words
from hiraku.reading.catalog.site_sources import site_problems
from hiraku.reading.catalog.tile_grid import FILE, SHAPE, grid_problems, tile_problems, tiles_from
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.hidden_characters import hidden_characters
from hiraku.reading.descriptors.read import MAX_BYTES, read_descriptor
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.reading.descriptors.standard import DIALECT, PACKAGE, SCHEMA, sound_part
from hiraku.reading.files.paths import admit

SEARCH_WORDS = "site_src/search.yaml"
DESCRIPTORS = ("datapackage.yaml", "datapackage.yml", "datapackage.json")


class Reading(Struct, frozen=True):
    """A catalog, and what was wrong with its descriptors."""

    catalog: Catalog
    problems: tuple[Problem, ...] = ()


class Selection(Struct, frozen=True):
    """The folders of `datasets/` and the files of `schemas/` to read, by their names."""

    folders: Collection[str]
    schemas: Collection[str]


class _Reader(Struct):
    root: Path
    strict: bool = True
    codes: parts.Codes = LANGUAGES
    only: Selection | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def document(self, file: str, shape: str) -> Document | None:
        """Read one descriptor; None, with its problems noted, where it is of no use."""
        try:
            path = admit(self.root, file, Place(file), max_bytes=MAX_BYTES * 1024)
            document = read_descriptor(path, file)
        except Refused as refused:
            self.problems.append(refused.problem)
            return None
        if shape == "catalog":
            self.codes = _languages(document)
        if not self.strict:
            sound, found = sound_part(document, shape)
            self.problems.extend(found)
            return sound
        found = shape_problems(document, shape, self.codes)
        self.problems.extend((*found, *hidden_characters(document)))
        usable = all(each.id == "unknown-property" for each in found)
        return document if usable and document.value else None

    def named(self, document: Document, expected: str) -> None:
        """Compare a descriptor's name with the folder or file that it stands in."""
        found = document.value.get("name", expected)
        if found != expected:
            values = {"name": found, "folder": expected}
            self.problems.append(Problem("name-mismatch", document.place("name"), values))


def read_catalog(root: Path, only: Selection | None = None) -> Reading:
    """Read the catalog under `root`, with `only` no other schemas and datasets than those."""
    reader = _Reader(root, only=only)
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
                return _languages(read_descriptor(admit(folder, file, Place(file)), file))[0]
            except (Refused, OSError):
                break
    return Catalog(start).language


def read_package(path: Path) -> Reading:
    """Read one Data Package that stands alone, as others write them: only what is wrong counts."""
    reader = _Reader(path.parent, strict=False)
    catalog = Catalog(path.parent, strict=False)
    document = reader.document(path.name, PACKAGE)
    datasets: tuple[Dataset, ...] = ()
    if document:
        dataset, problems = build_dataset(document, path.parent, catalog)
        reader.problems.extend(problems)
        datasets = (dataset,)
        reader.problems.extend(_repeated_names(document))
        if not any(each.schema or is_table(each.descriptor) for each in dataset.resources):
            reader.problems.append(Problem("nothing-checked", document.place("resources")))
    return Reading(replace(catalog, datasets=datasets), tuple(reader.problems))


def _repeated_names(document: Document) -> Iterator[Problem]:
    """Yield names that an earlier resource has: they MUST be unique (Data Resource, `name`)."""
    names = [each["name"] for each in document.value["resources"]]
    for at, name in enumerate(names):
        if name in names[:at]:
            place = document.place("resources", at, "name")
            yield Problem("resource-name", place, {"name": name}, hint="repeated")


def read_schema(path: Path) -> tuple[Schema | None, tuple[Problem, ...]]:
    """Read a Table Schema that stands alone."""
    reader = _Reader(path.parent, strict=False)
    document = reader.document(path.name, SCHEMA)
    found = build_schema(document, path.stem, reader.codes) if document else None
    return found, tuple(reader.problems)


def read_dialect(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Read a Table Dialect that stands alone: its settings, and what is wrong with them."""
    reader = _Reader(path.parent, strict=False)
    document = reader.document(path.name, DIALECT)
    if not document:
        return {}, tuple(reader.problems)
    reader.problems.extend(dialect_problems(document.value, document, (), strict=False))
    return document.value, tuple(reader.problems)


def _frame(reader: _Reader) -> Catalog:
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
    gone = parts.withdrawn(tree, codes)
    return Catalog(
        reader.root,
        title=parts.title(tree, tree["name"], codes),
        description=parts.text(tree, "description", codes),
        publisher=parts.party(tree, "publisher", codes),
        contact=parts.party(tree, "contact", codes),
        licenses=parts.licenses(tree, codes),
        languages=codes,
        spatial=parts.spatial(tree, codes),
        themes=tuple(
            Theme(
                each["name"],
                parts.title(each, each["name"], codes),
                parts.text(each, "description", codes),
            )
            for each in tree.get("themes") or ()
        ),
        municipalities=parts.register(tree),
        withdrawn=tuple(each for each in gone if not (each.resource or each.version)),
        withdrawn_parts=tuple(each for each in gone if each.resource or each.version),
        redirects=tree.get("redirects") or {},
        origin=document.origin,
    )


def _languages(document: Document) -> parts.Codes:
    """Return the languages that a catalog names; those of a list that is none are told apart."""
    named = document.value.get("languages") if isinstance(document.value, dict) else None
    codes = named if isinstance(named, list) else []
    return tuple(code for code in codes if code in spoken()) or LANGUAGES


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
    for key, found in keys.items():
        where = ("municipalities", key)
        place = Place(catalog.origin.file, line=catalog.origin.line(*where), key=".".join(where))
        hint = "field" if listed else None
        yield Problem("municipalities-unknown", place, {"found": found}, hint=hint)


def _tiles(reader: _Reader) -> tuple[Tile, ...]:
    """The grid of tiles; a catalog may do without."""
    if not (reader.root / FILE).exists():
        return ()
    document = reader.document(FILE, SHAPE)
    if not document:
        return ()
    reader.problems.extend(tile_problems(document, reader.codes))
    return tiles_from(document, reader.codes)


def _schemas(reader: _Reader) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for path in sorted((reader.root / "schemas").glob("*.yaml")):
        if reader.only and path.name not in reader.only.schemas:
            continue
        document = reader.document(f"schemas/{path.name}", "schema")
        if document:
            reader.named(document, path.stem)
            found[path.stem] = build_schema(document, path.stem, reader.codes)
        else:
            reader.broken.add(path.stem)
    return found


def _search_words(reader: _Reader) -> SearchWords:
    """Read how the search reads words and which it holds for the same; a catalog may do without."""
    if not (reader.root / SEARCH_WORDS).exists():
        return SearchWords()
    document = reader.document(SEARCH_WORDS, "search")
    if not document:
        return SearchWords()
    words, problems = build_search_words(document)
    reader.problems.extend(problems)
    return words


def _datasets(reader: _Reader, catalog: Catalog) -> Iterator[Dataset]:
    for folder in _folders(reader.root / "datasets"):
        if reader.only and folder.name not in reader.only.folders:
            continue
        file = _descriptor(folder)
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


def _taken(reader: _Reader, document: Document, folder: Path) -> bool:
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
    return sorted(each for each in path.iterdir() if each.is_dir() and each.name[0] not in "._")


def _descriptor(folder: Path) -> str | None:
    return next((name for name in DESCRIPTORS if (folder / name).exists()), None)
