"""`versions/<version>/`: the CSV of each version, by semantic version, at an address for ever.

What stands there is the steward's file of the last commit under that version, as UTF-8: it depends
on nothing that later versions of hiraku might write in another way. Of a workbook it is what its
cells hold, as they are read. A version that was published
by mistake is withdrawn (`hiraku withdraw`); its address then says so.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from hiraku.changes.released_versions.committed import CommittedVersion
from hiraku.changes.versions import numbers
from hiraku.languages import Message
from hiraku.model import Catalog, Dataset, Resource
from hiraku.problems import Refused, Severity
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset, Release
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.files.history import PastFiles
from hiraku.reading.loading import OWN_WORKBOOKS

LARGEST = 5 * 1024 * 1024
_TITLE = Message("files.csv-of-a-version")
_SUFFIXES = (".csv", ".tsv", ".txt")
_WORKBOOKS = tuple(OWN_WORKBOOKS)


def kept_versions(
    dataset: Dataset, catalog: Catalog, versions: Mapping[str, Sequence[CommittedVersion]]
) -> tuple[CommittedVersion, ...]:
    """Return the versions of which the files stay: semantic ones that were not withdrawn."""
    if dataset.descriptor.get("keepVersions") is False or not numbers(dataset.version):
        return ()
    gone = {part.version for part in catalog.withdrawn_parts if part.id == dataset.id}
    known = versions.get(dataset.id, ())
    return tuple(
        version for version in known if version.version not in gone and numbers(version.version)
    )


def with_releases(site: Site, stage: Stage) -> Site:
    """Return the site in which each dataset with semantic versions has the CSV of each."""
    with PastFiles(site.catalog.root) as past:
        return replace(
            site,
            datasets=tuple(
                replace(published, releases=tuple(_releases(published, site, past, stage)))
                for published in site.datasets
            ),
        )


def _releases(
    published: PublishedDataset, site: Site, past: PastFiles, stage: Stage
) -> Iterator[Release]:
    dataset = published.dataset
    for committed in kept_versions(dataset, site.catalog, site.versions):
        if files := tuple(_written(dataset, committed, past, stage)):
            yield Release(committed.version, committed.date, files)


def _written(
    dataset: Dataset, committed: CommittedVersion, past: PastFiles, stage: Stage
) -> Iterator[Download]:
    """Write the files as UTF-8; none that is no text of a table, or too large."""
    for resource, file in committed.files:
        content = past.read(file, LARGEST)
        text = _text(content, resource, stage) if content is not None else None
        if text is not None:
            path = links.release_file(dataset.id, committed.version, dataset, resource)
            target = stage.target(path)
            target.write_bytes(text)
            yield stage.download(path, target, _TITLE, "text/csv")


def _text(content: bytes, resource: Resource, stage: Stage) -> bytes | None:
    path = resource.path.casefold()
    if path.endswith(_WORKBOOKS):
        return _values(content, resource, stage)
    return _utf8(content, resource.encoding) if path.endswith(_SUFFIXES) else None


def _values(content: bytes, resource: Resource, stage: Stage) -> bytes | None:
    """Return the table of a workbook as CSV; None where not each of its rows can be read."""
    try:
        table, records = stage.tables.read_past(content, resource)
    except Refused:
        return None
    if any(problem.severity is Severity.ERROR for problem in table.problems):
        return None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.labels)
    writer.writerows(records)
    return text.getvalue().encode()


def _utf8(content: bytes, encoding: str | None) -> bytes | None:
    plain = content.removeprefix(BOM_UTF8)
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(encoding or "utf-8").encode()
        except (UnicodeDecodeError, LookupError):
            return None
    return plain
