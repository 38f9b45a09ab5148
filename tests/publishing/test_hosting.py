"""What the build writes for hosts: nginx answers as it says, `_headers` and the workflow say it."""

import gzip
import re
import shutil
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml
from msgspec.structs import replace
from nginx import NGINX, free_port, serving

from hiraku.model import Catalog, Text, Withdrawn
from hiraku.problems import Report
from hiraku.publishing.hosting.hosts import headers, nginx
from hiraku.publishing.hosting.served_site import UNFRAMED, Served
from hiraku.publishing.site.content_policy import POLICY
from hiraku.publishing.site.published.site import Site

TYPES = {
    "": "text/html; charset=utf-8",
    "datasets/kpi/data.csv": "text/csv; charset=utf-8",
    "datasets/kpi/data.json": "application/json",
    "datasets/kpi/data.parquet": "application/vnd.apache.parquet",
    "datasets/kpi/data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "datasets/kpi/dcat.jsonld": "application/ld+json",
    "datasets/kpi/dcat.ttl": "text/turtle; charset=utf-8",
    "datasets/kpi/kpi.zip": "application/zip",
    "catalog.rdf": "application/rdf+xml",
    "feed.xml": "application/atom+xml",
    "datasets/kpi/feed.xml": "application/atom+xml",
    "sitemap.xml": "application/xml",
    "llms.txt": "text/plain; charset=utf-8",
    "assets/favicon.svg": "image/svg+xml",
    "api/3/action/package_search": "application/json",
    "api/3/action/package_show/kpi": "application/json",
}
COMPRESSED = ["", "datasets/kpi/data.csv", "datasets/kpi/data.json", "catalog.ttl", "feed.xml"]
RANGES = ["datasets/kpi/data.csv", "datasets/kpi/data.parquet", "all.zip", "some/data.csv.gz"]
PACKED = ["datasets/kpi/data.parquet", "datasets/kpi/data.xlsx", "all.zip", "some/data.csv.gz"]


class Answer:
    def __init__(self, got):
        self.status, self.headers, self.body = got.status, got.headers, got.read()


