"""Atom feeds (RFC 4287): one entry for a dataset, dated by its last real change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from hiraku.languages import Message
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published import PublishedDataset, Site

_TITLE = Message("files.feed")


_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE = "application/atom+xml"


def _describe(site: Site) -> Iterator[MetadataFile]:
    name = str(site.catalog.title)
    identifier = uuids.organization(site.catalog)
    newest = sorted(site.datasets, key=lambda each: each.modified, reverse=True)
    whole = _feed(name, identifier, "", newest, site)
    yield MetadataFile(links.FEED, _TITLE, whole, _MEDIA_TYPE)
    for each in site.datasets:
        path = links.document(each.dataset.id, links.FEED)
        own = uuid5(UUID(uuids.dataset(each.dataset, site.catalog)), "feed")
        text = _feed(
            str(each.dataset.title), str(own), links.dataset(each.dataset.id), [each], site
        )
        yield MetadataFile(path, _TITLE, text, _MEDIA_TYPE, each.dataset.id)


def _feed(
    name: str, identifier: str, page: str, listed: Sequence[PublishedDataset], site: Site
) -> str:
    ET.register_namespace("", _ATOM)
    root = ET.Element(
        f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": site.catalog.language}
    )
    _add(root, "id", f"urn:uuid:{identifier}")
    _add(root, "title", name)
    newest = max((dataset.modified for dataset in listed), default="1970-01-01")
    _add(root, "updated", _moment(newest, site))
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    publisher = site.catalog.publisher
    _add(author, "name", str(publisher.name) if publisher else str(site.catalog.title))
    _link(root, "alternate", page, site)
    _link(root, "self", f"{page}{links.FEED}", site)
    for each in listed:
        _entry(root, each, site)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, published: PublishedDataset, site: Site) -> None:
    described = published.dataset
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    state = uuid5(UUID(uuids.dataset(described, site.catalog)), published.modified)
    _add(entry, "id", f"urn:uuid:{state}")
    _add(entry, "title", str(described.title))
    _add(entry, "updated", _moment(published.modified, site))
    _add(entry, "summary", str(described.description or described.row or described.title))
    _link(entry, "alternate", links.dataset(described.id), site)


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
