"""A folder of modules is a list: one module, one entry, its id taken from the file name.

Each module offers one public name, the thing that the folder's contract asks for: a module of the
contract `Export` says `export = Export(…)`. The type checker holds what is in it, where it is
written; that it is there is seen here, and by `tests/test_contracts.py`.
"""

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

Contract = TypeVar("Contract")


@cache
def entries(package: str, contract: type[Contract]) -> dict[str, Contract]:
    """Return what every module of a folder offers, by kebab-case ids, sorted.

    Raise TypeError where a module offers no such thing.
    """
    return {identifier(name): _offered(f"{package}.{name}", contract) for name in _names(package)}


def entry(package: str, contract: type[Contract], wanted: str) -> Contract:
    """Return what one module offers; no other is imported. Raise KeyError where there is none."""
    by_id = {identifier(name): name for name in _names(package)}
    return _offered(f"{package}.{by_id[wanted]}", contract)


def identifiers(package: str) -> list[str]:
    """Return the ids alone, sorted; no module is imported."""
    return [identifier(name) for name in _names(package)]


def identifier(module_name: str) -> str:
    """Return the id of a module: the last part of its name, in kebab-case."""
    return module_name.rpartition(".")[2].replace("_", "-")


def offered_name(contract: type) -> str:
    """Return what a module calls the thing that it offers: `field_type` of `FieldType`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", contract.__name__).lower()


def _names(package: str) -> list[str]:
    return sorted(module.name for module in iter_modules(import_module(package).__path__))


def _offered(module: str, contract: type[Contract]) -> Contract:
    offered = getattr(import_module(module), offered_name(contract), None)
    if not isinstance(offered, contract):
        raise TypeError(f"{module} has no `{offered_name(contract)} = {contract.__name__}(…)`")
    return offered
