"""What the page for a file at hand knows of the tables, as its script reads it.

The script judges only what is certain without hiraku; what it leaves to the check before publishing
is told by name. Its findings are told in the sentences of the pages on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hiraku.checking.cells.hints import code_length, constraint_hint
from hiraku.checking.types.digits import punctuated
from hiraku.checking.types.field_type import type_of
from hiraku.checking.types.patterns.translation import translated
from hiraku.checking.types.truth_values import certain_texts, spellings
from hiraku.explanations import Explanation, explanation
from hiraku.languages import filling, found, listed, message, say
from hiraku.model import Catalog, Dataset, Field, Resource, Schema
from hiraku.publishing.metadata.ecma_patterns import from_re2, goes_back_little

Tree = dict[str, Any]

_JUDGED = {"string", "any", "integer", "number", "boolean", "date", "year", "yearmonth"}
_CSV = {"csv", "tsv", "txt"}
_CODECS = {"cp932": True, "ms932": True, "windows-31j": True, "shift_jis": True, "utf-8": False}
# What the script finds.
_FINDINGS = (
    "blank-label", "blank-row", "constraint-error", "duplicate-label", "encoding-undeclared",
    "extra-cell", "extra-label", "file-empty", "incorrect-label", "missing-cell", "missing-label",
    "no-rows", "primary-key", "stray-quote", "text-after-quote", "type-error", "unique-error",
    "unterminated-quote",
)  # fmt: skip

# A list of more is left to the check before publishing.
_MOST_MEMBERS = 1000
_WORDS = (
    "checking", "choose-table", "many", "no-csv", "none", "one", "open-cells", "option", "rest",
    "row", "rows", "too-large", "whole", "workbook",
)  # fmt: skip


def desk_tables(catalog: Catalog, code: str) -> Tree:
    """Return the tables that the script can judge, and its words, in a language."""
    pairs = [(dataset, table) for dataset in catalog.datasets for table in dataset.resources]
    return {
        "tables": [
            _table(dataset, resource, resource.schema, code)
            for dataset, resource in pairs
            if resource.schema and _readable(resource, resource.schema)
        ],
        "others": [
            _titled(dataset, resource, code)
            for dataset, resource in pairs
            if not (resource.schema and _readable(resource, resource.schema))
        ],
        "findings": {name: _sentences(explanation(name, code)) for name in _FINDINGS},
        "listed": listed(code, ["", ""]),
        "words": {name: _said(f"desk-check.{name}", code) for name in _WORDS},
    }


def _readable(resource: Resource, schema: Schema) -> bool:
    """Tell whether the script reads such a file: CSV with one header row, in one of two codes.

    Its columns are those of the schema, in their order.
    """
    if schema.descriptor.get("fieldsMatch", "exact") not in ("exact", ["exact"]):
        return False
    dialect, suffix = resource.dialect, resource.path.rpartition(".")[2].casefold()
    plain = dialect.plain and dialect.header and dialect.quote_char == '"'
    known = (resource.encoding or "utf-8").casefold().replace("utf8", "utf-8") in _CODECS
    return suffix in _CSV and plain and known and dialect.header_rows == (1,)


def _table(dataset: Dataset, resource: Resource, schema: Schema, code: str) -> Tree:
    return {
        "title": _titled(dataset, resource, code),
        "file": f"{dataset.folder.name}/{resource.path}",
        "delimiter": resource.dialect.delimiter,
        "cp932": _CODECS.get((resource.encoding or "").casefold(), False),
        "columns": [_column(field, code) for field in schema.fields],
        "keys": list(_keys(schema)),
        "open": list(_open(schema, code)),
    }


def _titled(dataset: Dataset, resource: Resource, code: str) -> str:
    title = str(dataset.title.in_language(code))
    several = len(dataset.resources) > 1
    return f"{title} {resource.title.in_language(code)}" if several else title


def _keys(schema: Schema) -> Iterator[Tree]:
    alone = [(field.name,) for field in schema.fields if field.constraints.get("unique") is True]
    for names in (*alone, *schema.unique_keys):
        if names != schema.primary_key:
            yield {"id": "unique-error", "names": list(names)}
    if schema.primary_key:
        yield {"id": "primary-key", "names": list(schema.primary_key)}


def _column(field: Field, code: str) -> Tree:
    column: Tree = {
        "name": field.name,
        "title": str(field.title.in_language(code)),
        "type": field.type,
        "typeTitle": filling(type_of(field).title, code),
        "missing": [missing.value for missing in field.missing_values],
        "required": field.required,
        "open": _is_open(field),
        "constraints": dict(_constraints(field)),
        "wanted": _wanted(field, code),
    }
    if field.type == "boolean":
        true, false = spellings(field)
        column["spellings"], column["truths"] = [*true, *false], list(certain_texts(field))
    if length := code_length(field):
        column["digits"] = length
    return column


def _is_open(field: Field) -> bool:
    """Tell whether nothing is certain of its cells without hiraku."""
    own = field.format != "default" or field.descriptor.get("categories")
    return field.type not in _JUDGED or bool(own) or punctuated(field)


def _constraints(field: Field) -> Iterator[tuple[str, Any]]:
    """Yield each, as the script compares it; what a browser cannot be asked is None."""
    for name, wanted in field.constraints.items():
        if name == "pattern":
            yield name, _pattern(str(wanted))
        elif name == "enum":
            yield name, _members(wanted, field)
        elif name not in {"required", "unique"}:
            yield name, wanted


def _pattern(wanted: str) -> str | None:
    """Return what a browser matches as hiraku does, and soon; None where there is no such."""
    linear = translated(wanted).linear
    return from_re2(linear) if linear is not None and goes_back_little(linear) else None


def _members(wanted: Sequence[Any], field: Field) -> list[str] | None:
    """Return the texts of `enum`; None of so many that a page cannot carry them."""
    texts = [member for member in wanted if isinstance(member, str)]
    known = texts if field.type == "string" else list(map(str, wanted))
    return known if len(known) <= _MOST_MEMBERS else None


def _wanted(field: Field, code: str) -> Mapping[str, str]:
    """Return what each constraint asks for, in words."""
    named = [name for name in field.constraints if name not in {"unique", "jsonSchema"}]
    hints = {name: constraint_hint(name, "", field, near=False) for name in named}
    return {name: filling(values["wanted"], code) for name, (_, values) in hints.items()}


def _open(schema: Schema, code: str) -> Iterator[str]:
    """Yield what the script leaves to the check before publishing."""
    for field in schema.fields:
        title = str(field.title.in_language(code))
        if _is_open(field):
            kind = filling(type_of(field).title, code)
            yield say(code, "desk-check.open-column", title=title, type=kind)
        if field.is_municipality_code:
            yield say(code, "desk-check.open-codes", title=title)
    for key in schema.foreign_keys:
        titles = _titles(schema, key.fields, code)
        yield say(code, "desk-check.open-key", title=titles)


def _titles(schema: Schema, names: Sequence[str], code: str) -> str:
    fields = [field for field in schema.fields if field.name in names]
    return listed(code, [str(field.title.in_language(code)) for field in fields])


def _said(key: str, code: str) -> str:
    """Return a message with its blanks, which the script fills."""
    return message(*found(code, key))


def _sentences(page: Explanation) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of a page by part and hint; the general one has no hint."""
    parts: dict[str, dict[str, str]] = {"found": {}, "cure": {}}
    for (part, hint), sentence in page.sentences.items():
        if part in parts:
            parts[part][hint or ""] = sentence
    return parts
