"""Datasets of a theme that `catalog.yaml` does not list: no visitor would find them by theme."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, member_rule
from hiraku.model import Catalog, Dataset
from hiraku.problems import Place
from hiraku.spelling import nearest

rule = member_rule(__name__)


@rule.finds
def unlisted_themes(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    known = [theme.name for theme in catalog.themes]
    if catalog.described and dataset.theme and dataset.theme not in known:
        near = nearest(dataset.theme, known)
        place = Place(dataset.origin.file, line=dataset.origin.line("theme"), key="theme")
        values = {"theme": dataset.theme, "nearest": near}
        yield Finding(values, place, hint="near" if near else None)
