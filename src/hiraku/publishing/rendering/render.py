"""Every generated page, rendered in every language and written aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import Environment
from msgspec import Struct

from hiraku.publishing.rendering.environment import render
from hiraku.publishing.rendering.forked import run_in_forks
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.site_path import SitePath, stage_path

Pages = Callable[[], Iterable[Page]]


class Rendered(Struct, frozen=True):
    """A page that was written, and where on the site it stands."""

    path: str
    page: Page

    @property
    def file(self) -> SitePath:
        return links.file(self.path)


def render_pages(
    pages: Pages, templates: Mapping[str, Environment], folder: Path
) -> list[Rendered]:
    """Write each page below `folder`, in each language of `templates`, by its path on the site.

    `pages` begins anew with every call: each process makes all of them and renders its share.
    """
    written: list[Rendered] = []
    first = next(iter(templates))

    def work(share: int, shares: int) -> None:
        written.clear()
        for number, page in enumerate(pages()):
            done = [Rendered(links.in_language(page.url, code, first), page) for code in templates]
            own = [
                pair
                for place, pair in enumerate(zip(done, templates.values(), strict=True))
                if share_of(number, place, len(templates), shares) == share
            ]
            if own:
                _write(page.gathered(), own, folder)
            written.extend(done)

    run_in_forks(work)
    return written


def share_of(number: int, place: int, languages: int, shares: int) -> int:
    """Return the share that a page falls to, by its number and the place of its language.

    The shares are even, and each has as few languages as can be: the templates of a language are
    compiled anew in every process that needs them.
    """
    return (place * shares + number % shares) // languages


def _write(page: Page, spoken: Iterable[tuple[Rendered, Environment]], folder: Path) -> None:
    for variant, templates in spoken:
        stage_path(folder, variant.file).write_bytes(render(templates, page).encode())
