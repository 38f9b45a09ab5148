"""`hiraku init --from-packages`, `--from-ckan`: all datasets of a folder as a catalog of ours.

Read everything, judge it, then write. What a dataset lacks is not made up: the check tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hiraku.desk.taking_over.ckan import dumps_in
from hiraku.desk.taking_over.files import TakenOver, taken_over
from hiraku.desk.taking_over.foreign import Foreign, plain_name
from hiraku.desk.taking_over.packages import packages_in
from hiraku.errors import UsageError
from hiraku.model import Catalog
from hiraku.reserved_names import RESERVED
from hiraku.starting.answers import Answers

_NOTHING = {
    "packages": "starting.nothing-from-packages",
    "ckan": "starting.nothing-from-ckan",
}


def datasets_from(kind: str, folder: Path, root: Path, answers: Answers) -> list[TakenOver]:
    """Return the datasets of a folder of `packages` or of `ckan`; nothing is written.

    Raises `UsageError` where there is no such folder, or no dataset with a table in it.
    """
    if not folder.is_dir():
        raise UsageError("stops.no-such-path", path=folder)
    catalog = Catalog(root, languages=answers.languages)
    taken = list(_all(_foreign(kind, folder, answers.languages[0]), answers.address, catalog))
    if not any(dataset.tables for dataset in taken):
        raise UsageError(_NOTHING[kind], folder=folder)
    return taken


def _foreign(kind: str, folder: Path, language: str) -> Iterator[Foreign]:
    return dumps_in(folder, language) if kind == "ckan" else packages_in(folder, language)


def _all(foreigners: Iterator[Foreign], address: str, catalog: Catalog) -> Iterator[TakenOver]:
    taken = set(RESERVED)
    for foreign in foreigners:
        name = plain_name(foreign.name, "dataset")
        numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
        identifier = next(free for free in (name, *numbered) if free not in taken)
        taken.add(identifier)
        yield taken_over(foreign, identifier, address, catalog)
