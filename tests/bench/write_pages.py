"""Pages of many datasets, as a whole process: CATALOG --datasets N --out FOLDER.

The one dataset of a catalog is read, checked and exported as in a build; the pages are those of
N datasets that differ from it in their ids and titles. Each is rendered and written as a file.
"""

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path

from msgspec.structs import replace

from hiraku.checking.check import check
from hiraku.model import Text
from hiraku.publishing.pages.kinds import dataset as dataset_pages
from hiraku.publishing.rendering.assets import assets
from hiraku.publishing.rendering.environment import THEME, environment
from hiraku.publishing.rendering.page import Frame
from hiraku.publishing.rendering.render import render_pages
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.datasets import published_dataset
from hiraku.publishing.staging.metadata import with_metadata
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.tables import Tables

parser = argparse.ArgumentParser()
parser.add_argument("catalog", type=Path)
parser.add_argument("--datasets", type=int, required=True)
parser.add_argument("--out", type=Path, required=True)
options = parser.parse_args()
WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
ADDRESS = "https://example.jp/"


def published(stage_folder):
    reading = read_catalog(options.catalog)
    with Tables(options.catalog, stage_folder) as tables:
        report = check(reading, tables)
        stage = Stage(stage_folder, tables, reading.catalog, ADDRESS)
        first = published_dataset(reading.catalog.datasets[0], report.parts["use-0000"], {}, stage)
    return with_metadata(Site(reading.catalog, (first,), report, ADDRESS, "0"), stage)


def multiplied(site, count):
    (first,) = site.datasets
    for number in range(count):
        name = f"use-{number:05}"
        own = replace(first.dataset, id=name, title=Text({"ja": f"施設の利用 {name}"}))
        yield replace(
            first,
            dataset=own,
            documents=tuple(moved(document, name) for document in first.documents),
            resources=tuple(
                replace(resource, downloads=tuple(moved(file, name) for file in resource.downloads))
                for resource in first.resources
            ),
        )


def moved(file, name):
    return replace(file, path=file.path.replace("use-0000", name))


with tempfile.TemporaryDirectory() as folder:
    small = published(Path(folder))
datasets = tuple(multiplied(small, options.datasets))
catalog = replace(small.catalog, datasets=tuple(dataset.dataset for dataset in datasets))
large = replace(small, catalog=catalog, datasets=datasets)
frame = Frame(large, assets=assets([THEME]))
templates = {large.catalog.language: environment([], frame)}


def memory():
    """Return the most that all processes can have held at once, in MB: shared pages count twice."""
    own, copies = (resource.getrusage(whose).ru_maxrss for whose in WHOSE)
    return (own + copies * (len(os.sched_getaffinity(0)) - 1)) * 1024 / 1e6


rendered = render_pages(lambda: dataset_pages.page_kind.pages(large), templates, options.out)
written = sum((options.out / page.file).stat().st_size for page in rendered)
sys.stdout.write(f"{len(rendered)} {written} {memory():.0f}\n")
