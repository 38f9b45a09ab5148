"""Lighthouse's four scores of the built site, in its setting for a phone, behind nginx.

    make lighthouse

Not part of `make bench` or of the tests: npx downloads Lighthouse, and its scores of speed differ
from machine to machine.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import PAGE
from comparisons import ROOT
from report import write_between

sys.path.insert(0, str(ROOT / "tests"))
from catalogs import copy_first_catalog
from nginx import free_port, serving

LIGHTHOUSE = "lighthouse@12.8.2"
MARKS = ("<!-- lighthouse -->", "<!-- /lighthouse -->")
PAGES = {"ホーム": "", "データ一覧": "datasets/", "データ": "datasets/kpi/"}
SCORES = {
    "performance": "性能",
    "accessibility": "アクセシビリティ",
    "best-practices": "よい習慣",
    "seo": "検索",
}


def main():
    with tempfile.TemporaryDirectory(prefix="hiraku-lighthouse-") as name:
        folder, port = Path(name), free_port()
        copy_first_catalog(folder)
        build = [sys.executable, "-m", "hiraku", "build"]
        address = {"SITE_URL": f"http://127.0.0.1:{port}/"}
        subprocess.run(build, cwd=folder, env=os.environ | address, check=True)
        site = folder / "build" / "site"
        with serving(site, site, port, folder) as served:
            found = {title: scores(served + path) for title, path in PAGES.items()}
    text = page(found)
    sys.stdout.write(text + "\n")
    write_between(PAGE, MARKS, text)


def scores(address):
    arguments = ["--quiet", "--output=json", "--output-path=stdout"]
    chromium = ["--chrome-flags=--headless=new --no-sandbox"]
    run = subprocess.run(
        ["npx", "--yes", LIGHTHOUSE, address, *arguments, *chromium],
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        check=True,
    )
    categories = json.loads(run.stdout)["categories"]
    return [round(100 * categories[score]["score"]) for score in SCORES]


def page(found):
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    rows = [f"| {title} | {' | '.join(map(str, scores))} |" for title, scores in found.items()]
    told = (
        f"{today} に、{LIGHTHOUSE.replace('@', ' ')} の携帯電話の設定で、nginx の上で測りました。"
    )
    head = f"| ページ | {' | '.join(SCORES.values())} |"
    return "\n".join([told, "", head, "|---|---:|---:|---:|---:|", *rows])


if __name__ == "__main__":
    main()
