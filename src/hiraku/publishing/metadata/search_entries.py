"""What the search finds beside datasets: municipalities, formats, schemas, and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from hiraku.languages import say
from hiraku.model import text_in
from hiraku.publishing.listings.facets import facets
from hiraku.publishing.site import links
from hiraku.publishing.site.language import of_catalog
from hiraku.publishing.site.published.site import Site
from hiraku.reserved_names import FORMAT

# The pages of every site, each with the keys of its title and of the words that people look for.
_PAGES = (
    (links.api(), "pages.api", "pages.words-of-api"),
    (links.changes(), "pages.record-of-changes", "pages.words-of-changes"),
    (links.quality(), "pages.quality-freshness", "pages.words-of-quality"),
    (links.contact(), "pages.whom-to-ask", "pages.words-of-contact"),
    (links.schemas(), "pages.schemas", "pages.words-of-schemas"),
)


class Findable(Struct, frozen=True):
    """`path` leads from the home of the language; `words` are as good as its title."""

    kind: str
    path: str
    title: str
    words: tuple[str, ...] = ()
    text: str = ""

    @property
    def columns(self) -> list[Any]:
        """The entry as the page's script reads it."""
        return [self.kind, self.path, self.title, [*filter(None, self.words)], self.text]


def entries(site: Site, language: str) -> Iterator[Findable]:
    """Yield what is found in a language beside the datasets."""
    yield from _municipalities(site, language)
    yield from _formats(site, language)
    yield from _pages(site, language)
    yield from _guides(site, language)
    yield from _schemas(site, language)


def _municipalities(site: Site, language: str) -> Iterator[Findable]:
    if site.municipalities:
        title = of_catalog(site.catalog, language).gettext("look-by-municipality")
        words = tuple(say(language, "pages.words-of-municipalities").split("|"))
        yield Findable("page", links.municipalities(), title, words)
    for municipality in site.municipalities:
        names = tuple(municipality.name.words.values())
        own = municipality.name.in_language(language)
        words = (*(name for name in names if name != own), municipality.kana or "")
        path = links.municipality(municipality.code)
        whole = _with_prefecture(site, municipality.code, own, language)
        yield Findable("municipality", path, own, (*words, municipality.code, *whole))


def _with_prefecture(site: Site, code: str, name: str, language: str) -> Iterator[str]:
    """Yield what a municipality is called in full: the first two digits of codes are one's."""
    area = site.catalog.spatial
    if area and area.code and area.code[:2] == code[:2] and area.code != code:
        prefecture = area.name.in_language(language)
        yield say(language, "pages.in-prefecture", prefecture=prefecture, name=name)


def _formats(site: Site, language: str) -> Iterator[Findable]:
    words = say(language, "pages.words-of-formats").split("|")
    spoken = dict(pair.split("=") for pair in say(language, "pages.names-of-formats").split("|"))
    for facet in facets(site):
        for value in facet.values if facet.id == FORMAT else ():
            title = text_in((language,), value.title or value.name).in_language(language)
            names = (value.name, spoken.get(value.name, ""), *words)
            yield Findable("format", facet.url(value), title, names)


def _pages(site: Site, language: str) -> Iterator[Findable]:
    for path, title, words in _PAGES:
        if path != links.contact() or site.catalog.contact:
            yield Findable(
                "page", path, say(language, title), tuple(say(language, words).split("|"))
            )


def _guides(site: Site, language: str) -> Iterator[Findable]:
    for guide in site.guides:
        if guide.language == language and guide.title:
            headings = (heading for heading, _ in guide.sections if heading != guide.title)
            names = (*guide.keywords, *headings)
            yield Findable("page", guide.path, guide.title, names, guide.description)


def _schemas(site: Site, language: str) -> Iterator[Findable]:
    words = tuple(say(language, "pages.words-of-schema").split("|"))
    for schema in site.catalog.schemas.values():
        fields = (field.title.in_language(language) for field in schema.fields)
        title = schema.title.in_language(language)
        yield Findable(
            "schema", links.schema(schema.id), title, words, " ".join((schema.id, *fields))
        )
