"""How a dataset is cited: in a sentence, in BibTeX, and which files describe it to programs."""

from __future__ import annotations

import re

from msgspec import Struct

from hiraku.languages import say
from hiraku.model import Text
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

_SPECIAL = re.compile(r"([#$%&_{}])")
_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_DESCRIPTIONS = ("dcat.ttl", "dcat.jsonld", "croissant.json", links.FEED)


class Citation(Struct, frozen=True):
    """`descriptions` are the files that describe the dataset to programs."""

    plain: Text
    bibtex: Text
    descriptions: tuple[Download, ...]


def citation(published: PublishedDataset, site: Site) -> Citation:
    documents = {document.path.rsplit("/", 1)[-1]: document for document in published.documents}
    files = tuple(documents[name] for name in _DESCRIPTIONS if name in documents)
    named = {code: _Named(published, site, code) for code in site.catalog.languages}
    return Citation(
        Text({code: _sentence(cited) for code, cited in named.items()}),
        Text({code: _bibtex(cited) for code, cited in named.items()}),
        files,
    )


class _Named(Struct, frozen=True):
    """What a citation names, in one language."""

    published: PublishedDataset
    site: Site
    language: str

    @property
    def title(self) -> str:
        return self.published.dataset.title.in_language(self.language)

    @property
    def catalog(self) -> str:
        return self.site.catalog.title.in_language(self.language)

    @property
    def author(self) -> str:
        publisher = self.published.dataset.publisher
        return publisher.name.in_language(self.language) if publisher else self.catalog

    @property
    def address(self) -> str:
        return links.absolute(self.site.base_url, links.dataset(self.published.dataset.id))

    @property
    def year(self) -> str:
        return self.published.modified[:4]


def _sentence(named: _Named) -> str:
    stated = named.published.dataset.version
    parts = [
        f"{named.author} ({named.year})." if named.year else f"{named.author}.",
        say(named.language, "credits.quoted", title=named.title),
        say(named.language, "credits.version", version=stated) if stated else "",
        f"{named.catalog}. {named.address}",
    ]
    return " ".join(filter(None, parts))


def _bibtex(named: _Named) -> str:
    """Write an entry of the kind that every style of BibTeX knows; names stay in one piece."""
    dataset = named.published.dataset
    stated = {
        "author": f"{{{_escaped(named.author)}}}",
        "title": f"{{{_escaped(named.title)}}}",
        "year": named.year,
        "howpublished": _escaped(named.catalog),
        "url": named.address,
        "note": ", ".join(_escaped(licence.name) for licence in dataset.licenses),
        "version": _escaped(dataset.version or ""),
    }
    lines = [f"  {key} = {{{value}}}" for key, value in stated.items() if value]
    return f"@misc{{{_key(dataset.id)},\n" + ",\n".join(lines) + "\n}"


def _key(identifier: str) -> str:
    return re.sub(r"[^0-9A-Za-z_.-]", "-", identifier)


def _escaped(text: str) -> str:
    marked = _SPECIAL.sub(r"\\\1", text.replace("\\", "\0"))
    for character, written in _NAMED.items():
        marked = marked.replace("\0" if character == "\\" else character, written)
    return " ".join(marked.split())
