"""Hiraku's exports of one table, as a whole process: FILE --schema SCHEMA --out FOLDER [--only …].

It prints the seconds that each took; the table is read and each export written as in a build.
"""

import argparse
import json
import time
from pathlib import Path

from hiraku.model import Dataset, Origin, Resource, Text
from hiraku.publishing.tables.export import exports
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.catalog.schemas import schema_from
from hiraku.reading.tables import Tables

parser = argparse.ArgumentParser()
parser.add_argument("file", type=Path)
parser.add_argument("--schema", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--only", nargs="*")
options = parser.parse_args()

descriptor = json.loads(options.schema.read_text(encoding="utf-8"))
schema = schema_from(descriptor, "data", Origin(options.schema.name))
resource = Resource("data", options.file.name, Text({"ja": "data"}), schema)
dataset = Dataset("bench", options.file.parent.resolve(), Text({"ja": "bench"}), (resource,))
options.out.mkdir(exist_ok=True)
seconds = {}
with Tables(dataset.folder, options.out) as tables:
    table = PublishedTable(
        tables.table(dataset, resource),
        resource,
        tables.connection,
        dataset,
        Text({"ja": "bench"}),
        "https://example.jp/",
    )
    for export in exports():
        name = export.extension.replace(".", "-")
        if name not in options.only if options.only else export.omitted(table):
            continue
        began = time.perf_counter()
        export.write(table, options.out / f"data.{export.extension}")
        seconds[name] = round(time.perf_counter() - began, 2)
for name, second in seconds.items():
    print(f"{name} {second} s")  # noqa: T201 - for whoever looks for the slow one
