"""Tables that are no CSV are parsed in a worker process: what kills a parser is a finding here."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.model import Origin, Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.records.record_reader import Sound, write_sound
from hiraku.reading.records.table_format import TableFormat, table_formats

LIMITS = Limits()


def form_of(path: Path, resource: Resource) -> str | None:
    """Return the name of the format of such files; None where there is none."""
    named = str(resource.descriptor.get("format", "")).casefold()
    for suffix in (path.suffix.casefold(), f".{named}"):
        for name, form in table_formats().items():
            if suffix in form.suffixes:
                return name
    return None


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


def written(name: str, path: Path, resource: Resource, place: Place, target: Path) -> Sound:
    """Do the same in this very process."""
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
