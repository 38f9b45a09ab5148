"""Datasets without a contact: nobody knows whom to ask."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, member_rule
from hiraku.model import Catalog, Dataset

rule = member_rule(__name__)


@rule.finds
def without_contact(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    if catalog.described and not dataset.contact:
        yield Finding()
