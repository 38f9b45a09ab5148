"""The results of the tests as the accessibility statement tells them, between its marks."""

import datetime as dt
import json
from pathlib import Path

from inspection import WIDTHS

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "site_src" / "pages"
STATEMENTS = {"ja": PAGES / "accessibility.md", "en": PAGES / "en" / "accessibility.md"}
MARKS = ("<!-- tested -->", "<!-- /tested -->")

_TOOLS = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
AXE, VNU = f"axe-core {_TOOLS['axe-core']}", f"Nu Html Checker {_TOOLS['vnu-jar']}"
_WIDTHS = {"ja": "、".join(map(str, WIDTHS)), "en": ", ".join(map(str, WIDTHS))}
_HEAD = {
    "ja": ("試験", "道具", "対象", "見つかった問題"),
    "en": ("Test", "Tool", "Of what", "Problems found"),
}
_DATE = {
    "ja": "{date} に試験しました。{looked} ページは、すべての種類のページを言語ごとに含みます。",
    "en": "Tested on {date}. The {looked} pages hold every kind of page in each language.",
}
_TESTS = {
    "ja": (
        "WCAG 2.2 A・AA と axe のよい習慣",
        "幅 {widths} での横のはみ出し",
        "JavaScript なしで読めること",
        "HTML の文法",
    ),
    "en": (
        "WCAG 2.2 A and AA, and axe's best practices",
        "Wider than a window of {widths}",
        "Readable without JavaScript",
        "Grammar of HTML",
    ),
}
_COUNT = {"ja": "{} ページ", "en": "{} pages"}


def told(language, results):
    """Return the block of a statement; `results` names the date, the browser and the counts."""
    chromium, count = f"Chromium {results['chromium']}", _COUNT[language].format
    looked, all_pages = count(results["looked"]), count(results["pages"])
    found = [
        (AXE, looked, results["violations"]),
        (chromium, looked, results["overflows"]),
        (chromium, looked, results["mute"]),
        (VNU, all_pages, results["errors"]),
    ]
    names = [test.format(widths=_WIDTHS[language]) for test in _TESTS[language]]
    rows = [(name, *rest) for name, rest in zip(names, found, strict=True)]
    lines = [f"| {' | '.join(map(str, row))} |" for row in (_HEAD[language], *rows)]
    return "\n".join(
        [_DATE[language].format(**results), "", lines[0], "|---|---|---|---:|", *lines[1:]]
    )


def write(results):
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    for language, path in STATEMENTS.items():
        before, rest = path.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        block = told(language, {"date": today} | results)
        whole = f"{before}{MARKS[0]}\n{block}\n{MARKS[1]}{after}"
        path.write_text(whole, encoding="utf-8")
