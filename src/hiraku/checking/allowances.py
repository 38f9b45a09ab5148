"""What a catalog or a dataset allows with a reason and until a day (`allow`), and what it raises.

Of errors only those may be allowed whose rule says so, of the rest only what warns: whatever
downloads are made of stays as strict as it is. To be stricter (`severities`) needs no reason. An
allowance that has run out, or that names nothing that is there, holds nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from msgspec.structs import replace

from hiraku.checking.contracts import Rule, rules
from hiraku.model import Allowance, Catalog, Dataset, Origin
from hiraku.problems import Place, Problem, Severity
from hiraku.spelling import nearest

# What no file under `rules/` finds, and may be allowed where it only warns.
_WARNINGS = {
    "encoding-alias", "municipality-missing", "municipality-name", "names-alike", "no-rows",
    "stray-file", "update-overdue",
}  # fmt: skip


@cache
def allowable() -> tuple[str, ...]:
    """Return the ids of what may be allowed, sorted."""
    return tuple(sorted({*_WARNINGS, *_allowable_rules()}))


def permitted(problems: Iterable[Problem], catalog: Catalog, today: date) -> Iterator[Problem]:
    """Yield the problems as the catalog and its datasets weigh them, without what they allow."""
    for problem in problems:
        granted = list(_granted(problem, catalog, today))
        if not granted or not all(granted):
            yield _raised(problem, catalog)
        elif any(allowance and allowance.severity for allowance in granted):
            yield replace(problem, severity=Severity.WARNING)


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


def _granted(problem: Problem, catalog: Catalog, today: date) -> Iterator[Allowance | None]:
    """Yield for each dataset that a problem concerns the allowance that holds, None where none."""
    stated = (catalog.allow, *(dataset.allow for dataset in catalog.datasets))
    named = any(allowance.rule == problem.id for listed in stated for allowance in listed)
    if not named or not _may_be_allowed(problem):
        return
    datasets: list[Dataset | None] = [*_concerned(problem, catalog)]
    if not datasets and problem.place.file.startswith(("datasets/", "schemas/")):
        datasets = [None]
    for dataset in datasets:
        yield next(_holding(problem, dataset, catalog, today), None)


def _holding(
    problem: Problem, dataset: Dataset | None, catalog: Catalog, today: date
) -> Iterator[Allowance]:
    own = dataset.allow if dataset else ()
    common = (known for known in catalog.allow if known.dataset in _names(dataset))
    for allowance in (*own, *common):
        in_force = allowance.rule == problem.id and not _ended(allowance, today)
        if in_force and _is_there(allowance, problem, dataset):
            yield allowance


def _names(dataset: Dataset | None) -> tuple[str, ...]:
    return ("", dataset.id) if dataset else ("",)


def _concerned(problem: Problem, catalog: Catalog) -> Iterator[Dataset]:
    """Yield the dataset below whose folder the file is, or those that use the schema."""
    file = problem.place.file
    for dataset in catalog.datasets:
        schemas = {resource.schema.origin.file for resource in dataset.resources if resource.schema}
        below = f"{file}/".startswith(f"datasets/{dataset.folder.name}/")
        if below or file in schemas or not catalog.strict:
            yield dataset


def _is_there(allowance: Allowance, problem: Problem, dataset: Dataset | None) -> bool:
    """Tell whether a problem is met where an allowance says, anywhere or at a table and a field."""
    if allowance.field and allowance.field != _field(problem, dataset):
        return False
    return not allowance.resource or allowance.resource in _resources(problem, dataset)


def _resources(problem: Problem, dataset: Dataset | None) -> set[str]:
    """Return the names of the tables that a problem is met in."""
    place = problem.place
    return {
        resource.name
        for at, resource in enumerate(dataset.resources if dataset else ())
        if f"{place.key}.".startswith(f"resources.{at}.")
        or f"/{place.file}".endswith(f"/{resource.path}")
        or (resource.schema and resource.schema.origin.file == place.file)
    }


def _field(problem: Problem, dataset: Dataset | None) -> str | None:
    """Return the name of the field that a problem is met in; a schema's key tells which."""
    place, (part, _, rest) = problem.place, (problem.place.key or "").partition(".")
    at = rest.partition(".")[0]
    for resource in dataset.resources if dataset else ():
        schema = resource.schema
        if schema and schema.origin.file == place.file and part == "fields" and at.isdecimal():
            return schema.fields[int(at)].name
    return place.field


def _may_be_allowed(problem: Problem) -> bool:
    warns = problem.severity is Severity.WARNING and problem.id in _WARNINGS
    return warns or problem.id in _allowable_rules()


@cache
def _allowable_rules() -> frozenset[str]:
    return frozenset(rule.id for rule in rules(Rule) if rule.allowable)


def _raised(problem: Problem, catalog: Catalog) -> Problem:
    """Return a problem that only warns as an error, where the catalog or a dataset wants it so."""
    stricter = [dataset for dataset in catalog.datasets if problem.id in dataset.severities]
    wanted = problem.id in catalog.severities or (
        stricter and any(dataset in stricter for dataset in _concerned(problem, catalog))
    )
    return replace(problem, severity=Severity.ERROR) if wanted else problem


def _faults(allowance: Allowance, missing: str, place: Place, today: date) -> Iterator[Problem]:
    if allowance.rule not in allowable():
        near = nearest(allowance.rule, allowable())
        values = {"rule": allowance.rule, "nearest": near, "rules": "、".join(allowable())}
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
