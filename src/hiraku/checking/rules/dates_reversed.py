"""A period that ends before it begins, or an error corrected before it was made."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.freshness import last_day
from hiraku.model import Dataset
from hiraku.problems import Place

rule = dataset_rule(__name__)


@rule.finds
def reversed_dates(dataset: Dataset) -> Iterator[Finding]:
    period = dataset.temporal
    if period and last_day(period.end) < _first_day(period.start):
        yield _finding(dataset, period.start, period.end, "temporal", "end")
    for number, correction in enumerate(dataset.corrections):
        if correction.date < correction.since:
            keys = ("corrections", number, "date")
            yield _finding(dataset, correction.since, correction.date, *keys)


def _first_day(moment: str) -> str:
    """Return the first day of an ISO 8601 year, month or day."""
    return f"{moment[:10]}-01-01"[:10]


def _finding(dataset: Dataset, start: str, end: str, *keys: str | int) -> Finding:
    line = dataset.origin.line(*keys)
    place = Place(dataset.origin.file, line=line, key=".".join(map(str, keys)))
    return Finding({"key": str(place.key), "start": start, "end": end}, place)
