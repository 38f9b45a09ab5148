"""Which thing of before is which of now: by its name, by `renamedFrom`, by a likeness of names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

from hiraku.model import Catalog, Withdrawn

T = TypeVar("T")


class Pair(Struct, Generic[T], frozen=True):
    """A thing before and after; one is None where it came or went."""

    old: T | None
    new: T | None

    @property
    def both(self) -> tuple[T, ...]:
        """The thing before and after, as far as it was there."""
        return tuple(side for side in (self.old, self.new) if side is not None)


def paired(
    old: Sequence[T],
    new: Sequence[T],
    name: Callable[[T], str],
    descriptor: Callable[[T], Mapping[str, Any]],
) -> list[Pair[T]]:
    """Pair two lists: those that are there now in their order, then those that are gone."""
    before = {name(item): item for item in old}
    after = {name(item) for item in new}
    free = [item for item in old if name(item) not in after]
    pairs: list[Pair[T]] = []
    for item in new:
        partner = before.get(name(item)) or next(_partners(item, free, name, descriptor), None)
        free = [lone for lone in free if lone is not partner]
        pairs.append(Pair(partner, item))
    return [*pairs, *(Pair(item, None) for item in free)]


def _partners(
    thing: T,
    free: Sequence[T],
    name: Callable[[T], str],
    descriptor: Callable[[T], Mapping[str, Any]],
) -> Iterator[T]:
    """Yield what a thing was called before; a rename may be written on either side."""
    for other in free:
        said = name(other) in former_names(descriptor(thing))
        taken_back = name(thing) in former_names(descriptor(other))
        if said or taken_back or folded(name(other)) == folded(name(thing)):
            yield other


def former_names(descriptor: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of before that a descriptor states in `renamedFrom`."""
    stated = descriptor.get("renamedFrom") or ()
    return (stated,) if isinstance(stated, str) else tuple(map(str, stated))


def former_ids(gone: Withdrawn, catalog: Catalog) -> tuple[str, ...]:
    """Return what the dataset was called before of which a part was withdrawn."""
    dataset = catalog.dataset(gone.id) if gone.resource or gone.version else None
    return former_names(dataset.descriptor) if dataset else ()


def folded(name: str) -> str:
    """Return what is left of a name without its case, width, composition and outer space."""
    return unicodedata.normalize("NFKC", name).strip().casefold()
