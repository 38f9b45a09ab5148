"""Names that differ, but not to the eye, or not to every disk.

`Cards.csv` and `cards.csv`, or one name composed in two ways (NFC, NFD), are one file on Windows
and macOS: one of the two is lost there. `cards-1` and `cards-l`, or `カード` and the same with the
kanji `力`, are taken for each other by people, which is what whoever imitates a dataset wants.
"""

import unicodedata
from collections.abc import Callable, Iterator

from hiraku.checking.contracts import Finding, catalog_rule
from hiraku.look_alikes import seen
from hiraku.model import Catalog, Dataset
from hiraku.problems import Place, Severity

rule = catalog_rule(__name__)

_DIGITS = str.maketrans("01", "ol")

_Named = Iterator[tuple[str, Place]]


@rule.finds
def names_alike(catalog: Catalog) -> Iterator[Finding]:
    yield from _twins(_ids(catalog), _seen_id, Severity.ERROR)
    yield from _twins(_schemas(catalog), _seen_id, Severity.ERROR)
    for dataset in catalog.datasets:
        yield from _twins(_of_resources(dataset, "name"), _seen_id, Severity.ERROR)
        yield from _twins(_of_resources(dataset, "path"), _on_a_disk, Severity.ERROR)
    yield from _twins(_titles(catalog), seen, Severity.WARNING)


def _ids(catalog: Catalog) -> _Named:
    for dataset in catalog.datasets:
        yield dataset.id, Place(dataset.origin.file, line=dataset.origin.line("name"), key="name")


def _schemas(catalog: Catalog) -> _Named:
    for identifier, schema in catalog.schemas.items():
        yield identifier, Place(schema.origin.file)


def _titles(catalog: Catalog) -> _Named:
    for dataset in catalog.datasets:
        line = dataset.origin.line("title")
        yield str(dataset.title), Place(dataset.origin.file, line=line, key="title")


def _of_resources(dataset: Dataset, key: str) -> _Named:
    for index, resource in enumerate(dataset.resources):
        line = dataset.origin.line("resources", index, key)
        place = Place(dataset.origin.file, line=line, key=f"resources.{index}.{key}")
        yield resource.path if key == "path" else resource.name, place


def _twins(names: _Named, picture: Callable[[str], str], severity: Severity) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name, place in names:
        other = first.setdefault(picture(name), name)
        if name != other:
            yield Finding({"name": name, "other": other}, place, severity=severity)


def _seen_id(name: str) -> str:
    return seen(name).casefold().translate(_DIGITS)


def _on_a_disk(path: str) -> str:
    """Return what a disk keeps apart that knows neither case nor forms of one character."""
    return seen(unicodedata.normalize("NFC", path)).casefold()
