"""What a catalog or a dataset allows with a reason and until a day (`allow`), and what it raises.

Of errors only those may be allowed whose rule says so, of the rest only what warns: whatever
downloads are made of stays as strict as it is. To be stricter (`severities`) needs no reason. An
allowance that has run out, that names nothing that is there, or that nothing needs says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from msgspec.structs import replace

from hiraku.checking.contracts import Rule, rules
from hiraku.model import Allowance, Catalog, Dataset, Origin, Resource, Schema
from hiraku.problems import Place, Problem, Severity, Value
from hiraku.spelling import nearest

# What no file under `rules/` finds, and may be allowed where it only warns.
_WARNINGS = {
    "encoding-alias", "municipality-missing", "municipality-name", "names-alike", "no-rows",
    "several-tables", "stray-file", "update-overdue",
}  # fmt: skip
# What comes and goes with the day: its allowance may stand there before it is needed.
_OF_THE_DAY = {"update-overdue"}


@cache
def allowable() -> tuple[str, ...]:
    """Return the ids of what may be allowed, sorted."""
    return tuple(sorted({*_WARNINGS, *_allowable_rules()}))


class Weighing:
    """How a catalog and its datasets weigh what is found, on a day; made once for all of it."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog, self._today = catalog, today
        self._needed: set[int] = set()
        self._by_folder = {dataset.folder.name: dataset for dataset in catalog.datasets}
        self._by_schema: dict[str, dict[str, Dataset]] = defaultdict(dict)
        for dataset in catalog.datasets:
            for resource in dataset.resources:
                if resource.schema:
                    self._by_schema[resource.schema.origin.file][dataset.id] = dataset

    def of(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems as they weigh here, without what is allowed."""
        for problem in problems:
            concerned = self._concerned(problem)
            granted = list(self._granted(problem, concerned))
            if not granted or not all(granted):
                yield _raised(problem, (self._catalog, *concerned))
            elif any(allowance and allowance.severity for allowance in granted):
                yield replace(problem, severity=Severity.WARNING)

    def unneeded(self) -> Iterator[Problem]:
        """Yield the allowances that held for nothing, once all of a sound catalog was weighed.

        Where there is an error something may not have been judged: then nobody knows.
        """
        owners: tuple[Catalog | Dataset, ...] = (self._catalog, *self._catalog.datasets)
        for owner in owners:
            for at, allowance in enumerate(owner.allow):
                weighed = allowance.rule in allowable() and allowance.rule not in _OF_THE_DAY
                if weighed and id(allowance) not in self._needed:
                    place, values = _place(owner.origin, at), {"rule": allowance.rule}
                    yield Problem("allow-unneeded", place, values, severity=Severity.WARNING)

    def _concerned(self, problem: Problem) -> list[Dataset]:
        """Return the dataset below whose folder the file is, or those that use the schema."""
        if not self._catalog.strict:
            return [*self._catalog.datasets]
        top, _, rest = problem.place.file.partition("/")
        dataset = self._by_folder.get(rest.partition("/")[0]) if top == "datasets" else None
        return [dataset] if dataset else [*self._by_schema.get(problem.place.file, {}).values()]

    def _granted(
        self, problem: Problem, concerned: Iterable[Dataset]
    ) -> Iterator[Allowance | None]:
        """Yield for each dataset that it concerns the allowance that holds, None where none."""
        if not _may_be_allowed(problem):
            return
        datasets: list[Dataset | None] = [*concerned]
        if not datasets and problem.place.file.startswith(("datasets/", "schemas/")):
            datasets = [None]
        for dataset in datasets:
            allowance = next(self._holding(problem, dataset), None)
            self._needed.add(id(allowance))
            yield allowance

    def _holding(self, problem: Problem, dataset: Dataset | None) -> Iterator[Allowance]:
        own = dataset.allow if dataset else ()
        common = (known for known in self._catalog.allow if known.dataset in _names(dataset))
        for allowance in (*own, *common):
            in_force = allowance.rule == problem.id and not _ended(allowance, self._today)
            if in_force and self._is_there(allowance, problem, dataset):
                yield allowance

    def _is_there(self, allowance: Allowance, problem: Problem, dataset: Dataset | None) -> bool:
        """Tell whether a problem is met where an allowance says: anywhere, in a table, a field."""
        if allowance.field and allowance.field != _field(problem, dataset):
            return False
        return not allowance.resource or allowance.resource in self._resources(problem, dataset)

    def _resources(self, problem: Problem, dataset: Dataset | None) -> set[str]:
        """Return the names of the tables that a problem is met in."""
        place = problem.place
        path = self._catalog.root / place.file
        return {
            resource.name
            for at, resource in enumerate(dataset.resources if dataset else ())
            if f"{place.key}.".startswith(f"resources.{at}.")
            or (resource.path and dataset and path == dataset.folder / resource.path)
        } | {resource.name for resource, _ in _described(place, dataset)}


def dataset_faults(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the allowances of a dataset."""
    for at, allowance in enumerate(dataset.allow):
        missing = _absent(allowance, (dataset,))
        yield from _faults(allowance, missing, _place(dataset.origin, at), today)


def catalog_faults(catalog: Catalog, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the allowances of `catalog.yaml`."""
    for at, allowance in enumerate(catalog.allow):
        named = catalog.dataset(allowance.dataset)
        lost = allowance.dataset if allowance.dataset and not named else ""
        missing = lost or _absent(allowance, (named,) if named else catalog.datasets)
        yield from _faults(allowance, missing, _place(catalog.origin, at), today)


def _names(dataset: Dataset | None) -> tuple[str, ...]:
    return ("", dataset.id) if dataset else ("",)


def _field(problem: Problem, dataset: Dataset | None) -> str | None:
    """Return the name of the field that a problem is met in; a schema's key tells which."""
    place, (part, _, rest) = problem.place, (problem.place.key or "").partition(".")
    at = rest.partition(".")[0]
    for _, schema in _described(place, dataset):
        if part == "fields" and at.isdecimal() and int(at) < len(schema.fields):
            return schema.fields[int(at)].name
    return place.field


def _described(place: Place, dataset: Dataset | None) -> list[tuple[Resource, Schema]]:
    """Return the resources, and their schema, that a place in a schema is of.

    Schemas may stand in the descriptor itself: there the line tells which, or nothing does.
    """
    keys = [int(key) if key.isdecimal() else key for key in (place.key or "").split(".")]
    inline = dataset is not None and place.file == dataset.origin.file
    known = [
        (resource, resource.schema)
        for resource in (dataset.resources if dataset else ())
        if resource.schema
        and resource.schema.origin.file == place.file
        and (not inline or resource.schema.origin.line(*keys) == place.line)
    ]
    return known if not inline or len(known) == 1 else []


def _may_be_allowed(problem: Problem) -> bool:
    warns = problem.severity is Severity.WARNING and problem.id in _WARNINGS
    return warns or problem.id in _allowable_rules()


@cache
def _allowable_rules() -> frozenset[str]:
    return frozenset(rule.id for rule in rules(Rule) if rule.allowable)


def _raised(problem: Problem, weighing: Iterable[Catalog | Dataset]) -> Problem:
    """Return a problem that only warns as an error, where the catalog or a dataset wants it so."""
    wanted = any(problem.id in own.severities for own in weighing)
    return replace(problem, severity=Severity.ERROR) if wanted else problem


def _faults(allowance: Allowance, missing: str, place: Place, today: date) -> Iterator[Problem]:
    if allowance.rule not in allowable():
        near = nearest(allowance.rule, allowable())
        values: dict[str, Value] = {
            "rule": allowance.rule,
            "nearest": near,
            "rules": tuple(allowable()),
        }
        yield Problem("allow-unknown", place, values, hint="near" if near else None)
    elif missing:
        yield Problem("allow-unknown", place, {"rule": missing}, hint="place")
    elif _ended(allowance, today):
        yield Problem("allow-expired", place, {"rule": allowance.rule, "until": allowance.until})


def _absent(allowance: Allowance, datasets: Iterable[Dataset]) -> str:
    """Return the name of the table or field that none of the datasets has; empty where one has."""
    resources = [
        resource
        for dataset in datasets
        for resource in dataset.resources
        if allowance.resource in {"", resource.name}
    ]
    if not resources:
        return allowance.resource
    schemas = [resource.schema for resource in resources if resource.schema]
    known = not allowance.field or any(schema.field_named(allowance.field) for schema in schemas)
    return "" if known else allowance.field


def _ended(allowance: Allowance, today: date) -> bool:
    return today.isoformat() > allowance.until


def _place(origin: Origin, at: int) -> Place:
    return Place(origin.file, line=origin.line("allow", at), key=f"allow.{at}")
