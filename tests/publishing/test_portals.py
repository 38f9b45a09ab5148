"""What portals and harvesters read, judged by their own validators and clients."""

import csv
import functools
import http.server
import json
import re
import subprocess
import threading
import urllib.request
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import ckanapi
import feedparser
import jsonschema
import pyshacl
import pytest
import referencing
from catalogs import configure, lay_out
from rdflib import DCTERMS, Graph
from rdflib.compare import isomorphic

from hiraku import __version__
from hiraku.model import Catalog, Dataset, Text
from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.site import uuids

# rdflib's own parsers still use what rdflib gives up.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")

SHARED = Path(__file__).parents[3] / "shared"
CONFORMANCE = SHARED / "conformance"
needs_shared = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="the official shapes and schemas are not beside the checkout"
)
SHAPES = ["base-shapes.ttl", "dcat-ap-SHACL.ttl"]
CODES = {"240001"}


def base_url(site):
    found = re.search("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    return found[1]


@pytest.fixture(scope="module")
def server(site):
    """Serve the built site; yield its address."""
    handler = functools.partial(Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass


# DCAT-AP


def shacl(graph, shapes):
    conforms, _, text = pyshacl.validate(
        graph, shacl_graph=str(CONFORMANCE / "dcat-ap-3.0.1" / shapes), inference="none"
    )
    return conforms, text


@pytest.mark.judge("rdflib")
def test_the_three_syntaxes_are_one_graph(any_site):
    turtle, *others = (
        Graph().parse(any_site / f"catalog.{end}") for end in ("ttl", "jsonld", "rdf")
    )
    assert len(turtle) > 30
    assert all(isomorphic(turtle, other) for other in others)


@needs_shared
@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.judge("pyshacl")
def test_the_official_shapes_accept_the_catalog(any_site, shapes):
    conforms, text = shacl(Graph().parse(any_site / "catalog.ttl"), shapes)
    assert conforms, text


@needs_shared
@pytest.mark.parametrize("shapes", SHAPES)
def test_the_official_shapes_refuse_a_broken_catalog(site, shapes):
    graph = Graph().parse(site / "catalog.ttl")
    graph.remove((None, DCTERMS.title, None))
    assert not shacl(graph, shapes)[0]


def test_each_dataset_has_its_part_of_the_graph(any_site):
    whole = Graph().parse(any_site / "catalog.ttl")
    parts = sorted(any_site.glob("datasets/*/dcat.ttl"))
    assert parts
    for path in parts:
        part = Graph().parse(path)
        assert isomorphic(part, Graph().parse(path.with_suffix(".jsonld")))
        assert set(part) <= set(whole)


# Project Open Data


@needs_shared
@pytest.mark.judge("jsonschema")
def test_data_json_follows_project_open_data(any_site):
    folder = CONFORMANCE / "project-open-data-1.1"
    schemas = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    required = schemas["dataset.json"]["required"]
    schemas["dataset.json"]["required"] = [
        name for name in required if name not in {"bureauCode", "programCode"}
    ]
    value = json.loads((any_site / "data.json").read_text(encoding="utf-8"))
    if not any("hasEmail" in dataset["contactPoint"] for dataset in value["dataset"]):
        schemas["vcard.json"]["required"].remove("hasEmail")  # the catalog names no address
    validator = pod_validator(schemas)
    assert [error.message for error in validator.iter_errors(value)] == []
    del value["dataset"][0]["title"]
    assert not validator.is_valid(value)


def pod_validator(schemas):
    draft = referencing.jsonschema.DRAFT4
    registry = referencing.Registry()
    for name, schema in schemas.items():
        resource = draft.create_resource(schema)
        for identifier in {name, schema.get("id", name)}:
            registry = registry.with_resource(identifier, resource)
        base = schema.get("id", "").rpartition("/")[0]
        registry = registry.with_resource(f"{base}/{name}", resource)
    return jsonschema.Draft4Validator(schemas["catalog.json"], registry=registry)


# CKAN


def harvest(address):
    """Page as ckanext-harvest does: until a page brings no identifier that is new."""
    found, start, requests = {}, 0, 0
    while True:
        query = f"rows=100&start={start}&sort=id+asc"
        with urllib.request.urlopen(f"{address}/api/3/action/package_search?{query}") as answer:  # noqa: S310
            page = json.load(answer)["result"]
        requests += 1
        new = [result for result in page["results"] if result["id"] not in found]
        if not new:
            return found, requests
        found |= {package["id"]: package for package in new}
        start += 100


def test_a_harvester_finds_every_dataset_once_and_nothing_new_the_second_time(site, server):
    first, requests = harvest(server)
    assert requests == 2
    assert {package["name"] for package in first.values()} == {
        path.parent.name for path in site.glob("datasets/*/index.html")
    }
    assert harvest(server)[0] == first
    names = [package["name"] for package in first.values()]
    assert len(names) == len(set(names)) == 22


def test_what_a_harvester_shows_of_a_package_is_what_the_search_told(server):
    for identifier, package in harvest(server)[0].items():
        for key in (identifier, package["name"]):
            with urllib.request.urlopen(f"{server}/api/3/action/package_show/{key}") as answer:  # noqa: S310
                told = json.load(answer)
            assert told["success"]
            assert told["result"] == package


@pytest.mark.judge("ckanapi")
def test_ckans_own_client_lists_the_packages(site, server):
    with ckanapi.RemoteCKAN(server, get_only=True) as client:
        names = client.action.package_list()
        assert names == sorted(path.parent.name for path in site.glob("datasets/*/data.csv"))
        assert client.action.status_show()["site_title"] == "三重県オープンデータライブラリ"
        assert len(client.action.current_package_list_with_resources()) == len(names)


def test_every_resource_that_ckan_tells_of_is_there(any_site):
    text = (any_site / "api/3/action/package_search").read_text(encoding="ascii")
    for package in json.loads(text)["result"]["results"]:
        for resource in package["resources"]:
            file = published(any_site, resource["url"])
            assert file.stat().st_size == resource["size"]


def published(site, address):
    base = base_url(site)
    assert address.startswith(base)
    return site / unquote(address.removeprefix(base))


@pytest.mark.parametrize(("identifier", "kept"), [("x", False), ("ab", True), ("a" * 101, False)])
def test_a_name_that_ckan_does_not_take_is_the_uuid(tmp_path, identifier, kept):
    dataset, catalog = Dataset(identifier, tmp_path, Text({"en": "X"}), ()), Catalog(tmp_path)
    name = uuids.name_for_ckan(dataset, catalog)
    assert name == (identifier if kept else uuids.dataset(dataset, catalog))
    assert re.fullmatch("[a-z0-9_-]{2,100}", name)


# オープンデータ一覧


def listed(site):
    with (site / "opendata-list.csv").open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    return header, [dict(zip(header, row, strict=True)) for row in rows]


@needs_shared
def test_the_list_of_open_data_has_the_columns_of_the_standard(site):
    wanted = (SHARED / "references" / "opendata-list-columns.txt").read_text(encoding="utf-8")
    assert listed(site)[0] == wanted.split()


def test_the_list_of_open_data_has_a_row_for_each_file(any_site):
    _, rows = listed(any_site)
    packages = json.loads((any_site / "api/3/action/package_search").read_text())["result"]
    files = {
        resource["url"] for package in packages["results"] for resource in package["resources"]
    }
    assert sorted(row["ファイル_ダウンロードURL"] for row in rows) == sorted(files)
    assert len({row["ファイル_ID"] for row in rows}) == len(rows)


def test_what_the_list_of_open_data_says_is_so(site):
    for row in listed(site)[1]:
        # The Digital Agency has no code of a local government.
        of_the_state = row["データセット_URL"].endswith("/datasets/procedures/")
        assert row["全国地方公共団体コード"] in ({""} if of_the_state else CODES)
        file = published(site, row["ファイル_ダウンロードURL"])
        assert str(file.stat().st_size) == row["ファイル_サイズ"]
        assert (published(site, row["データセット_URL"]) / "index.html").is_file()
        for key in ("データセット_公開日", "データセット_最終更新日", "ファイル_最終更新日"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[key])
        assert row["データセット_キーワード"] == ";".join(row["データセット_キーワード"].split(";"))
        assert row["データセット_概要"]


# Atom and the lists


@pytest.mark.judge("feedparser")
def test_the_feeds_are_atom_that_a_reader_accepts(any_site):
    feeds = [any_site / "feed.xml", *any_site.glob("datasets/*/feed.xml")]
    assert len(feeds) > 1
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo
        assert feed.version == "atom10"
        assert feed.feed.id.startswith("urn:uuid:")
        assert all(entry.id and entry.title and entry.updated_parsed for entry in feed.entries)


def test_the_feed_of_the_catalog_has_an_entry_for_each_dataset(site):
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    pages = {published(site, entry.link) / "index.html" for entry in feed.entries}
    assert pages == set(site.glob("datasets/*/index.html"))


def test_the_lists_for_programs_lead_to_every_package(any_site):
    with (any_site / "datasets.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    packages = json.loads((any_site / "datapackages.json").read_text(encoding="utf-8"))
    assert [package["datapackage"] for package in packages] == [row["datapackage"] for row in rows]
    assert {published(any_site, row["datapackage"]) for row in rows} == set(
        any_site.glob("datasets/*/datapackage.json")
    )
    text = (any_site / "llms.txt").read_text(encoding="utf-8")
    addresses = re.findall(r"\]\((.*?)\)", text)
    assert all(published(any_site, address).is_file() for address in addresses)


def test_the_record_of_the_build_names_commit_and_tools(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    git = ("git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.jp")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run([*git, *arguments], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    published = publish(tmp_path, None, silent)
    record = json.loads((published.site_dir / "build.json").read_text(encoding="utf-8"))
    assert record["commit"] == head.stdout.strip()
    assert record["hiraku"] == __version__
    assert record["tools"]["frictionless"] == version("frictionless")


def test_without_history_no_commit_is_named(site):
    assert json.loads((site / "build.json").read_text(encoding="utf-8"))["commit"] is None
