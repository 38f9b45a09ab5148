"""One thing that differs, as data: what kind of thing, where it stands, before and after."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Path = tuple[str, ...]


class Difference(Struct, frozen=True):
    """`old` or `new` is None where the thing was not there; `path` names it in the newer state."""

    kind: str
    path: Path
    old: Any = None
    new: Any = None

    @property
    def way(self) -> str:
        if self.old is None:
            return "introduced"
        return "dropped" if self.new is None else "changed"

    @property
    def inverse(self) -> Difference:
        return Difference(self.kind, self.path, self.new, self.old)
