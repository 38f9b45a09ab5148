"""What is fuzzed: each reader and each descriptor. Anything but a finding is a crash.

Readers that hiraku runs in a worker are called in this very process, held to a worker's memory. A
case takes about a millisecond but for `table` and `package`, which ask DuckDB some questions each
and take five. Descriptors of a catalog are read with what they name, and one in sixteen with all of
the catalog.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import zipfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from bombs.hostile import WORKBOOK_PARTS
from catalogs import CASES
from fuzz.engines import one_database
from fuzz.seeds import CATALOG, DATASET, FIELDS_OF_CARDS

from hiraku.changes.compare.approvals import FILE, read_approvals
from hiraku.changes.patterns.inclusion import compare
from hiraku.checking.check import check
from hiraku.checking.persons.books import search
from hiraku.checking.types.patterns.reader import UnreadableError
from hiraku.checking.types.patterns.translation import translated
from hiraku.errors import HirakuError
from hiraku.intake.judging import judge_file
from hiraku.model import Dataset, Field, Origin, Resource, Schema, Text
from hiraku.problems import Place, Refused
from hiraku.publishing.release.ledger import read_ledger
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.catalog.descriptor_reader import Selection
from hiraku.reading.catalog.lone_descriptors import read_dialect, read_package, read_schema
from hiraku.reading.csv.whereabouts import of_text
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.reading.files.compressed import unpacked
from hiraku.reading.files.encodings import find_encoding
from hiraku.reading.records.confined import Targets, written, written_csv
from hiraku.reading.records.text_files import looked_at
from hiraku.reading.records.workbooks.biff import DamagedError
from hiraku.reading.records.workbooks.xls_parts import parts_of, xls_parts
from hiraku.reading.tables import Tables
from hiraku.untrusted import demand_tame

_MEMORY = Path("/dev/shm")  # noqa: S108 - a file takes a tenth of the time there
_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_FIELDS = tuple(Field(name, "any", Text({"ja": name})) for name in "ab")
_SCHEMA = Schema("s", _FIELDS, Text({"ja": "s"}))
_PLACE = Place("data")


def _resource(path):
    return Resource("r", path, Text({"ja": "r"}), _SCHEMA)


def _put(name, data):
    path = _FOLDER / name
    path.write_bytes(data)
    return path


def csv(data):
    """Read bytes as CSV, record by record, as whatever is not plain is read."""
    path, resource = _put("data.csv", data), _resource("data.csv")
    with suppress(Refused):
        looked_at(path, _PLACE, resource, "t1")
        encoding = find_encoding(path, None, _PLACE)
        sound, plain = _FOLDER / "sound.csv", _FOLDER / "plain.csv"
        written_csv(path, encoding, resource, _PLACE, Targets(sound, plain))
        of_text(
            path, resource, written_csv(path, encoding, resource, _PLACE, Targets(sound)).labels
        )


def table(data):
    """Read bytes as CSV: DuckDB or the records, whichever they deserve."""
    _put("data.csv", data)
    resource = _resource("data.csv")
    dataset = Dataset("d", _FOLDER, Text({"ja": "d"}), (resource,), origin=Origin("d.yaml"))
    with one_database(), Tables(_FOLDER, _FOLDER) as tables, suppress(Refused):
        tables.table(dataset, resource)


def _form(name, suffix):
    def target(data):
        path = _put(f"data{suffix}", data)
        with suppress(Refused):
            written(name, path, _resource(path.name), Place(path.name), _FOLDER / "sound.csv")

    return target


def _archived(suffix, part, others, read):
    """Change a part of an archive; what reads it does so in a worker: exceptions are findings."""

    def target(data):
        path = _FOLDER / f"data{suffix}"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in {**others, part: data}.items():
                archive.writestr(name, text)
        with suppress(Exception):
            read(path)

    return target


def _as_table(name):
    return lambda path: written(name, path, _resource(path.name), _PLACE, _FOLDER / "sound.csv")


def _as_book(path):
    judge_file(path)
    search(path)


def old_excel(data):
    """Read bytes as the stream of a workbook of old Excel."""
    with suppress(DamagedError):
        parts_of(memoryview(data), 0)


def compound(data):
    """Read bytes as a compound file with such a stream."""
    with suppress(DamagedError):
        xls_parts(_put("data.xls", data), 0)


def zipped(data):
    """Read bytes as an archive with one table in it."""
    with suppress(Refused):
        unpacked(_put("data.csv.zip", data), _resource("data.csv.zip"), _PLACE, _FOLDER).unlink()


def gzipped(data):
    with suppress(Refused):
        unpacked(_put("data.csv.gz", data), _resource("data.csv.gz"), _PLACE, _FOLDER).unlink()


def yaml(data):
    with suppress(Refused):
        parse_descriptor(data, "datapackage.yaml")


def schema(data):
    read_schema(_put("schema.json", data))


def dialect(data):
    read_dialect(_put("dialect.json", data))


def descriptor(data):
    """Read bytes as a Data Package, as others write them."""
    read_package(_put("datapackage.json", data))


def package(data):
    """Read bytes as a Data Package, and check its table."""
    reading = read_package(_put("datapackage.json", data))
    _put("a.csv", b"a,b\n1,2\n")
    with one_database(), Tables(_FOLDER, _FOLDER, any_format=True) as tables:
        check(reading, tables)


def _in_catalog(file, *, folders=(), schemas=()):
    """Change one descriptor of a catalog, and read it with those named, or now and then all."""
    root = _FOLDER / file.replace("/", "-")
    only = Selection(folders, schemas)
    cases = count()

    def target(data):
        if not root.exists():
            shutil.copytree(CASES / "_base", root)
        (root / file).write_bytes(data)
        read_catalog(root, only if next(cases) % _WHOLE_ONE_IN else None)

    return target


def approvals(data):
    _put(FILE, data)
    with suppress(HirakuError):
        read_approvals(_FOLDER)


def ledger(data):
    path = _put("published.jsonl", data)
    with suppress(HirakuError, UnicodeDecodeError):  # the one is told by its kind, at the rim
        read_ledger(path)


def configuration(data):
    _put("mkdocs.yml", data)
    with suppress(HirakuError):
        demand_tame(_FOLDER)


def pattern(data):
    """Read bytes as a regular expression, and compare it with another."""
    text = data.decode("utf-8", "replace")
    with suppress(UnreadableError):
        translated.__wrapped__(text)
    compare(text, "[0-9]{2,3}|a", states=50)


_WHOLE_ONE_IN = 16
TARGETS = {
    "csv": csv,
    "table": table,
    "json": _form("json", ".json"),
    "jsonl": _form("json", ".jsonl"),
    "ods": _archived(".ods", "content.xml", {}, _as_table("ods")),
    "excel": _archived(".xlsx", "xl/worksheets/sheet1.xml", WORKBOOK_PARTS, _as_table("excel")),
    "book": _archived(".xlsx", "xl/worksheets/sheet1.xml", WORKBOOK_PARTS, _as_book),
    "old-excel": old_excel,
    "compound": compound,
    "zip": zipped,
    "gzip": gzipped,
    "yaml": yaml,
    "schema": schema,
    "dialect": dialect,
    "descriptor": descriptor,
    "package": package,
    "catalog": _in_catalog(CATALOG),
    "dataset": _in_catalog(DATASET, folders=["cards"]),
    "fields": _in_catalog(FIELDS_OF_CARDS, schemas=["cards.yaml"]),
    "approvals": approvals,
    "ledger": ledger,
    "mkdocs": configuration,
    "pattern": pattern,
}
# Their readers run in a worker: a process that ends for want of memory is a finding there.
IN_WORKERS = {"json", "jsonl", "ods", "excel", "book", "old-excel", "compound"}
