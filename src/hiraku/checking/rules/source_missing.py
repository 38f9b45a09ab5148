"""Datasets without a source: nobody can verify them."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.model import Catalog, Dataset

rule = dataset_rule(__name__)


@rule.finds
def unsourced(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    del catalog
    if not dataset.sources:
        yield Finding()
