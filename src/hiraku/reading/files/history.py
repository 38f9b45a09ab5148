"""What git knows, where there is a history: who came when, and what stood where before."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from os import environ
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from hiraku.errors import HirakuError

_SECONDS = 60
# What git says where there is nothing to tell, no fault: no repository, or none of its commits yet.
_NO_HISTORY = (
    "not a git repository",
    "does not have any commits yet",
    "Needed a single revision",
    "unknown revision",
)


class Commit(Struct, frozen=True):
    """A commit and the files of `datasets/` and `schemas/` that it touched.

    `date` is an ISO 8601 date, the committer's own, so that it does not depend on where the site
    is built.
    """

    id: str
    date: str
    files: tuple[str, ...]


class PastFile(Struct, frozen=True):
    """A file as git keeps it: the id of its content, and its size in bytes."""

    blob: str
    size: int


def commits(root: Path) -> tuple[Commit, ...]:
    """Return every commit that touched datasets or schemas, newest first; none without git.

    Where a shallow clone ends, git takes all files for new: what it says there is left out.
    """
    log = _git(
        root, "log", "-z", "--format=%x01%H %cs", "--name-only", "--relative", "--", "datasets",
        "schemas",
    )  # fmt: skip
    ends = _ends(root)
    found = map(_commit, log.split("\1")[1:])
    return tuple(each for each in found if each.id not in ends)


def _ends(root: Path) -> set[str]:
    """Return the commits of which a shallow clone has no parents."""
    path = root / _git(root, "rev-parse", "--git-path", "shallow").strip()
    return set(path.read_text(encoding="ascii").split()) if path.is_file() else set()


def is_shallow(root: Path) -> bool:
    """Tell whether the history was cut off when it was cloned."""
    return bool(_ends(root))


def changed_on(history: tuple[Commit, ...]) -> Mapping[str, str]:
    """Return the date of the last commit that touched each folder, and each file.

    Keys are `datasets/<folder>`, `datasets/<folder>/<file>` and `schemas/<file>`.
    """
    found: dict[str, str] = {}
    for each in history:
        for file in each.files:
            found.setdefault("/".join(file.split("/")[:2]), each.date)
            found.setdefault(file, each.date)
    return found


def commit(root: Path) -> str | None:
    """Return the commit that stands checked out, None where there is no history."""
    return _git(root, "rev-parse", "--verify", "HEAD").strip() or None


def committed_on(root: Path) -> str:
    """Return the date of the commit that stands checked out, empty where there is no history."""
    return _git(root, "log", "-1", "--format=%cs").strip()


class PastFiles:
    """Files as they stood in commits, read through one git process."""

    def __init__(self, root: Path) -> None:
        self._git = subprocess.Popen(  # noqa: S603 - a fixed command, no shell
            ["git", "-C", str(root), "cat-file", "--batch-command"],  # noqa: S607 - the one on the user's path
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._git.communicate()

    def find(self, commit_id: str, path: str) -> PastFile | None:
        """Return a file as it stood in a commit; None where there was none."""
        header = self._ask(f"info {commit_id}:./{path}")
        if header[1:2] != [b"blob"]:
            return None
        return PastFile(header[0].decode(), int(header[2]))

    def read(self, found: PastFile | None, limit: int) -> bytes | None:
        """Return a file's bytes; None where there is none or it is larger than `limit`."""
        if not found or found.size > limit or not self._git.stdout:
            return None
        self._ask(f"contents {found.blob}")
        content = self._git.stdout.read(found.size)
        self._git.stdout.read(1)
        return content

    def _ask(self, command: str) -> list[bytes]:
        """Return the words of git's answer; a name that ends the line is asked for in vain."""
        if "\n" in command or not self._git.stdin or not self._git.stdout:
            return []
        try:
            self._git.stdin.write(f"{command}\n".encode())
            self._git.stdin.flush()
        except OSError:
            return []
        answer = self._git.stdout.readline().split()
        return answer if len(answer) == 3 else []  # noqa: PLR2004 - name, type, size


def _git(root: Path, *arguments: str) -> str:
    """Return what git says, nothing where there is no git, no repository or no commit.

    Any other failure stops: a history that is not told is not an empty one.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the one on the user's path
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            env={**environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        return ""
    except subprocess.TimeoutExpired as error:
        raise HirakuError(
            f"git が {_SECONDS} 秒たっても履歴を答えません。もう一度実行してください。",
            f"git did not tell the history within {_SECONDS} seconds. Run again.",
        ) from error
    if done.returncode and not any(each in done.stderr for each in _NO_HISTORY):
        raise _no_answer(done.stderr.strip())
    return "" if done.returncode else done.stdout


def _no_answer(said: str) -> HirakuError:
    if "dubious ownership" in said:
        return HirakuError(
            "このリポジトリは別の利用者のもので、git が履歴を読ませません。"
            "git config --global --add safe.directory にこのフォルダを足してください。",
            "The repository belongs to another user, and git will not tell its history. "
            "Add the folder with git config --global --add safe.directory.",
        )
    first = said.splitlines()[0] if said else "?"
    return HirakuError(
        f"git が履歴を答えません（{first}）。",
        f"git does not tell the history ({first}).",
    )


def _commit(entry: str) -> Commit:
    head, *files = entry.split("\0")
    identifier, _, date = head.partition(" ")
    return Commit(identifier, date, tuple(filter(None, (each.lstrip("\n") for each in files))))
