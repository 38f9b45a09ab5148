"""Atom feeds (RFC 4287): an entry for each change, in words, and for each correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from msgspec import Struct

from hiraku.languages import Message, say
from hiraku.publishing.listings.recent_changes import changes_of
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.told_changes import in_sentences

_TITLE = Message("files.feed")
# Beside the newest of each dataset.
_MOST = 100

_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE = "application/atom+xml"


class _Entry(Struct, frozen=True):
    """`updated` is a time (RFC 3339), `page` the address that tells more."""

    id: str
    title: str
    updated: str
    summary: str
    page: str


def _describe(site: Site) -> Iterator[MetadataFile]:
    name = str(site.catalog.title)
    identifier = uuids.organization(site.catalog)
    entries = {published.dataset.id: list(_entries(published, site)) for published in site.datasets}
    gone = ([entry] for entry in _withdrawals(site))
    whole = _feed(name, identifier, "", _newest([*entries.values(), *gone]), site)
    yield MetadataFile(links.FEED, _TITLE, whole, _MEDIA_TYPE)
    for published in site.datasets:
        dataset = published.dataset
        own = uuid5(UUID(uuids.dataset(dataset, site.catalog)), "feed")
        page = links.dataset(dataset.id)
        text = _feed(str(dataset.title), str(own), page, entries[dataset.id], site)
        yield MetadataFile(links.document(dataset.id, links.FEED), _TITLE, text, _MEDIA_TYPE,
                       dataset.id)  # fmt: skip


def _entries(published: PublishedDataset, site: Site) -> Iterator[_Entry]:
    """Yield what is told of a dataset, the newest first; what is told stays the same entry."""
    entries = [*_corrections(published, site), *_changes(published, site)]
    yield from sorted(entries, key=_when, reverse=True)


def _changes(published: PublishedDataset, site: Site) -> Iterator[_Entry]:
    own, language = uuids.dataset(published.dataset, site.catalog), site.catalog.language
    title = str(published.dataset.title)
    for change in changes_of(published, site):
        said = in_sentences(change, site, language)
        name = change.commit or change.date
        moment = change.moment or _moment(change.date, site)
        entry_title = say(language, "files.feed-entry", title=title, what=said[0] if said else "")
        yield _Entry(str(uuid5(UUID(own), name)), entry_title, moment, "\n".join(said),
                     links.dataset(published.dataset.id))  # fmt: skip


def _corrections(published: PublishedDataset, site: Site) -> Iterator[_Entry]:
    own, language = uuids.dataset(published.dataset, site.catalog), site.catalog.language
    for correction in published.dataset.corrections:
        wrong, right = (text.in_language(language) for text in (correction.wrong, correction.right))
        said = say(language, "changes.correction", wrong=wrong, since=correction.since, right=right)
        what = say(language, "pages.correction")
        node = say(language, "files.feed-entry", title=str(published.dataset.title), what=what)
        name = f"correction {correction.date} {wrong}"
        yield _Entry(str(uuid5(UUID(own), name)), node, _moment(correction.date, site), said,
                     f"{links.dataset(published.dataset.id)}#corrections")  # fmt: skip


def _withdrawals(site: Site) -> Iterator[_Entry]:
    """Yield what is published no more: datasets, tables and versions."""
    language = site.catalog.language
    for gone in (*site.withdrawn, *site.catalog.withdrawn_parts):
        own = uuids.organization(site.catalog)
        what = say(language, "pages.withdrawn")
        node = say(language, "files.feed-entry", title=str(gone.title), what=what)
        name = f"withdrawn {gone.id} {gone.resource} {gone.version} {gone.date}"
        yield _Entry(str(uuid5(UUID(own), name)), node, _moment(gone.date, site),
                     gone.reason.in_language(language), links.withdrawal(gone))  # fmt: skip


def _newest(of_datasets: Iterable[Sequence[_Entry]]) -> list[_Entry]:
    """Return the newest entry of each dataset, and of the others as many as a reader looks at."""
    firsts = [entries[0] for entries in of_datasets if entries]
    others = (entry for entries in of_datasets for entry in entries[1:])
    further = sorted(others, key=_when, reverse=True)
    return sorted([*firsts, *further[:_MOST]], key=_when, reverse=True)


def _when(entry: _Entry) -> datetime:
    return datetime.fromisoformat(entry.updated)


def _feed(name: str, identifier: str, page: str, entries: Sequence[_Entry], site: Site) -> str:
    ET.register_namespace("", _ATOM)
    root = ET.Element(
        f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": site.catalog.language}
    )
    _add(root, "id", f"urn:uuid:{identifier}")
    _add(root, "title", name)
    newest = entries[0].updated if entries else _moment("", site)
    _add(root, "updated", newest)
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    publisher = site.catalog.publisher
    _add(author, "name", str(publisher.name) if publisher else str(site.catalog.title))
    _link(root, "alternate", page, site)
    _link(root, "self", f"{page}{links.FEED}", site)
    for entry in entries:
        _append(root, entry, site)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _append(root: ET.Element, told: _Entry, site: Site) -> None:
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    _add(entry, "id", f"urn:uuid:{told.id}")
    _add(entry, "title", _plain(told.title))
    _add(entry, "updated", told.updated)
    _add(entry, "summary", _plain(told.summary))
    _link(entry, "alternate", told.page, site)


def _plain(text: str) -> str:
    """Return a text without what XML 1.0 cannot hold (section 2.2)."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\u3000" else " " for letter in text
    )


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: ET.Element, relation: str, path: str, site: Site) -> None:
    address = links.absolute(site.base_url, path)
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "href": address})


def _moment(date: str, site: Site) -> str:
    """Return the first moment of a day: in Japan, where the catalog speaks Japanese, else UTC."""
    zone = "+09:00" if "ja" in site.catalog.languages else "Z"
    return f"{date[:10] or '1970-01-01'}T00:00:00{zone}"


vocabulary = Vocabulary(_describe)
