"""The workflows that check a pull request: one that judges and may do nothing, one that tells.

The first runs on what a stranger sent, without any permission, with the tool of the base branch.
The second may write a comment, runs none of the stranger's code, and takes the first one's artifact
for text of a stranger: cut, without HTML, links or mentions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

from hiraku.starting.pipelines import CHECKOUT, PYTHON, installing

FOLDER = ".github/workflows"
_UPLOAD = "actions/upload-artifact@b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882 # v4.4.3"

_PIP = '"$RUNNER_TEMP/hiraku/bin/pip" '
_TOOL = """\
python -m venv "$RUNNER_TEMP/hiraku"
cd base
{install}"""

_CHECK = """\
# Written by `hiraku ci github`. Judges what a pull request changes; may read and do nothing else.
name: Changes of data
on:
  pull_request:
permissions: {{}}
concurrency:
  group: changes-${{{{ github.event.pull_request.number }}}}
  cancel-in-progress: true
jobs:
  changes:
    name: Does it break somebody?
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - name: The base branch, with the tool
        uses: {checkout}
        with:
          ref: ${{{{ github.event.pull_request.base.sha }}}}
          path: base
          persist-credentials: false
      - name: What was sent, with its history
        uses: {checkout}
        with:
          ref: ${{{{ github.event.pull_request.head.sha }}}}
          path: head
          fetch-depth: 0
          persist-credentials: false
      - uses: {python}
        with:
          python-version: "3.11"
      - name: Install the tool of the base branch
        run: |
{install}
      - name: Judge
        working-directory: head
        env:
          BASE: ${{{{ github.event.pull_request.base.sha }}}}
          HEAD: ${{{{ github.event.pull_request.head.sha }}}}
        run: |
          hiraku="$RUNNER_TEMP/hiraku/bin/hiraku"
          {{
            "$hiraku" check --untrusted --format markdown || true # the cells that are wrong
            echo
            "$hiraku" changes "$BASE...$HEAD" --format markdown || true
          }} > "$RUNNER_TEMP/comment.md"
          tee -a "$GITHUB_STEP_SUMMARY" < "$RUNNER_TEMP/comment.md" > /dev/null
          "$hiraku" changes "$BASE...$HEAD" --format github
      - name: Keep the comment
        if: ${{{{ !cancelled() }}}}
        uses: {upload}
        with:
          name: hiraku-changes
          path: ${{{{ runner.temp }}}}/comment.md
          retention-days: 3
"""

_COMMENT = """\
# Written by `hiraku ci github`. Posts what the other workflow found, as text and nothing else.
name: Comment on changes of data
on:
  # It runs no code of the pull request, and what it downloads is cut and made plain text.
  workflow_run: # zizmor: ignore[dangerous-triggers]
    workflows: [Changes of data]
    types: [completed]
permissions: {}
concurrency:
  group: comment-${{ github.event.workflow_run.head_sha }}
jobs:
  comment:
    name: Tell what was found
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      actions: read # to download the artifact
      pull-requests: write # to comment
    steps:
      - name: Post
        env:
          GH_TOKEN: ${{ github.token }}
          RUN: ${{ github.event.workflow_run.id }}
          HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
          PYTHONUTF8: "1"
        run: |
          gh run download "$RUN" --repo "$GITHUB_REPOSITORY" --name hiraku-changes \\
            --dir "$RUNNER_TEMP/found"
          found="$RUNNER_TEMP/found/comment.md"
          if [ ! -f "$found" ] || [ -L "$found" ]; then exit 1; fi
          head -c 180000 "$found" | iconv -c -f UTF-8 -t UTF-8 \\
            | tr -d '\\000-\\010\\013-\\037' \\
            | sed 's/&\\(amp\\|lt\\|gt\\);/\\x01\\1;/g; s/&/\\&amp;/g; s/\\x01/\\&/g' \\
            | sed 's/</\\&lt;/g; s/@/@ /g; s/](/] (/g; s/\\]:/] :/g' \\
            | sed 's#//#/ /#g; s/www\\./www ./g' \\
            | python3 -c 'import sys; sys.stdout.write(sys.stdin.read()[:65000])' \\
            > "$RUNNER_TEMP/comment.md"
          number=$(gh pr list --repo "$GITHUB_REPOSITORY" --state open --limit 200 \\
            --json number,headRefOid \\
            --jq 'map(select(.headRefOid == env.HEAD_SHA)) | first | .number // empty')
          if [ -n "$number" ]; then
            gh pr comment "$number" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none \\
              --body-file "$RUNNER_TEMP/comment.md"
          fi
"""


def workflows(root: Path) -> Mapping[str, str]:
    """Return the text of each workflow by its path in the repository.

    A repository that holds hiraku itself installs that of its base branch, any other the one that
    its base branch names in requirements.txt, else the version that wrote the workflow.
    """
    check = _CHECK.format(
        checkout=CHECKOUT, python=PYTHON, upload=_UPLOAD, install=_installing(root)
    )
    return {f"{FOLDER}/hiraku-changes.yml": check, f"{FOLDER}/hiraku-comment.yml": _COMMENT}


def _installing(root: Path) -> str:
    """Return the lines that install hiraku apart from whatever was sent."""
    apart = installing(root).replace("pip ", _PIP)
    return indent(_TOOL.format(install=apart), " " * 10)
