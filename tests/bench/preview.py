"""What the first action on a table of a million rows fetches: requests and bytes, in a browser.

    python tests/bench/preview.py
    python tests/bench/preview.py --rows 100000 --no-write

The figures are those that `tests/browser/test_preview.py` holds to their budget. Not part of
`make bench`: publishing a million rows twice takes minutes, and Chromium is needed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import subprocess
import sys

from bench import PAGE
from comparisons import ROOT
from report import write_between

ROWS = 1_000_000
MARKS = ("<!-- bench-preview -->", "<!-- /bench-preview -->")
TEST = "tests/browser/test_preview.py"
ACTIONS = {
    "next": "次のページ",
    "jump": "行への移動",
    "sort": "並べ替え",
    "value": "値での絞り込み",
    "text": "文字での絞り込み",
    "spread": "列の分布",
}
EXPLANATION = (
    "{today} に、`HIRAKU_PREVIEW_ROWS={rows}` で `{test}` を実行しました。",
    "{rows:,}行9列の表のページを Chromium で開き、はじめの操作が読んだ要求の数とバイト数です。",
    "要求が2回、大きさが50,000バイトをこえると、テストは通りません。",
    "バイト数は、圧縮されたままのファイルの大きさです。HTTP のヘッダーを含みません。",
)
HEAD = ("はじめの操作", "`chunks` の要求", "バイト", "`range` の要求", "バイト")
_TOLD = re.compile(r"(\w+) by (\w+), ([\d,]+) rows: (\d+) requests, ([\d,]+) bytes")


def main() -> int:
    options = _options()
    told = measured(options.rows)
    text = page(told, options.rows)
    sys.stdout.write(text + "\n")
    if not options.no_write and options.rows == ROWS:
        write_between(PAGE, MARKS, text)
    return 0


def measured(rows: int) -> str:
    """Return what the test prints."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", TEST, "-k", "cheap or spread"]
    setting = {"HIRAKU_PREVIEW_ROWS": str(rows)}
    run = subprocess.run(
        command, cwd=ROOT, env=os.environ | setting, check=True, capture_output=True, text=True
    )
    return run.stdout


def page(told: str, rows: int) -> str:
    """Return what stands between the marks."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    said = [f"- {sentence.format(today=today, rows=rows, test=TEST)}" for sentence in EXPLANATION]
    found = {(action, way): rest for action, way, *rest in _TOLD.findall(told)}
    body = [
        f"| {title} | {' | '.join([*found[action, 'chunks'][1:], *found[action, 'range'][1:]])} |"
        for action, title in ACTIONS.items()
    ]
    return "\n".join([*said, "", f"| {' | '.join(HEAD)} |", "|---|---:|---:|---:|---:|", *body])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--no-write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
