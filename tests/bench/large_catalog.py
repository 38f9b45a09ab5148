"""The first page, the lists and the quality page of a catalog of hundreds or thousands of datasets.

    python tests/bench/large_catalog.py --datasets 300 FOLDER

The catalog is the first one with small datasets beside: counts of twelve municipalities in one
year, every third with a chart. It is published below FOLDER, and each page is told with its height
at 1280 and 412 px, its bytes and requests, and how long its list takes to be put in another order.
"""

from __future__ import annotations

import argparse
import csv
import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
PAGES = ("", "datasets/", "datasets/theme/procedures/", "quality/", "search/?sort=newest")
WIDTHS = (1280, 412)
SUBJECTS = ("避難所", "保育所", "公園", "図書館の貸出", "ごみの収集", "相談", "講座", "観光客")
THEMES = ("procedures", "planning", "digital-government", "municipal-dx", "digital-skills")
FIELDS = [
    {"name": "year", "title": "年", "type": "year", "constraints": {"required": True}},
    {"name": "code", "title": "全国地方公共団体コード", "type": "string",
     "constraints": {"required": True, "pattern": "[0-9]{6}"}},
    {"name": "name", "title": "市町名", "type": "string", "constraints": {"required": True}},
    {"name": "count", "title": "件数", "type": "integer", "unit": "件",
     "constraints": {"required": True, "minimum": 0}},
]  # fmt: skip


def main() -> int:
    options = _options()
    write_catalog(options.folder, options.datasets)
    command = [sys.executable, "-m", "hiraku", "build"]
    subprocess.run(command, cwd=options.folder, check=True)
    print(json.dumps(list(measured(options.folder / "build" / "site")), ensure_ascii=False))  # noqa: T201 - the answer
    return 0


def write_catalog(folder: Path, count: int) -> None:
    """Write the first catalog, and as many small datasets beside as make `count`."""
    for part in ("datasets", "schemas", "site_src"):
        shutil.copytree(ROOT / part, folder / part, symlinks=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copy(ROOT / "reviewed.sha256", folder)
    _write(folder / "schemas" / "counts.yaml", _schema())
    places = _places()
    for number in range(count - len(list((folder / "datasets").iterdir())) + 1):
        _write_dataset(folder / "datasets", number, places)


def _places() -> list[tuple[str, str]]:
    path = ROOT / "datasets" / "municipalities" / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["code"], row["name"]) for row in csv.DictReader(stream)]


def _write_dataset(folder: Path, number: int, places: list[tuple[str, str]]) -> None:
    name = f"counts-{number:04}"
    (folder / name).mkdir()
    chosen = [places[(number + step) % len(places)] for step in range(12)]
    with (folder / name / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(field["name"] for field in FIELDS)
        for step, (code, place) in enumerate(chosen):
            rows.writerow((_year(number), code, place, (number * 7 + step * 13) % 97))
    _write(folder / name / "datapackage.yaml", _dataset(name, number))


def _year(number: int) -> str:
    return str(2012 + number % 12)


def _dataset(name: str, number: int) -> dict[str, object]:
    subject, year = SUBJECTS[number % len(SUBJECTS)], _year(number)
    title = f"{subject}の件数（{year}年、第{number + 1}集）"
    chart = {"name": "bars", "specType": "bar", "title": f"{subject}の件数", "subtitle": year,
             "finding": f"{subject}の件数を12の市町で比べました。", "category": "name",
             "value": "count"}  # fmt: skip
    return {
        "name": name, "title": title, "description": f"{title}です。測るために作りました。",
        "row": "1行は「ある年の一つの市町」です。", "version": "1.0.0",
        "created": "2026-11-23T00:00:00+09:00", "modified": f"2026-{number % 11 + 1:02}-01",
        "languages": ["ja"], "theme": THEMES[number % len(THEMES)], "keywords": [subject, year],
        "updateFrequency": ("annual", "monthly", "unknown")[number % 3],
        "temporal": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "spatial": {"name": "三重県", "code": "240001"},
        "sources": [{"title": "測るための見本"}],
        "resources": [{"name": name, "title": subject, "path": f"{name}.csv", "format": "csv",
                       "mediatype": "text/csv", "encoding": "utf-8", "schema": "counts"}],
        **({} if number % 3 else {"views": [chart]}),
    }  # fmt: skip


def _schema() -> dict[str, object]:
    keys = {"primaryKey": ["year", "code"], "version": "1.0.0"}
    return {"name": "counts", "title": "件数", **keys, "fields": FIELDS}


def _write(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def measured(site: Path):
    """Yield for each page its path and what it takes."""
    handler = functools.partial(_Quiet, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in PAGES:
            yield {"path": path} | _page(browser, f"http://127.0.0.1:{server.server_port}/{path}")
        browser.close()
    server.shutdown()


def _page(browser: Browser, address: str) -> dict[str, object]:
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 900})
    answers = []
    page.on("response", answers.append)
    page.goto(address, wait_until="networkidle")
    told: dict[str, object] = {
        "requests": len(answers),
        "bytes": sum(answer.request.sizes()["responseBodySize"] for answer in answers),
    }
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        told[f"height at {width}"] = page.evaluate("document.documentElement.scrollHeight")
    order = page.locator("[data-whole] [data-sort=name]")
    if order.count():
        told["milliseconds to order"] = order.evaluate(
            "link => { const start = performance.now(); link.click(); document.body.offsetHeight;"
            " return Math.round(performance.now() - start); }"
        )
    page.close()
    return told


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what is asked for."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--datasets", type=int, default=300)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
