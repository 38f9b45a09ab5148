"""A Table Dialect (version 2) or CSV Dialect (version 1) becomes a Dialect.

What cannot be carried exactly is a problem: a table is never read in another way than declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Dialect, Key
from hiraku.problems import Problem
from hiraku.reading.catalog.descriptor_parts import Tree
from hiraku.reading.descriptors.document import Document

_SHEET = {"sheet", "sheetName", "sheetNumber", "$schema"}
_HEADER = {"header", "headerRows", "headerJoin"}
_PLAIN = {"delimiter", "quoteChar", "header", "lineTerminator", "csvddfVersion", "$schema"}
# What a dialect may say because it is so anyway.
_USUAL: dict[str, list[Any]] = {
    "doubleQuote": [True],
    "skipInitialSpace": [False],
    "caseSensitiveHeader": [True],
    "commentChar": [None],
    "escapeChar": [None],
    "nullSequence": [None],
    "headerRows": [[1]],
    "headerJoin": [" "],
    "commentRows": [[]],
    "skipBlankRows": [False],
    "lineTerminator": ["\n", "\r\n", None],
}
# What is read in packages of others, whose data is not published.
MORE = _PLAIN | {
    "name", "title", "description", "doubleQuote", "escapeChar", "skipInitialSpace",
    "caseSensitiveHeader", "headerCase", "headerRows", "headerJoin", "commentChar", "commentRows",
    "sheet", "sheetName", "sheetNumber", "property", "itemType", "itemKeys", "keys", "keyed",
}  # fmt: skip
# The reference writes the settings of a format below the format's name.
_FORMATS = ("csv", "excel", "ods", "json")


def dialect_from(tree: Tree, path: str) -> Dialect:
    """Build from a dialect; `path` is the data file's, whose name may say that tabs divide."""
    plain = "\t" if path.casefold().endswith((".tsv", ".tab", ".tsv.gz")) else ","
    stated = flat(tree)
    header = stated.get("header", True) and stated.get("headerRows") != []
    quote = stated.get("quoteChar", '"') or ""
    escape = stated.get("escapeChar")
    return Dialect(
        delimiter=stated.get("delimiter", plain),
        quote_char=quote,
        header=header,
        header_rows=tuple(stated.get("headerRows") or [1]) if header else (),
        header_join=stated.get("headerJoin", " "),
        header_case=stated.get("caseSensitiveHeader", stated.get("headerCase", True)),
        double_quote=stated.get("doubleQuote", True) or (bool(escape) and escape == quote),
        escape_char=None if escape == quote else escape or None,
        skip_initial_space=stated.get("skipInitialSpace", False),
        comment_char=stated.get("commentChar"),
        comment_rows=tuple(stated.get("commentRows") or ()),
        sheet=stated.get("sheetName", stated.get("sheetNumber", stated.get("sheet"))),
        rows_at=stated.get("property"),
        item_keys=tuple(stated.get("itemKeys") or stated.get("keys") or ()),
    )


def flat(tree: Tree) -> dict[str, Any]:
    """Return the settings with those that stand below a format's name."""
    others = {key: value for key, value in tree.items() if key not in _FORMATS}
    for key in _FORMATS:
        others |= tree.get(key) or {}
    return others


def carried(path: str, *, recipe: bool) -> set[str]:
    """Return the settings that are carried for a catalog's own file; a recipe finds the head."""
    if not path.casefold().endswith((".xlsx", ".ods")):
        return _PLAIN
    return _SHEET if recipe else _SHEET | _HEADER


def dialect_problems(
    tree: Tree, document: Document, keys: tuple[Key, ...], known: set[str]
) -> Iterator[Problem]:
    """Yield a problem for each setting that is not carried: that is not `known`."""
    for key, value in flat(tree).items():
        usual = value in _USUAL.get(key, [])
        odd = key == "lineTerminator" and not usual
        if odd or (key not in known and not usual):
            place = document.place(*keys, key)
            yield Problem("dialect-unsupported", place, {"key": key})
