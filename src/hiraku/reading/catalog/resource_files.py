"""Where the table of a resource lies, and whether it is one, by what its descriptor says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from hiraku.problems import Place, Problem
from hiraku.reading.catalog.descriptor_parts import Tree

# Files that are tables though nothing says so; JSON and text may be anything.
TABLES = {"csv", "tsv", "tab", "xlsx", "xlsm", "xls", "ods", "jsonl", "ndjson"}


def is_table(tree: Tree) -> bool:
    """Tell whether a resource is a table: it says so, has a schema, or is a file of that kind."""
    said = tree.get("type") == "table" or tree.get("profile") == "tabular-data-resource"
    if said or tree.get("schema") is not None or "data" in tree:
        return True
    suffix = PurePosixPath(path_of(tree)).suffix.lstrip(".").casefold()
    other = tree.get("type") or tree.get("profile")
    return suffix in TABLES and not other


def source_problems(tree: Tree, place: Place, *, strict: bool) -> Iterator[Problem]:
    """A resource is one table or the rows in the descriptor, never both; of a catalog, one file."""
    path = tree.get("path")
    if strict and further_paths(tree):
        yield Problem("several-files", place, {"files": (path_of(tree), *further_paths(tree))})
    if path and "data" in tree:
        yield Problem("several-files", place, {"files": (str(path), "data")})


def named(tree: Tree) -> str:
    """Return the path, with an ending that tells of tabs where only other properties do."""
    path, said = path_of(tree), str(tree.get("format", "")).casefold()
    tabs = said in {"tsv", "tab"} or (not said and _typed(tree) == "text/tab-separated-values")
    return f"{path}.tsv" if tabs and not PurePosixPath(path).suffix else path


def _typed(tree: Tree) -> str:
    return str(tree.get("mediatype", "")).partition(";")[0].strip().casefold()


def path_of(tree: Tree) -> str:
    """Return the first path, empty where the data stands in the descriptor itself."""
    path = tree.get("path", "")
    return str(path if isinstance(path, str) else path[0])


def further_paths(tree: Tree) -> tuple[str, ...]:
    """Return the paths behind the first."""
    path = tree.get("path")
    return tuple(map(str, path[1:])) if isinstance(path, list) else ()
