"""llms.txt: what language models are told of the catalog, as https://llmstxt.org describes it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.languages import say
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

_TITLE = "llms.txt"


def _describe(site: Site) -> Iterator[MetadataFile]:
    code = site.catalog.language
    lines = [f"# {site.catalog.title!s}", ""]
    if site.catalog.description:
        lines += [f"> {site.catalog.description!s}", ""]
    lines += [
        f"## {say(code, 'metadata.datasets')}",
        "",
        *(_line(published, site) for published in site.datasets),
    ]
    lines += ["", f"## {say(code, 'metadata.lists')}", "", *_lists(site)]
    yield MetadataFile(links.LLMS, _TITLE, "\n".join(lines) + "\n", "text/plain")


def _line(published: PublishedDataset, site: Site) -> str:
    dataset = published.dataset
    package = links.document(dataset.id, "datapackage.json")
    address = links.absolute(site.base_url, package)
    return f"- [{dataset.title!s}]({address}): {dataset.row or dataset.description or ''}"


def _lists(site: Site) -> Iterator[str]:
    for path in (
        links.DATASETS_CSV,
        links.PACKAGES,
        links.DATA_JSON,
        links.action("package_search"),
    ):
        yield f"- [{path}]({links.absolute(site.base_url, path)})"


vocabulary = Vocabulary(_describe)
