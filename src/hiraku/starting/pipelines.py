"""How a catalog is checked and published by a service: GitHub, GitLab, Forgejo.

Every action is pinned by the hash of its commit, with its version beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent

from hiraku import __version__

CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
PYTHON = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0"

_PREPARED = """\
      - uses: {checkout}
        with:
          fetch-depth: 0 # the dates of the data come from the history
          persist-credentials: false
      - uses: {python}
        with:
          python-version: "3.13"
      - name: Install hiraku
        run: |
{install}
"""

_CHECKED = """\
  check:
    name: Check
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
{prepared}      - run: hiraku check
"""

_PUBLISHED = """\
  publish:
    name: Publish
{after}    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: write # to put the site there
      id-token: write # to prove who does
    concurrency:
      group: pages
    environment:
      name: github-pages
      url: ${{{{ steps.published.outputs.page_url }}}}
    steps:
{prepared}      - uses: actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0
        id: pages
      - name: Build; no address that was ever published may go
        env:
          SITE_URL: ${{{{ steps.pages.outputs.base_url }}}}/
          HIRAKU_UNTRUSTED: "1" # no code comes with a change of the data
        run: |
{build}
      - uses: actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1
        with:
          path: build/site
      - uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5
        id: published
"""

_PAGES = """\
# Written by hiraku with each build. Copy it to .github/workflows/ and choose
# "GitHub Actions" as the source of Pages in the settings of the repository.
name: Publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions: {{}}
jobs:
{published}"""

_OPEN_DATA = """\
# Checks every change; publishes the main branch on GitHub Pages.
# In the settings of the repository, choose "GitHub Actions" as the source of Pages.
name: Open data
on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:
permissions: {{}}
jobs:
{checked}{published}"""

_AFTER_CHECK = """\
    needs: check
    if: github.event_name != 'pull_request'
"""

_GITLAB = """\
# Written by `hiraku ci gitlab`. Judges every change; publishes the default branch on GitLab Pages.
.hiraku:
  image: python:3.13
  variables:
    GIT_DEPTH: "0" # the dates of the data come from the history
    HIRAKU_UNTRUSTED: "1" # no code comes with a change of the data
  before_script:
    - |
{install}

hiraku-check:
  extends: .hiraku
  stage: test
  script:
    - hiraku check --exit-zero --format gitlab --output gl-code-quality-report.json
    - hiraku check --exit-zero --format junit --output junit.xml
    - hiraku check
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: junit.xml

hiraku-changes:
  extends: .hiraku
  stage: test
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - hiraku changes "$CI_MERGE_REQUEST_DIFF_BASE_SHA..$CI_COMMIT_SHA"

pages:
  extends: .hiraku
  stage: deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - |
      export SITE_URL="$CI_PAGES_URL/"
{build}
  artifacts:
    paths:
      - public
"""

_GITLAB_WHOLE = """\
# Written by `hiraku ci gitlab`.
include:
  - local: .gitlab/hiraku.yml
"""

_FORGEJO = """\
# Written by `hiraku ci forgejo`. Judges every change, and keeps the site that comes of it.
name: Open data
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: docker
    steps:
{prepared}      - run: hiraku check
        env:
          HIRAKU_UNTRUSTED: "1" # no code comes with a change of the data
      - run: hiraku build
        env:
          HIRAKU_UNTRUSTED: "1"
"""


def pages(root: Path) -> str:
    """Return the workflow that publishes the catalog at `root` on GitHub Pages."""
    return _PAGES.format(published=_publishing(installing(root)))


def open_data() -> str:
    """Return the workflow of a new catalog, which names its hiraku in `requirements.txt`."""
    return _OPEN_DATA.format(
        checked=_CHECKED.format(prepared=_prepared(_NAMED)),
        published=_publishing(_NAMED, after=_AFTER_CHECK),
    )


def _publishing(install: str, after: str = "") -> str:
    build = indent(_BUILD.format(options="", site=""), " " * 10)
    return _PUBLISHED.format(after=after, prepared=_prepared(install), build=build)


def _prepared(install: str, actions: str = "") -> str:
    """Return the steps before any other: the repository with its history, Python, hiraku."""
    return _PREPARED.format(
        checkout=actions + CHECKOUT, python=actions + PYTHON, install=indent(install, " " * 10)
    )


def gitlab(root: Path) -> Mapping[str, str]:
    """Return the jobs for GitLab by their paths; a pipeline that is there includes them itself."""
    parts = {
        "install": installing(root),
        "build": _BUILD.format(options=" --site-dir public", site=" public"),
    }
    return {
        ".gitlab/hiraku.yml": _GITLAB.format(
            **{name: indent(lines, " " * 6) for name, lines in parts.items()}
        ),
        ".gitlab-ci.yml": _GITLAB_WHOLE,
    }


def forgejo(root: Path) -> Mapping[str, str]:
    """Return the workflow for Forgejo, whose actions are named by their whole addresses."""
    text = _FORGEJO.format(prepared=_prepared(installing(root), "https://github.com/"))
    return {".forgejo/workflows/hiraku.yml": text}


def installing(root: Path) -> str:
    """Return the lines that install the hiraku of a catalog's repository.

    One that holds hiraku itself installs that; else `requirements.txt` says which, where it is
    there, and without it the version that is running.
    """
    if (root / "src" / "hiraku" / "__init__.py").is_file():
        return _OWN
    if (root / "requirements.txt").is_file():
        return _NAMED
    return f'pip install -q "hiraku=={__version__}"'


_NAMED = "pip install -q -r requirements.txt"
_OWN = """\
pip install -q --no-deps --require-hashes -r requirements.lock
pip install -q --no-deps --no-build-isolation ."""

# A service begins in an empty folder each time: what was published is known from the live site
# alone. Only where it answers 404 nothing was; any other answer leaves that open, and stops.
_BUILD = """\
ledger=$(mktemp)
status=$(curl --silent --show-error --location --retry 3 --max-time 120 \\
  --header "Cache-Control: no-cache" --output "$ledger" --write-out "%{{http_code}}" \\
  "${{SITE_URL}}published.jsonl") || status=none
case "$status" in
  200) hiraku build{options} --ledger "$ledger" ;;
  404) hiraku build{options} ;;
  *) echo "${{SITE_URL}}published.jsonl: $status; what was published is not known" >&2; exit 1 ;;
esac
hiraku conform{site} || [ $? -eq 1 ] # what a validator objects to stands on the page of conformance
hiraku build{options} # with that page"""

SERVICES: Mapping[str, Callable[[Path], Mapping[str, str]]] = {
    "forgejo": forgejo,
    "gitlab": gitlab,
}
