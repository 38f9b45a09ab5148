"""Files that are checked one after another by a schema, as `check FILE --schema SCHEMA` does."""

from __future__ import annotations

import csv
import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from hiraku.checking.check import check
from hiraku.model import Catalog, Dataset, Origin, Resource, Text
from hiraku.reading.catalog.descriptor_reader import Reading
from hiraku.reading.catalog.schemas import schema_from
from hiraku.reading.tables import Tables


@dataclass
class Bench:
    folder: object
    tables: Tables
    number: int = 0

    def report(self, rows, schema, others=None, *, strict=False):
        """Check rows of texts, a whole text or its bytes; `others` are further resources."""
        files = {"t": (rows, schema), **(others or {})}
        resources = tuple(self._resource(name, *file) for name, file in files.items())
        self.number += 1
        origin = Origin("datapackage.yaml")
        dataset = Dataset(
            f"d{self.number}", self.folder, Text({"ja": "d"}), resources, origin=origin
        )
        catalog = Catalog(self.folder, (dataset,), strict=strict)
        return check(Reading(catalog), self.tables)

    def problems(self, rows, schema, others=None, **how):
        return self.report(rows, schema, others, **how).problems

    def _resource(self, name, rows, tree):
        text = rows if isinstance(rows, str | bytes) else as_csv(rows)
        content = text if isinstance(text, bytes) else text.encode()
        (self.folder / f"{name}.csv").write_bytes(content)
        schema = schema_from(tree, f"{name}{self.number}", Origin(f"{name}.yaml"))
        return Resource(name, f"{name}.csv", Text({"ja": name}), schema)


def as_csv(rows):
    """Write rows as csv does; a row without cells is an empty line."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@contextmanager
def opened(folder):
    with Tables(folder) as tables:
        yield Bench(folder, tables)


@contextmanager
def every_example():
    """Show every occurrence of a problem as an example: whole sets can then be compared."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            for limit in ("EXAMPLES", "PROPOSALS") if name.startswith("hiraku.") else ():
                if hasattr(module, limit):
                    patch.setattr(module, limit, 10_000)
        yield
