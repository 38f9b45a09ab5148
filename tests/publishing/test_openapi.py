"""The description of the API is judged by openapi-spec-validator, and asked of a running server."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import quote, unquote
from urllib.request import urlopen

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from hiraku.publishing.hosting.host import hosts


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def served(any_site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(any_site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def addresses(described):
    """Yield each path of a description, once for each of the datasets that it names."""
    shared = described["components"]["parameters"]["dataset"]
    for path, item in described["paths"].items():
        for parameter in item.get("parameters", ()):
            own = shared if "$ref" in parameter else parameter
            for identifier in own["schema"]["enum"]:
                yield path.replace("{dataset}", quote(identifier, safe=""))
        if "parameters" not in item:
            yield path


def read(site):
    return json.loads((site / "openapi.json").read_text("utf-8"))


@pytest.mark.judge("openapi-spec-validator")
def test_the_description_is_valid(any_site):
    assert list(OpenAPIV31SpecValidator(read(any_site)).iter_errors()) == []


def test_a_path_without_its_parameter_is_refused(site):
    described = read(site)
    described["paths"]["/datasets/{dataset}/data.csv"].pop("parameters")
    assert list(OpenAPIV31SpecValidator(described).iter_errors())


@pytest.mark.judge("openapi-spec-validator")
def test_every_path_is_answered(any_site, served):
    asked = 0
    for path in addresses(read(any_site)):
        with urlopen(served + path) as answer:  # noqa: S310 - the server above
            assert answer.status == 200
        asked += 1
    assert asked > 10
    with pytest.raises(HTTPError):
        urlopen(f"{served}/datasets/there-is-none/data.csv")  # noqa: S310 - the server above


def only_pages_read(path):
    """Tell what nobody but a page asks for: pictures, styles, parts of tables and of the search."""
    parts = ("datasets/*/preview/*/*", "search/rows-*", "search/pairs-*", "search/*-tables.json")
    return bool({"assets", "pictures"} & {*path.parts}) or any(map(path.match, parts))


def test_every_file_for_programs_is_described(any_site):
    described = {unquote(path).removeprefix("/") for path in addresses(read(any_site))}
    files = (path.relative_to(any_site) for path in any_site.rglob("*") if path.is_file())
    published = {
        path.as_posix() for path in files if path.suffix != ".html" and not only_pages_read(path)
    }
    for_hosts = {host.path for host in hosts()}
    assert described == published - for_hosts
