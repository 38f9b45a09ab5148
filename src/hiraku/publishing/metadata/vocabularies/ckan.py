"""The CKAN action API as files: harvesters and CKAN's own clients read the catalog without a CKAN.

Paging clients ask for page after page until one brings nothing new, so that one answer which
ignores the query string ends after two requests. Everything outside ASCII is escaped, because
files without a suffix are served without a charset (https://docs.ckan.org/en/2.11/api/). CKAN's
own client asks without the version, so that each answer stands in both places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from hiraku.languages import say
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import licenses, links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

_TITLE = "CKAN API"


_Node = dict[str, Any]
_SHORTEST, _LONGEST = 2, 100  # of a tag


def _describe(site: Site) -> Iterator[MetadataFile]:
    packages = [_package(published, site) for published in site.datasets]
    answer = {"count": len(packages), "sort": "name asc", "facets": {}, "results": packages}
    answers: dict[str, Any] = {
        "status_show": _status(site),
        "package_list": [described["name"] for described in packages],
        "current_package_list_with_resources": packages,
        "package_search": answer | {"search_facets": {}},
        "organization_list": [_organization(site)["name"]],
        "tag_list": sorted({tag["name"] for described in packages for tag in described["tags"]}),
    }
    for name, result in answers.items():
        yield from _answers(name, "", result, site)
    for published, package in zip(site.datasets, packages, strict=True):
        for name in sorted({published.dataset.id, package["id"]}):
            yield from _answers("package_show", name, package, site)


def _answers(name: str, argument: str, result: Any, site: Site) -> Iterator[MetadataFile]:
    answer = {
        "help": links.absolute(site.base_url, links.DEVELOPERS),
        "success": True,
        "result": result,
    }
    for version in ("3/", ""):
        path = links.action(name, argument, version)
        yield MetadataFile(path, _TITLE, json.dumps(answer) + "\n")


def _status(site: Site) -> _Node:
    return {
        "ckan_version": "2.11",
        "site_title": str(site.catalog.title),
        "site_description": str(site.catalog.description or ""),
        "site_url": site.base_url.rstrip("/"),
        "error_emails_to": None,
        "locale_default": site.catalog.language,
        "extensions": [],
    }


def _organization(site: Site) -> _Node:
    publisher = site.catalog.publisher
    code = publisher.code if publisher else None
    return {
        "id": uuids.organization(site.catalog),
        "name": f"org-{code}" if code else "publisher",
        "title": str(publisher.name) if publisher else str(site.catalog.title),
        "type": "organization",
        "state": "active",
        "is_organization": True,
    }


def _package(published: PublishedDataset, site: Site) -> _Node:
    dataset = published.dataset
    licence = next(iter(dataset.licenses), None)
    known = licenses.known(licence) if licence else None
    tags = [_tag(name) for name in _tag_names(dataset.keywords)]
    return {
        "id": uuids.dataset(dataset, site.catalog),
        "name": uuids.name_for_ckan(dataset, site.catalog),
        "title": str(dataset.title),
        "notes": str(dataset.description or dataset.row or ""),
        "url": links.absolute(site.base_url, links.dataset(dataset.id)),
        "version": dataset.version,
        "author": str(dataset.publisher.name) if dataset.publisher else None,
        "maintainer": str(dataset.contact.name) if dataset.contact else None,
        "maintainer_email": dataset.contact.email if dataset.contact else None,
        "license_id": known.ckan if known else "notspecified",
        "license_title": str(licence.title) if licence else None,
        "license_url": known.iri if known else None,
        "isopen": bool(known and known.ckan != "notspecified"),
        "private": False,
        "state": "active",
        "type": "dataset",
        "metadata_created": _moment(dataset.created or published.modified),
        "metadata_modified": _moment(published.modified),
        "owner_org": _organization(site)["id"],
        "organization": _organization(site),
        "groups": [],
        "tags": tags,
        "num_tags": len(tags),
        "extras": _extras(published),
        "resources": _resources(published, site),
        "num_resources": len(_resources(published, site)),
    }


def _tag(name: str) -> _Node:
    return {"name": name, "display_name": name, "state": "active", "vocabulary_id": None}


def _tag_names(keywords: Iterable[str]) -> list[str]:
    """Return keywords as CKAN takes them: it refuses a whole dataset for one other character.

    2 to 100 letters, digits, blanks and `-_.` (`tag_name_validator`, `tag_length_validator`).
    """
    names = (" ".join(re.sub(r"[^\w \-.]", " ", keyword).split()) for keyword in keywords)
    return list(dict.fromkeys(name for name in names if _SHORTEST <= len(name) <= _LONGEST))


def _extras(published: PublishedDataset) -> list[_Node]:
    dataset = published.dataset
    said = {
        "keywords": ", ".join(dataset.keywords),
        "frequency": dataset.update_frequency,
        "theme": dataset.theme,
        "temporal_start": dataset.temporal.start if dataset.temporal else None,
        "temporal_end": dataset.temporal.end if dataset.temporal else None,
        "spatial_text": str(dataset.spatial.name) if dataset.spatial else None,
    }
    return [{"key": key, "value": value} for key, value in said.items() if value]


def _resources(published: PublishedDataset, site: Site) -> list[_Node]:
    files = [(table, file) for table in published.resources for file in table.downloads]
    return [
        _resource(published, file, str(resource.resource.title), place, site)
        for place, (resource, file) in enumerate(files)
    ]


def _resource(
    published: PublishedDataset, file: Download, name: str, place: int, site: Site
) -> _Node:
    filename = file.path.rpartition("/")[2]
    dataset = published.dataset
    return {
        "id": uuids.distribution(dataset, site.catalog, file.path),
        "package_id": uuids.dataset(dataset, site.catalog),
        "position": place,
        "name": say(site.catalog.language, "metadata.file-of", title=name, format=file.title),
        "description": str(dataset.row or ""),
        "url": links.absolute(site.base_url, file.path),
        "format": filename.rpartition(".")[2].upper(),
        "mimetype": file.media_type,
        "size": file.size,
        "hash": f"sha256:{file.sha256}",
        "state": "active",
        "created": _moment(dataset.created or published.modified),
        "last_modified": _moment(published.modified),
        "url_type": None,
    }


def _moment(date: str) -> str:
    """Write a date as CKAN does: without a zone, to the microsecond."""
    return f"{date[:10]}T00:00:00.000000"


vocabulary = Vocabulary(_describe)
