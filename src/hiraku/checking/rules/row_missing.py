"""Datasets that do not say in one sentence what one row is."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.model import Dataset

rule = dataset_rule(__name__, allowable=True)


@rule.finds
def unexplained_rows(dataset: Dataset) -> Iterator[Finding]:
    if not dataset.row:
        yield Finding()