@pytest.fixture(scope="session")
def host(site, tmp_path_factory):
    """Return what asks a running nginx; a chunked table and a page for frames are added to it."""
    if not NGINX:
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    root = tmp_path_factory.mktemp("host") / "site"
    shutil.copytree(site, root)
    (root / "some").mkdir()
    (root / "some" / "data.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 500))
    (root / "some" / "embed.html").write_text("<!doctype html>", encoding="utf-8")
    with serving(root, root, free_port(), tmp_path_factory.mktemp("nginx")) as address:

        def ask(path, **said):
            request = Request(address + path, headers=said)  # noqa: S310 - the server above
            try:
                return Answer(urlopen(request))  # noqa: S310 - the same
            except HTTPError as error:
                return Answer(error)

        ask.root = root
        yield ask


@pytest.mark.parametrize("path", TYPES)
def test_a_file_has_its_type(host, path):
    answer = host(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == TYPES[path]


@pytest.mark.parametrize("version", ["3/", ""])
def test_a_dataset_is_shown_by_the_query_that_ckans_clients_ask_with(host, version):
    path = f"api/{version}action/package_show"
    answer = host(f"{path}?id=kpi")
    assert (answer.status, answer.body) == (200, (host.root / f"{path}/kpi").read_bytes())
    assert answer.headers["Content-Type"] == "application/json"
    for strange in ("", "?id=", "?id=../../../data.json", "?id=none", "?id=kpi%2F..%2Fkpi"):
        assert host(f"{path}{strange}").status == 404
    line = f"/{path} id=:id /{path}/:id 200"
    assert line in (host.root / "_redirects").read_text("utf-8").splitlines()


def test_every_published_suffix_has_a_type(host):
    suffixes = {path.suffix for path in host.root.rglob("*") if path.is_file()}
    samples = [next(host.root.rglob(f"*{suffix}")) for suffix in suffixes - {"", ".conf", ".yml"}]
    paths = [sample.relative_to(host.root).as_posix() for sample in samples]
    unknown = "application/octet-stream"
    assert [path for path in paths if host(path).headers["Content-Type"] == unknown] == []


@pytest.mark.parametrize("path", ["", "datasets/kpi/", "datasets/kpi/data.csv", "there/is/none"])
def test_every_answer_has_the_headers(host, path):
    said = host(path).headers
    assert said["Content-Security-Policy"] == UNFRAMED
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert said["Access-Control-Allow-Origin"] == "*"
    assert "Content-Range" in said["Access-Control-Expose-Headers"]
    assert said["Cache-Control"] == "no-cache"


def test_only_pages_for_frames_may_be_framed(host):
    assert host("some/embed.html").headers["Content-Security-Policy"] == POLICY


def test_a_file_named_by_its_content_is_kept_for_ever(host):
    style = next((host.root / "assets").glob("hiraku.*.css"))
    said = host(f"assets/{style.name}").headers
    assert said["Cache-Control"] == "public, max-age=31536000, immutable"
    assert said["Content-Security-Policy"] == UNFRAMED
    assert host("assets/favicon.svg").headers["Cache-Control"] == "no-cache"


def test_what_did_not_change_is_not_sent_again(host):
    tag = host("datasets/kpi/data.csv").headers["ETag"]
    again = host("datasets/kpi/data.csv", **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", RANGES)
def test_a_range_is_answered_with_the_bytes_of_the_file(host, path):
    answer = host(path, Range="bytes=10-19")
    whole = (host.root / path).read_bytes()
    assert answer.status == 206
    assert answer.body == whole[10:20]
    assert answer.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"


@pytest.mark.parametrize("path", RANGES[1:])
def test_a_packed_file_is_answered_in_ranges_to_those_that_accept_gzip(host, path):
    answer = host(path, Range="bytes=10-19", **{"Accept-Encoding": "gzip"})
    assert answer.status == 206
    assert answer.headers["Content-Encoding"] is None


@pytest.mark.parametrize("path", COMPRESSED)
def test_texts_are_sent_compressed(host, path):
    answer = host(path, **{"Accept-Encoding": "gzip"})
    whole = (host.root / path / ("index.html" if not path else "")).read_bytes()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.body) == whole


@pytest.mark.parametrize("path", PACKED)
def test_what_is_packed_is_not_packed_again(host, path):
    answer = host(path, **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == (host.root / path).read_bytes()


def test_lists_of_ckan_ignore_what_is_asked_for(host):
    path = "api/3/action/package_search"
    asked = host(f"{path}?q=none&rows=1&start=5")
    assert (asked.status, asked.body) == (200, (host.root / path).read_bytes())


@pytest.mark.parametrize(
    "path", ["none", "datasets/none/", "datasets/kpi/none.csv", "en/none", "en/datasets/none/"]
)
def test_what_is_not_there_is_answered_with_the_page_of_its_language(host, path):
    answer = host(path)
    page = "en/404.html" if path.startswith("en/") else "404.html"
    assert answer.status == 404
    assert answer.body == (host.root / page).read_bytes()


def test_the_page_for_what_is_not_there_is_said_in_each_language_without_a_script(site):
    texts = [(site / page).read_text("utf-8") for page in ("404.html", "en/404.html")]
    for code, text in zip(("ja", "en"), texts, strict=True):
        assert f'<html lang="{code}">' in text
        assert "ページが見つかりません" in text
        assert "Page not found" in text
    assert 'href="/en/"' in texts[1]
    assert "/en/* /en/404.html 404" in (site / "_redirects").read_text("utf-8")


def test_a_folder_without_its_slash_leads_to_the_page_on_any_host(host):
    assert host("datasets/kpi").body == host("datasets/kpi/").body


OLD = Withdrawn("old", Text({"ja": "前のデータ"}), "2026-02-02", Text({"ja": "誤り"}))


def gone(site, base_url="https://opendata.example.jp/"):
    """Return a site, as its server sees it, from which the dataset `old` was withdrawn."""
    catalog = Catalog(site, (), {})
    withdrawn = SimpleNamespace(languages=["ja", "en"], withdrawn=[OLD], withdrawn_parts=[])
    made = Site(catalog, (), Report(), base_url, "0")
    return Served(replace(made, catalog=withdrawn), (), {})


def test_what_was_withdrawn_is_answered_410_with_its_tombstone(site, tmp_path):
    if not NGINX:
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    old = tmp_path / "site" / "datasets" / "old"
    old.mkdir(parents=True)
    (old / "index.html").write_text("tombstone", encoding="utf-8")
    configuration = tmp_path / "site" / "hosting" / "nginx.conf"
    configuration.parent.mkdir()
    configuration.write_text(nginx.host.write(gone(site)), encoding="utf-8")
    with serving(tmp_path / "site", tmp_path / "site", free_port(), tmp_path) as address:
        for path in ("datasets/old/", "datasets/old/data.csv", "datasets/old/index.html"):
            with pytest.raises(HTTPError) as caught:
                urlopen(address + path)  # noqa: S310 - the server above
            assert (caught.value.code, caught.value.read()) == (410, b"tombstone")
            assert caught.value.headers["Access-Control-Allow-Origin"] == "*"


def test_a_site_in_a_folder_is_served_there(site):
    written = nginx.host.write(gone(site, "https://example.jp/catalog/"))
    assert '"^/catalog/assets/' in written
    assert "error_page 404 /catalog/404.html;" in written
    assert "location ^~ /catalog/en/datasets/old/ {" in written


def rules(site):
    """Return the rules of `_headers` as its hosts read them: a pattern, and what it says."""
    found = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            said = found.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            said[name] = value
    return found


def said_of(site, path):
    """Return what the closest rule says of a header, as Netlify does; `*` stands for the rest."""
    said = {}
    for pattern, values in rules(site).items():
        expression = re.sub(r":\w+", "[^/]+", re.escape(pattern).replace(r"\*", ".*"))
        if re.fullmatch(expression, path):
            said |= values
    return said


def test_every_page_but_those_for_frames_is_kept_out_of_frames_by_headers(any_site):
    pages = [
        "/" + path.relative_to(any_site).as_posix().removesuffix("index.html")
        for path in any_site.rglob("*.html")
    ]
    wrong = []
    for page in pages:
        framed = page.rpartition("/")[2].startswith("embed")
        wanted = POLICY if framed or page.endswith("/404.html") else UNFRAMED
        if said_of(any_site, page)["Content-Security-Policy"] != wanted:
            wrong.append(page)
    assert len(pages) > 5
    assert wrong == []


def test_headers_says_the_type_of_answers_and_keeps_assets(site):
    style = next((site / "assets").glob("hiraku.*.css")).name
    assert said_of(site, "/api/3/action/package_show/kpi")["Content-Type"] == "application/json"
    assert "Content-Type" not in said_of(site, "/api/")
    assert "immutable" in said_of(site, f"/assets/{style}")["Cache-Control"]
    assert "Cache-Control" not in said_of(site, "/assets/favicon.svg")
    assert said_of(site, "/datasets/kpi/data.csv")["Access-Control-Allow-Origin"] == "*"


def test_headers_stays_below_the_limits_of_cloudflare(any_site):
    """https://developers.cloudflare.com/pages/configuration/headers/."""
    lines = (any_site / "_headers").read_text("utf-8").splitlines()
    assert len(rules(any_site)) <= 100
    assert max(map(len, lines)) <= 2000
    assert all(pattern.count("*") <= 1 for pattern in rules(any_site))


def test_headers_needs_no_more_rules_for_more_datasets(site):
    few = {"d": [f"datasets/{n}/" for n in range(10)]}
    many = {"d": [f"datasets/{n}/" for n in range(10_000)]}
    written = [headers.host.write(replace(gone(site), pages=pages)) for pages in (few, many)]
    assert written[0] == written[1]


def test_the_workflow_of_github_pages_can_be_read(site):
    workflow = yaml.safe_load((site / "hosting" / "github-pages.yml").read_text("utf-8"))
    steps = workflow["jobs"]["publish"]["steps"]
    assert "--ledger" in [step["run"] for step in steps if "run" in step][-1]
    assert workflow["jobs"]["publish"]["permissions"]["pages"] == "write"
    assert (site / ".nojekyll").read_bytes() == b""
