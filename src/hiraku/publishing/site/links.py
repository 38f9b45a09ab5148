"""The single place that knows the URL of each page, download and document.

Paths are relative to the site's root, percent-encoded, without a leading slash; pages end with one.
Every name in them went through `site_path.quoted`: none leads out of the site.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from hiraku.model import Dataset, Resource, Text, Withdrawn
from hiraku.publishing.site.site_path import SitePath, quoted, site_path
from hiraku.reserved_names import PAGE, THEME

FAVICON = "assets/favicon.svg"
CHECKSUMS = "SHA256SUMS"
OPENDATA_LIST = "opendata-list.csv"
DATASETS_CSV = "datasets.csv"
PACKAGES = "datapackages.json"
DATA_JSON = "data.json"
FEED = "feed.xml"
CATALOG = "catalog"
LLMS = "llms.txt"
BUILD = "build.json"
LISTS = (OPENDATA_LIST, DATASETS_CSV, f"{CATALOG}.ttl", DATA_JSON, FEED)
CROISSANT = "catalog.croissant.json"
OPENAPI = "openapi.json"
DEVELOPERS = "guide-developers/"
MUNICIPALITIES = "municipalities.json"
QUALITY_JSON = "quality.json"
QUALITY_CSV = "quality.csv"
QUALITY_ICS = "quality.ics"
WITHDRAWN = "withdrawn.json"
LEDGER = "published.jsonl"
# To be saved and opened from a folder; each language has its own, in its folder.
DESK_CHECK = "desk-check.html"
REDIRECTS = "redirects.json"
# Each language has its own, in its folder.
NOT_FOUND = "404.html"
_SHORT_HASH = 16
_SCHEMAS = {"schema.json", "json-schema.json"}


class MenuItem(Struct, frozen=True):
    title: str | Text
    path: str


def in_language(path: str, language: str, first: str) -> str:
    """Return where a page stands in a language; those of the catalog's first at the root."""
    return path if language == first else f"{language}/{path}"


def at_root(path: str, codes: Sequence[str]) -> str:
    """Return where a page stands in the first language of the catalog."""
    folder, _, rest = path.partition("/")
    return rest if folder in codes[1:] else path


def is_page(path: str) -> bool:
    """Tell a page from a file: pages have languages, files have not."""
    plain = path.partition("#")[0].partition("?")[0]
    return not plain or plain.endswith(("/", ".html"))


def home() -> str:
    return ""


def datasets() -> str:
    return "datasets/"


def facet(kind: str, name: str) -> str:
    """Return the list of the datasets of a theme, a publisher, a format or an update frequency."""
    return f"{datasets()}{kind}/{quoted(name)}/"


def theme(name: str) -> str:
    return facet(THEME, name)


def numbered(path: str, number: int) -> str:
    """Return a part of a long list, counted from 1."""
    return path if number == 1 else f"{path}{PAGE}/{number}/"


def search() -> str:
    return "search/"


def search_index(language: str) -> str:
    """Return what the search reads first: titles and keywords."""
    return f"{search()}{language}.json"


def search_details(language: str) -> str:
    """Return what the search reads once something is typed: descriptions and fields."""
    return f"{search()}{language}-details.json"


def search_tables(language: str) -> str:
    """Return what the search must know to look into rows: tables, shards and buckets."""
    return f"{search()}{language}-tables.json"


def search_rows(shard: int) -> str:
    """Return a shard of the rows that the search finds."""
    return f"{search()}rows-{shard}.json"


def search_pairs(bucket: int) -> str:
    """Return which shards hold the pairs of letters of a bucket."""
    return f"{search()}pairs-{bucket}.json"


def dataset(identifier: str) -> str:
    return f"{datasets()}{quoted(identifier)}/"


def api() -> str:
    return "api/"


def contact() -> str:
    return "contact/"


def versions(identifier: str) -> str:
    """Return the page of all that a dataset's file has been."""
    return f"{dataset(identifier)}versions/"


def version_file(identifier: str, digest: str, suffix: str) -> str:
    """Return the path of a file that was published before; its name is of its content."""
    return f"{versions(identifier)}{quoted(digest[:_SHORT_HASH], suffix)}"


def release(identifier: str, version: str) -> str:
    """Return the page of a version of a dataset: its files, and what differs from the others."""
    return f"{versions(identifier)}{quoted(version)}/"


def withdrawal(gone: Withdrawn) -> str:
    """Return the page that says that a dataset, a table or a version is published no more."""
    if gone.resource:
        return f"{dataset(gone.id)}withdrawn/{quoted(gone.resource)}/"
    return release(gone.id, gone.version) if gone.version else dataset(gone.id)


