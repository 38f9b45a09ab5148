"""A page to be, and what surrounds every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.publishing.rendering.assets import Asset
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


class Page(Struct, frozen=True):
    """A page to be: `url` as `links` gives it, `data` is what its `template` asks for.

    `data` may be a function that gathers it, called only where the page is rendered. The sitemap
    leaves out what is not `listed`: pages that say what another says, and tombstones.
    """

    url: str
    template: str
    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    listed: bool = True

    def gathered(self) -> Page:
        """Return the page with its data."""
        return replace(self, data=self.data()) if callable(self.data) else self


class Frame(Struct, frozen=True):
    """What surrounds every page: the site, its menu, its styles and scripts by their plain names.

    `absent` are the paths, as in the first language, of the written pages that each language lacks.
    """

    site: Site
    menu: Sequence[links.MenuItem] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    serving: bool = False

    def has(self, path: str, code: str) -> bool:
        """Tell whether a page, by its path in the first language, is there in a language."""
        return path not in self.absent.get(code, ())
