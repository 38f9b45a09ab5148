"""The words by which users credit a dataset, as CC BY 4.0 and PDL 1.0 ask for, in one place.

The page, the Excel file and every vocabulary take them from here.
"""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import Dataset, Text
from hiraku.publishing.site import links
from hiraku.publishing.site.published import PublishedDataset, Site

_WORDS = Text(
    "{catalog}「{title}」（{publisher}、{license}）",
    "{catalog}, “{title}” ({publisher}, {license})",
)
_ADAPTED = Text("{words}を加工して作成", "Made by adapting {words}")
_BETWEEN = Text("・", ", ")


class Credit(Struct, frozen=True):
    """What to write who uses the data as they are, and who has changed them."""

    whole: Text
    adapted: Text


def credit(dataset: Dataset, catalog: Text, address: str) -> Credit:
    """Return the words; `address` is the absolute URL of the dataset's page."""
    words = {code: _words(dataset, catalog, code) for code in ("ja", "en")}
    adapted = {code: _ADAPTED.in_language(code).format(words=words[code]) for code in words}
    return Credit(
        *(Text(f"{each['ja']} {address}", f"{each['en']} {address}") for each in (words, adapted))
    )


def credit_of(published: PublishedDataset, site: Site) -> Credit:
    described = published.dataset
    address = links.absolute(site.base_url, links.dataset(described.id))
    return credit(described, site.catalog.title, address)


def _words(dataset: Dataset, catalog: Text, code: str) -> str:
    publisher = dataset.publisher.name if dataset.publisher else catalog
    names = [each.name.replace("-", " ") for each in dataset.licenses]
    path = next((each.path for each in dataset.licenses if each.path), "")
    return _WORDS.in_language(code).format(
        catalog=catalog.in_language(code),
        title=dataset.title.in_language(code),
        publisher=publisher.in_language(code),
        license=f"{_BETWEEN.in_language(code).join(names)} {path}".strip(),
    )