def release_file(identifier: str, version: str, owner: Dataset, resource: Resource) -> str:
    """Return the path of a CSV in a version of a dataset: it never holds anything else."""
    first = resource.name == owner.resources[0].name
    name = quoted("data" if first else resource.name, ".csv")
    return release(identifier, version) + name


def badge(identifier: str, language: str, first: str) -> str:
    """Return the picture that tells of a dataset's state; the first language has the plain name."""
    return document(identifier, "badge.svg" if language == first else f"badge.{language}.svg")


def quality() -> str:
    return "quality/"


def changes() -> str:
    return "changes/"


def schemas() -> str:
    return "schemas/"


def schema(identifier: str) -> str:
    return f"{schemas()}{quoted(identifier)}/"


def schema_file(identifier: str, filename: str) -> str:
    return schema(identifier) + quoted(filename)


def template(identifier: str) -> str:
    """Return the path of the workbook that a schema offers to fill in."""
    return schema(identifier) + quoted(identifier, ".xlsx")


def schema_field(identifier: str, field_name: str) -> str:
    return f"{schema(identifier)}#{anchor('field', field_name)}"


def municipalities() -> str:
    return "municipalities/"


def municipality(code: str) -> str:
    return f"{municipalities()}{quoted(code)}/"


def conformance() -> str:
    return "conformance/"


def findings() -> str:
    return "manual/findings/"


def finding(identifier: str) -> str:
    return f"{findings()}{quoted(identifier)}/"


def download(owner: Dataset, resource: Resource, suffix: str) -> str:
    """Return the path of a resource's file.

    `suffix` is `csv`, `excel.csv`, `json`, … or one of those in `_SCHEMAS`. The files of the first
    resource are `data.<suffix>` and `schema.json`, those of each further one begin with its name.
    """
    if resource.name != owner.resources[0].name:
        return dataset(owner.id) + quoted(resource.name, f".{suffix}")
    return document(owner.id, suffix if suffix in _SCHEMAS else f"data.{suffix}")


def document(dataset_id: str, filename: str) -> str:
    """Return the path of a dataset's metadata file: `datapackage.json`, `report.json`, …."""
    return dataset(dataset_id) + quoted(filename)


def chart(dataset_id: str, name: str, language: str, first: str, kind: str = "svg") -> str:
    """Return the path of a chart's file: `chart-<name>.svg`, in others `chart-<name>.en.svg`."""
    suffix = kind if language == first else f"{language}.{kind}"
    return dataset(dataset_id) + quoted(f"chart-{name}", f".{suffix}")


def action(name: str, argument: str = "", version: str = "3/") -> str:
    """Return the path of an answer of the static CKAN action API, of a version or of none."""
    return f"api/{version}action/{name}" + (f"/{quoted(argument)}" if argument else "")


def original(owner: Dataset, resource: Resource) -> str:
    """Return the path of the steward's own file: a plain one, whatever the file is called."""
    suffix = PurePosixPath(resource.path).suffix.casefold()
    return f"{dataset(owner.id)}original/{quoted(resource.name, suffix)}"


def preview(owner: Dataset, resource: Resource, filename: str) -> str:
    """Return the path of a file that only the preview of a table reads."""
    return f"{dataset(owner.id)}preview/{quoted(resource.name)}/{filename}"


def embed(identifier: str, view: str = "") -> str:
    """Return the page of a dataset, or of one of its charts, that other sites show in a frame."""
    return dataset(identifier) + quoted(f"embed-{view}" if view else "embed", ".html")


def dataset_archive(identifier: str) -> str:
    return dataset(identifier) + quoted(identifier, ".zip")


def archive() -> str:
    """Return the path of the archive of the whole catalog."""
    return "all.zip"


def anchor(kind: str, name: str) -> str:
    """Return the id of an element, which is also the fragment that leads to it."""
    return f"{kind}-{quote(name, safe='')}"


def relative(target: str, page_url: str) -> str:
    """Return the way from a page to `target`, both root-relative, at any depth."""
    start = 0
    while (end := page_url.find("/", start) + 1) and target.startswith(page_url[start:end], start):
        start = end
    return "../" * page_url.count("/", start) + target[start:] or "./"


def absolute(base_url: str, path: str) -> str:
    return base_url + path


def file(path: str) -> SitePath:
    """Return the file below the site's folder that holds what stands at `path`."""
    return site_path(path)


def markdown_page(source: str) -> str:
    stem = source.removesuffix(".md")
    if stem == source:
        return source
    return (
        ""
        if stem == "index"
        else quote(stem.removesuffix("/index"), errors="surrogateescape") + "/"
    )
