"""Datasets without a licence: nobody knows what may be done with them."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, member_rule
from hiraku.model import Catalog, Dataset

rule = member_rule(__name__)


@rule.finds
def unlicensed(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    if catalog.described and not dataset.licenses:
        yield Finding()
