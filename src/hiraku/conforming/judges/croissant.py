"""Each `croissant.json`, and every record that it describes, read from the published files."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("datasets/*/croissant.json"))


def _faults(path: Path) -> Iterator[str]:
    import mlcroissant  # noqa: PLC0415 - may not be installed

    logging.getLogger("absl").setLevel(logging.ERROR)
    tree = json.loads(path.read_text("utf-8"))
    site = path.parents[2]
    names = [file["@id"] for file in tree["distribution"]]
    files = {name: str(site / unquote(name)) for name in names}
    dataset = mlcroissant.Dataset(jsonld=tree, mapping=files)
    for record_set in dataset.metadata.record_sets:
        for _ in dataset.records(record_set.uuid):
            pass
    yield from sorted(dataset.metadata.issues.errors)


site_judge = SiteJudge(distribution="mlcroissant", files=_files, faults=_faults)
