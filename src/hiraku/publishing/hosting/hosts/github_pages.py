"""`hosting/github-pages.yml`, a workflow that publishes on GitHub Pages.

GitHub Pages sends its own headers: the pages' own policy holds, hashed files are kept for ten
minutes only, and withdrawn datasets are answered with their tombstone and 200.
"""

from __future__ import annotations

from hiraku.publishing.hosting.host import Host
from hiraku.publishing.hosting.served_site import Served

_WORKFLOW = """\
# Written by hiraku with each build. Copy it to .github/workflows/ and choose
# "GitHub Actions" as the source of Pages in the settings of the repository.
name: Publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.published.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the dates of the data come from the history
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - uses: actions/configure-pages@v5
        id: pages
      - run: make site
        env:
          SITE_URL: ${{ steps.pages.outputs.base_url }}/
          HIRAKU_UNTRUSTED: "1" # no code comes with a change of the data
      - uses: actions/upload-pages-artifact@v3
        with:
          path: build/site
      - uses: actions/deploy-pages@v4
        id: published
"""


def _write(_served: Served) -> str:
    return _WORKFLOW


host = Host(path="hosting/github-pages.yml", write=_write)
