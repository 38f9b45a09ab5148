"""How a dataset is cited: in a sentence, in BibTeX, and which files describe it to programs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hiraku.publishing import links
from hiraku.publishing.site import Download, PublishedDataset, Site

_SPECIAL = re.compile(r"([#$%&_{}])")
_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_DESCRIPTIONS = ("dcat.ttl", "dcat.jsonld", "croissant.json", links.FEED)


@dataclass(frozen=True)
class Citation:
    """`descriptions` are the files that describe the dataset to programs."""

    plain: str
    bibtex: str
    descriptions: tuple[Download, ...]


def citation(published: PublishedDataset, site: Site) -> Citation:
    dataset = published.dataset
    author = str(dataset.publisher.name) if dataset.publisher else str(site.catalog.title)
    address = links.absolute(site.base_url, links.dataset(dataset.id))
    year = published.modified[:4]
    version = f"版 {dataset.version}, " if dataset.version else ""
    dated = f"({year}). " if year else ""
    plain = f"{author} {dated}「{dataset.title}」{version}{site.catalog.title}. {address}"
    described = {each.path.rsplit("/", 1)[-1]: each for each in published.documents}
    files = tuple(described[name] for name in _DESCRIPTIONS if name in described)
    return Citation(plain, _bibtex(published, site, author, address), files)


def _bibtex(published: PublishedDataset, site: Site, author: str, address: str) -> str:
    """Write an entry of the kind that every style of BibTeX knows; names stay in one piece."""
    dataset = published.dataset
    stated = {
        "author": f"{{{_escaped(author)}}}",
        "title": f"{{{_escaped(str(dataset.title))}}}",
        "year": published.modified[:4],
        "howpublished": _escaped(str(site.catalog.title)),
        "url": address,
        "note": ", ".join(_escaped(each.name) for each in dataset.licenses),
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
