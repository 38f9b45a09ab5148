"""The menu of the site, as `nav` of mkdocs.yml has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hiraku.model import Text
from hiraku.publishing.site import links


def menu(
    nav: Iterable[object], titles: Mapping[str, Mapping[str, str]]
) -> tuple[links.MenuItem, ...]:
    """Return what `nav` of mkdocs.yml gives a title to; a section stands for its first page.

    `titles` holds what each page is called by its path, for each language: of the first, in which
    `nav` is written, none is needed.
    """
    return tuple(
        links.MenuItem(
            _titled(str(title), links.markdown_page(_first(target)), titles),
            links.markdown_page(_first(target)),
        )
        for entry in nav
        if isinstance(entry, Mapping)
        for title, target in entry.items()
    )


def _titled(title: str, path: str, titles: Mapping[str, Mapping[str, str]]) -> Text:
    first, *others = titles
    further = {code: titles[code][path] for code in others if titles[code].get(path)}
    return Text({first: title, **further})


def _first(target: object) -> str:
    while not isinstance(target, str):
        if isinstance(target, Mapping):
            target = next(iter(target.values()))
        elif isinstance(target, Sequence):
            target = target[0]
    return target
