"""Views whose subtitle does not say as of when or for which period the figures are.

A chart is copied without its page: without a date, figures of four years ago are read as today's.
"""

import re
from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.view_places import view_place
from hiraku.model import Dataset

# A year of four digits, or of a Japanese era.
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|(明治|大正|昭和|平成|令和)(元|\d+)")

rule = dataset_rule(__name__, severity="warning", allowable=True)


@rule.finds
def views_without_a_date(dataset: Dataset) -> Iterator[Finding]:
    for view in dataset.views:
        if not view.subtitle:
            yield Finding({"name": view.name}, view_place(dataset, view))
        elif not all(_YEAR.search(text) for text in view.subtitle.words.values()):
            yield Finding({"name": view.name}, view_place(dataset, view, "subtitle"))
