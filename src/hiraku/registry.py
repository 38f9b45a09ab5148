"""A folder of modules is a list: one module, one entry, its id taken from the file name."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def entries(package: str) -> dict[str, ModuleType]:
    """Import every module of `package`; kebab-case ids, sorted."""
    folder = import_module(package).__path__
    names = sorted(module.name for module in iter_modules(folder))
    return {identifier(name): import_module(f"{package}.{name}") for name in names}


def identifier(module_name: str) -> str:
    """Return the id of a module: the last part of its name, in kebab-case."""
    return module_name.rpartition(".")[2].replace("_", "-")
