"""Datasets without a source: nobody can verify them."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.model import Dataset

rule = dataset_rule(__name__)


@rule.finds
def unsourced(dataset: Dataset) -> Iterator[Finding]:
    if not dataset.sources:
        yield Finding()
