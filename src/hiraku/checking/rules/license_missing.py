"""Datasets without a licence: nobody knows what may be done with them."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.model import Catalog, Dataset

rule = dataset_rule(__name__)


@rule.finds
def unlicensed(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    if catalog.described and not dataset.licenses:
        yield Finding()
