"""What hiraku writes below a pull request: an official put the next workbook over the old one."""

import datetime as dt
import os
import subprocess
import sys
from functools import partial

from catalogs import ROOT
from markdown_it import MarkdownIt

from hiraku.starting.answers import Answers
from hiraku.starting.start import start

sys.path.insert(0, str(ROOT / "tests" / "desk"))
from officials import CARDS, cards

STYLE = (
    "body { margin: 16px; font: 14px/1.5 sans-serif; color: #1b1b1f; background: #fff }"
    "main { border: 1px solid #c9cbd1; padding: 0 12px } th, td { border: 1px solid #c9cbd1;"
    "padding: 4px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere }"
    "table { border-collapse: collapse }"
    "code { background: #e8ecf4; white-space: nowrap } h2, h3 { font-size: 16px }"
)
# As officials mean a figure that they do not know: about 71,000.
WRONG = [list(row) for row in CARDS]
WRONG[1][4] = "約71,000"


def comment(folder, code):
    """Return the comment as Markdown: what the workflow's own step writes into it."""
    root = folder / "catalog"
    start(root, Answers("town", ("津市",), ("ja",)), dt.date(2026, 11, 1))
    said = partial(_said, root, code)
    said("new", str(cards(folder / "august.xlsx")), "--yes", "--id", "cards", "--workbook")
    git = partial(subprocess.run, cwd=root, check=True, capture_output=True)
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    git(["git", "init", "-q", "-b", "main"])
    git(["git", "add", "-A"])
    git(["git", *names, "commit", "-q", "-m", "one"])
    cards(root / "datasets/cards/cards.xlsx", WRONG)
    git(["git", *names, "commit", "-q", "-a", "-m", "two"])
    checked = said("check", "--untrusted", "--format", "markdown")
    return f"{checked}\n{said('changes', 'HEAD~1...HEAD', '--format', 'markdown')}"


def _said(root, code, *arguments):
    command = [sys.executable, "-m", "hiraku", "--lang", code, *arguments]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.stdout


def page(markdown, code):
    """Return the comment as a page; GitHub shows the same Markdown in its own look."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    return f'<html lang="{code}"><style>{STYLE}</style><main>{body}</main></html>'
