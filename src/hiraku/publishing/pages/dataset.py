"""One page for each dataset: its files, its first rows, its fields, its proof, its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from hiraku.model import Field, Text, Theme
from hiraku.publishing import links, structured
from hiraku.publishing.readable import Readable, readable
from hiraku.publishing.related import related
from hiraku.publishing.site import Download, PublishedDataset, PublishedResource, Site
from hiraku.publishing.templates import Page
from hiraku.registry import entries


@dataclass(frozen=True)
class Symbol:
    """What a missing value means; `fields` are the titles of those that have it, none if all do."""

    value: str
    label: str
    fields: tuple[Text, ...]


@dataclass(frozen=True)
class Snippet:
    """Code that reads a table."""

    title: Text
    code: str


@dataclass(frozen=True)
class Table:
    """A resource as the page shows it: the file most people want, and the others."""

    published: PublishedResource
    main: Download | None
    others: tuple[Download, ...]
    symbols: tuple[Symbol, ...]
    snippets: tuple[Snippet, ...]


def pages(site: Site) -> Iterator[Page]:
    themes = {theme.name: theme for theme in site.catalog.themes}
    near = related(site)
    for published in site.datasets:
        yield _page(published, site, themes, near)


def _page(
    published: PublishedDataset,
    site: Site,
    themes: dict[str, Theme],
    near: Mapping[str, tuple[PublishedDataset, ...]],
) -> Page:
    described = published.dataset
    location = links.dataset(described.id)
    data = {
        "dataset": described,
        "published": published,
        "tables": [_table(each, published, site) for each in published.resources],
        "files": published.files,
        "archive": published.archive,
        "related": near[described.id],
        "theme": themes.get(described.theme or ""),
        "report_path": links.document(described.id, "report.json"),
        "permanent_url": links.absolute(site.base_url, location),
        "structured": {
            code: structured.dataset(published, site, code) for code in site.catalog.languages
        },
    }
    return Page(location, "pages/dataset.html", data)


def _table(published: PublishedResource, owner: PublishedDataset, site: Site) -> Table:
    main = next((each for each in published.downloads if _is_plain_csv(each)), None)
    others = tuple(each for each in published.downloads if each is not main)
    snippets = tuple(_snippets(readable(owner, published, site))) if published.fields else ()
    return Table(published, main, others, tuple(_legend(published.fields)), snippets)


def _snippets(table: Readable) -> Iterator[Snippet]:
    known = entries("hiraku.publishing.snippets").values()
    for each in sorted(known, key=attrgetter("position")):
        yield Snippet(each.title, each.write(table))


def _is_plain_csv(download: Download) -> bool:
    return download.path.endswith(".csv") and not download.path.endswith(".excel.csv")


def _legend(fields: Sequence[Field]) -> Iterator[Symbol]:
    """Yield each symbol once, in the order of the schema; required fields have none."""
    optional = [each for each in fields if not each.required]
    known = dict.fromkeys(symbol for each in optional for symbol in each.symbols)
    for symbol in known:
        having = [each.title for each in optional if symbol in each.symbols]
        partial = len(having) < len(optional)
        yield Symbol(symbol.value, str(symbol.label), tuple(having) if partial else ())
