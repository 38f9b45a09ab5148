"""The words by which users credit a dataset, as CC BY 4.0 and PDL 1.0 ask for, in one place.

The page, the Excel file and every vocabulary take them from here.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from hiraku.languages import say
from hiraku.model import Dataset, Text
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site


class Credit(Struct, frozen=True):
    """What to write who uses the data as they are, who has changed them, and below a chart.

    That of a chart is of two lines, so that no address stands within a sentence.
    """

    whole: Text
    adapted: Text
    chart: Text


def credit(dataset: Dataset, catalog: Text, address: str, codes: Sequence[str]) -> Credit:
    """Return the words in each language; `address` is the absolute URL of the dataset's page."""
    blanks = {code: _blanks(dataset, catalog, code) for code in codes}
    return Credit(
        *(
            Text({code: say(code, key, **blanks[code], address=address) for code in codes})
            for key in ("credits.whole", "credits.adapted", "credits.chart")
        )
    )


def credit_of(published: PublishedDataset, site: Site) -> Credit:
    dataset = published.dataset
    address = links.absolute(site.base_url, links.dataset(dataset.id))
    return credit(dataset, site.catalog.title, address, site.catalog.languages)


def _blanks(dataset: Dataset, catalog: Text, code: str) -> dict[str, str]:
    publisher = dataset.publisher.name if dataset.publisher else catalog
    names = [licence.name.replace("-", " ") for licence in dataset.licenses]
    path = next((licence.path for licence in dataset.licenses if licence.path), "")
    return {
        "catalog": catalog.in_language(code),
        "title": dataset.title.in_language(code),
        "publisher": publisher.in_language(code),
        "license": f"{say(code, 'credits.licenses').join(names)} {path}".strip(),
    }
