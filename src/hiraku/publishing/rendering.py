"""Every generated page, rendered in every language and written aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment
from msgspec import Struct
from msgspec.structs import replace

from hiraku.publishing import links
from hiraku.publishing.shares import in_shares
from hiraku.publishing.templates import Page, render

Pages = Callable[[], Iterable[Page]]


class Rendered(Struct, frozen=True):
    """A page that was written; `page` no longer holds what it was made of."""

    path: str
    page: Page

    @property
    def file(self) -> str:
        return links.file(self.path)


def render_pages(
    pages: Pages, templates: Mapping[str, Environment], folder: Path
) -> list[Rendered]:
    """Write each page below `folder`, in each language of `templates`, by its path on the site.

    `pages` begins anew with every call: each process makes all of them and renders its share.
    """
    written: list[Rendered] = []

    def work(share: int, shares: int) -> None:
        written.clear()
        for number, (code, page) in enumerate(_in_languages(pages(), templates)):
            path = links.in_language(page.url, code)
            written.append(Rendered(path, replace(page, data={})))
            if number % shares == share:
                _write(folder / written[-1].file, render(templates[code], page))

    in_shares(work)
    return written


def _in_languages(
    pages: Iterable[Page], templates: Mapping[str, Environment]
) -> Iterator[tuple[str, Page]]:
    for page in pages:
        for code in templates:
            yield code, page


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
