"""Tables that are no CSV are parsed in a worker process: what kills a parser is a finding here."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.model import Origin, Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.csv.csv_text import CsvText
from hiraku.reading.csv.sifting import SiftedCsv
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import Encoding, decode
from hiraku.reading.records.record_reader import Sound, write_sound
from hiraku.reading.records.table_format import TableFormat, table_formats
from hiraku.reading.records.text_files import FORMATS

LIMITS = Limits(seconds=30)
HARMLESS_CSV = 8 * MEGABYTE


class Targets(Struct, frozen=True):
    """Where records are written: the sound ones, and apart those that are plain."""

    sound: Path
    plain: Path | None = None


def form_of(path: Path, resource: Resource) -> str | None:
    """Return the name of the format of such files; None where there is none."""
    named = str(resource.descriptor.get("format", "")).casefold()
    for suffix in (path.suffix.casefold(), f".{named}"):
        for name, form in table_formats().items():
            if suffix in form.suffixes:
                return name
    return None if named or path.suffix.casefold() in FORMATS else _by_media_type(resource)


def _by_media_type(resource: Resource) -> str | None:
    typed = str(resource.descriptor.get("mediatype", "")).partition(";")[0].strip().casefold()
    forms = table_formats().items()
    return next((name for name, form in forms if typed in form.media_types), None)


def read_table(name: str, path: Path, resource: Resource, place: Place, target: Path) -> Sound:
    """Write the sound records of a file as CSV; raise `Refused` where it cannot be read.

    `name` is the format's.
    """
    form = table_formats()[name]
    if path.stat().st_size <= form.harmless_bytes:
        return written(name, path, resource, place, target)
    try:
        return call(LIMITS, written, name, path, _bare(resource), place, target)
    except Died as died:
        target.unlink(missing_ok=True)
        raise Refused(_problem(died, form, place)) from died


def read_csv(file: DataFile, encoding: Encoding, target: Path, plain: Path | None = None) -> Sound:
    """Write the sound records of a CSV that must be read with care; raise `Refused` as above.

    Those that are plain go to the file `plain`, where there is one, and are not looked at.
    """
    targets = Targets(target, plain)
    if file.path.stat().st_size <= HARMLESS_CSV:
        return written_csv(file.path, encoding, file.resource, file.place, targets)
    bare = Encoding(encoding.codec, encoding.start)
    try:
        return call(LIMITS, written_csv, file.path, bare, _bare(file.resource), file.place, targets)
    except Died as died:
        target.unlink(missing_ok=True)
        raise Refused(too_costly(file.place, died.reason)) from died


def written_csv(
    path: Path,
    encoding: Encoding,
    resource: Resource,
    place: Place,
    targets: Targets,
) -> Sound:
    """Do the same in this very process; raise `Refused` where there is nothing but line ends."""
    if not any(piece.strip("\r\n") for piece in decode(path, encoding)):
        raise Refused(Problem("file-empty", place))
    pieces = decode(path, encoding)
    if targets.plain is None:
        source = CsvText("", resource.dialect, pieces=pieces)
        return write_sound(source, resource, place.file, targets.sound)
    sifted = SiftedCsv(
        "",
        resource.dialect,
        pieces=pieces,
        target=targets.plain,
        width=_width_without_header(resource),
    )
    sound = write_sound(sifted, resource, place.file, targets.sound)
    return replace(sound, plain=sifted.plain_part)


def _width_without_header(resource: Resource) -> int | None:
    """Return how many cells a record has; None where a header tells."""
    schema = resource.schema
    return len(schema.fields) if schema and not resource.dialect.header else None


def written(name: str, path: Path, resource: Resource, place: Place, target: Path) -> Sound:
    """Do the same in this very process."""
    if resource.recipe:
        from hiraku.reading.records.recipe_sheets import (  # noqa: PLC0415 - all of `intake`
            recipe_records,
        )

        source = recipe_records(path, resource, resource.recipe, place)
    else:
        source = table_formats()[name].read(path, resource, place)
    return write_sound(source, resource, place.file, target)


def _bare(resource: Resource) -> Resource:
    """Leave behind where everything stands: it is long, and no parser asks for it."""
    schema = resource.schema and replace(resource.schema, origin=Origin(""), descriptor={})
    return replace(resource, schema=schema, descriptor={})


def _problem(died: Died, form: TableFormat, place: Place) -> Problem:
    if died.costly:
        return too_costly(place, died.reason)
    values = {"reason": died.detail or died.reason}
    return Problem(form.damaged, place, values, hint="damaged")


def too_costly(place: Place, reason: str) -> Problem:
    values = {"memory": f"{LIMITS.memory // MEGABYTE:,}", "seconds": f"{LIMITS.seconds:,}"}
    return Problem("file-too-costly", place, values, hint=reason)
