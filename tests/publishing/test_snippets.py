"""The code on each dataset's page is run against the site, served here; its rows are the CSV's."""

import contextlib
import csv
import functools
import io
import json
import shlex
import shutil
import subprocess
import threading
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

NODE = shutil.which("node")
CURL = shutil.which("curl")
PYTHON = [
    pytest.param(f"Python（{name}）", marks=pytest.mark.judge(name.lower()))
    for name in ("pandas", "polars", "DuckDB", "frictionless")
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def served(any_site):
    """Serve the site below its own path; return its address there and the one it was built for."""
    handler = functools.partial(Quiet, directory=any_site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield any_site, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Snippets(HTMLParser):
    """Gathers (title, code) of each snippet of a page, in its order."""

    def __init__(self):
        super().__init__()
        self.found, self._into, self._snippet = [], None, False

    def handle_starttag(self, tag, attrs):
        if tag == "details" and ("class", "snippet") in attrs:
            self.found.append({"summary": "", "code": ""})
            self._snippet = True
        elif self._snippet and tag in {"summary", "code"}:
            self._into = tag

    def handle_endtag(self, tag):
        self._into = None
        self._snippet = self._snippet and tag != "details"

    def handle_data(self, data):
        if self._into:
            self.found[-1][self._into] += data


def tables(served):
    """Yield (CSV file, schema, its snippets by title) of each table of the site."""
    site, address = served
    for page in sorted(site.glob("datasets/*/index.html")):
        parser = Snippets()
        parser.feed(page.read_text(encoding="utf-8"))
        base = address_of(parser.found[0]["code"], page.parent.name)
        each = iter(parser.found)
        for first in each:
            group = [first, *(next(each) for _ in range(7))]
            codes = {
                snippet["summary"]: snippet["code"].replace(base, address) for snippet in group
            }
            file = site / shlex.split(codes["curl"])[-1].removeprefix(address)
            name = "schema.json" if file.stem == "data" else f"{file.stem}.schema.json"
            schema = yaml.safe_load((file.parent / name).read_text(encoding="utf-8"))
            yield file, schema, codes


def address_of(curl, dataset):
    return shlex.split(curl)[-1].rpartition(f"datasets/{dataset}/")[0]


def read_csv(file):
    with file.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return header, rows


def run(code):
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)  # noqa: S102 - the code of our own page is what is tested
    return names


def as_rows(title, names):
    """Return (header, rows) of what a snippet has read, None where nothing stands."""
    if "pandas" in title:
        table = names["table"]
        cells = table.astype(object).where(table.notna(), None)
        return list(table.columns), cells.to_numpy().tolist()
    if "polars" in title:
        return names["table"].columns, names["table"].rows()
    if "DuckDB" in title:
        return names["table"].columns, names["table"].fetchall()
    rows = names["rows"]
    return None, [list(row.to_dict().values()) for row in rows]


def missing_of(schema, field):
    stated = field.get("missingValues", schema.get("missingValues", [""]))
    return {
        missing_value if isinstance(missing_value, str) else missing_value["value"]
        for missing_value in stated
    }


def same(text, value, field, missing):
    """Tell whether a value of a program is what the text in the CSV says."""
    if text in missing:
        return value is None
    if isinstance(value, bool):
        return text in field.get("trueValues" if value else "falseValues", [str(value).lower()])
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)) == Decimal(text)
    if isinstance(value, datetime):
        told = value.isoformat().replace("+00:00", "Z")
        return told.removesuffix("T00:00:00") == text.removesuffix("T00:00:00")
    if isinstance(value, date):
        return value.isoformat()[: len(text)] == text
    return value is not None and (not isinstance(value, str) or value == text)


@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies warn
@pytest.mark.parametrize("title", PYTHON)
def test_python_reads_the_rows_of_the_csv(served, title):
    seen = 0
    for file, schema, codes in tables(served):
        header, rows = read_csv(file)
        told_header, told = as_rows(title, run(codes[title]))
        assert told_header in (None, header)
        assert len(told) == len(rows)
        for row, values in zip(rows, told, strict=True):
            for text, value, field in zip(row, values, schema["fields"], strict=True):
                where = (file.parent.name, field["name"], text, value)
                assert same(text, value, field, missing_of(schema, field)), where
                if field["type"] == "string" and value is not None:
                    assert isinstance(value, str), where
        seen += 1
    assert seen >= 5


@pytest.mark.skipif(not NODE, reason="no Node.js on this machine")
def test_javascript_reads_the_objects_of_the_json(served):
    for file, _, codes in tables(served):
        code = codes["JavaScript"].replace("console.log(rows)", "console.log(JSON.stringify(rows))")
        command = [NODE, "--input-type=module", "--eval", code]
        told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        header, rows = read_csv(file)
        objects = json.loads(told)
        assert objects == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert [list(row) for row in objects] == [header for _ in rows]


@pytest.mark.skipif(not CURL, reason="no curl on this machine")
def test_curl_fetches_the_file(served, tmp_path):
    for file, _, codes in tables(served):
        command = shlex.split(codes["curl"])
        subprocess.run([*command, "--silent", "--show-error"], check=True, cwd=tmp_path)
        assert (tmp_path / command[4]).read_bytes() == file.read_bytes()


def test_what_cannot_be_run_here_names_every_column(served):
    """R and Power Query are not on this machine: their text alone is looked at."""
    for file, _, codes in tables(served):
        header, _ = read_csv(file)
        for name in header:
            assert f'    "{name}" = "' in codes["R"]
            assert f'{{"{name}", ' in codes["Excel（Power Query）"]
        assert Path(file).name in codes["R"]
