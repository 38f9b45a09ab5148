"""The importer of SHIRASAGI, replayed against nginx: what it asks a CKAN for, and in which order.

It asks for `api/action/package_list`, shows each package by its query, downloads each resource,
keeps what has the same time as before, removes what is no longer listed, and links to `dataset/`.
"""

import json
from datetime import datetime
from pathlib import PurePosixPath
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from nginx import NGINX, free_port, serving

pytestmark = pytest.mark.skipif(not NGINX, reason="no nginx on this machine")


@pytest.fixture(scope="module")
def portal(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("portal")
    with serving(site, site, free_port(), folder) as address:
        yield address


def opened(address):
    return urlopen(Request(address))  # noqa: S310 - the server above


def action(portal, call):
    with opened(f"{portal}api/action/{call}") as answer:
        told = json.load(answer)
    assert told["success"] is True
    return told["result"]


class Importer:
    """What a portal on SHIRASAGI keeps of the datasets that it imports from a CKAN."""

    def __init__(self, portal):
        self.portal, self.datasets, self.downloads = portal, {}, 0

    def harvest(self):
        listed = set()
        for name in action(self.portal, "package_list"):
            package = action(self.portal, f"package_show?id={name}")
            listed.add(package["id"])
            kept = self.datasets.get(package["id"], {"resources": {}})
            self.datasets[package["id"]] = self.taken_in(name, package, kept["resources"])
        self.datasets = {key: kept for key, kept in self.datasets.items() if key in listed}

    def taken_in(self, name, package, resources):
        for time in ("metadata_created", "metadata_modified"):
            datetime.fromisoformat(package[time])
        return {
            "name": package["title"],
            "text": package["notes"],
            "license": package["license_id"].lower(),
            "source": f"{self.portal}dataset/{name}",
            "resources": {
                resource["id"]: self.file(resource, resources.get(resource["id"]))
                for resource in package["resources"]
            },
        }

    def file(self, resource, kept):
        modified = datetime.fromisoformat(resource["last_modified"])
        if kept and kept["modified"] == modified:
            return kept
        self.downloads += 1
        path = urlsplit(resource["url"]).path
        with opened(self.portal + path.removeprefix("/")) as answer:
            size = len(answer.read())
        assert size == resource["size"]
        name = resource["name"] + PurePosixPath(path).suffix
        return {"modified": modified, "filename": name, "format": resource["format"]}


@pytest.fixture(scope="module")
def imported(portal):
    importer = Importer(portal)
    importer.harvest()
    return importer


def test_every_dataset_is_taken_in_with_its_files(imported, site):
    pages = {path.parent.name for path in site.glob("datasets/*/report.json")}
    assert {kept["source"].rpartition("/")[2] for kept in imported.datasets.values()} == pages
    for kept in imported.datasets.values():
        assert kept["name"]
        assert kept["text"]
        assert kept["resources"]
        assert all(file["format"] for file in kept["resources"].values())
    assert {kept["license"] for kept in imported.datasets.values()} == {"cc-by-4.0", "pdl-1.0"}


def test_a_second_harvest_downloads_nothing(imported):
    before, downloads = dict(imported.datasets), imported.downloads
    assert downloads
    imported.harvest()
    assert (imported.datasets, imported.downloads) == (before, downloads)


def test_the_link_that_a_portal_keeps_leads_to_the_dataset(imported, portal):
    for kept in imported.datasets.values():
        name = kept["source"].rpartition("/")[2]
        for address in (kept["source"], f"{kept['source']}/", f"{kept['source']}/resource/a-1"):
            with opened(address) as page:
                assert (page.status, page.url) == (200, f"{portal}datasets/{name}/")


@pytest.mark.parametrize("path", ["dataset/", "dataset/Nobody", "dataset/none"])
def test_what_was_never_a_dataset_is_not_there(portal, path):
    with pytest.raises(HTTPError, match="404"):
        opened(portal + path)
