"""Which files are tables of text, and what their bytes tell before anything is read from them."""

from __future__ import annotations

from pathlib import Path

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.csv.line_scan import LEAST_BYTES
from hiraku.reading.files.appearance import refuse_conflict, refuse_disguised
from hiraku.reading.files.compressed import SUFFIXES
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import starts_with_bom
from hiraku.reading.files.survey import survey
from hiraku.reading.records.table_format import table_formats

FORMATS = {".csv", ".tsv", ".tab", ".txt"}
# Workbooks that are no data of a catalog: what they hide, or run, would be published with them.
_OF_OLD = {".xls": "workbook-of-old", ".xlsm": "macros"}
_TEXT_TYPES = {"text/csv", "text/tab-separated-values"}


def is_text(path: Path, resource: Resource) -> bool:
    """Tell whether it is a table of text: by the file's name, or where that tells nothing, else."""
    suffix = path.suffix.casefold()
    if suffix in FORMATS:
        return True
    said = str(resource.descriptor.get("format", "")).casefold()
    typed = str(resource.descriptor.get("mediatype", "")).partition(";")[0].casefold()
    return not _is_known(suffix) and (f".{said}" in FORMATS or typed in _TEXT_TYPES)


def _is_known(suffix: str) -> bool:
    kinds = (form.suffixes for form in table_formats().values())
    return suffix in SUFFIXES or any(suffix in kind for kind in kinds)


def looked_at(path: Path, place: Place, resource: Resource, relation: str) -> DataFile:
    """Look at a file's bytes before it is read; raise `Refused` where they are no table of text.

    A large one is read by lines: of those that are sound no character is odd.
    """
    suffix = path.suffix.casefold()
    if not is_text(path, resource):
        hint = "compressed" if suffix in SUFFIXES else _OF_OLD.get(suffix)
        values = {"format": path.suffix or path.name}
        raise Refused(Problem("file-unsupported", place, values, hint=hint))
    refuse_disguised(path, place)
    start = 3 if starts_with_bom(path) else 0
    by_lines = path.stat().st_size - start >= LEAST_BYTES
    surveyed = survey(path, resource.dialect, start, characters=not by_lines)
    if surveyed.empty:
        raise Refused(Problem("file-empty", place))
    if surveyed.conflict:
        refuse_conflict(path, place)
    return DataFile(path, place, resource, relation, surveyed, start)
