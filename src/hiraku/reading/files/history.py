"""What git knows, where there is a history: who came when, and what stood where before."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from select import POLLIN, poll
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from hiraku.errors import HirakuError
from hiraku.reading.files.git_command import git_command, git_environment
from hiraku.reading.files.git_trees import entries

# How many seconds git may take for one answer.
PATIENCE = 600

# What git says of a file that it has: its name, its type, its size; so long is no such line.
_WORDS = 3
_LONGEST_LINE = 8192
_PIECE = 1024 * 1024
# So many folders of former commits are remembered, and so much of a commit's name is told.
_FOLDERS_KEPT = 64
_SHORT = 7


class Commit(Struct, frozen=True):
    """A commit and the files of `datasets/` and `schemas/` that it touched.

    `date` is an ISO 8601 date, the committer's own, so that it does not depend on where the site
    is built; `moment` is its time (RFC 3339), empty where that is not known.
    """

    id: str
    date: str
    files: tuple[str, ...]
    moment: str = ""


class PastFile(Struct, frozen=True):
    """A file as git keeps it: the id of its content, and its size in bytes."""

    blob: str
    size: int


def commits(root: Path) -> tuple[Commit, ...]:
    """Return every commit that touched datasets or schemas, newest first; none without git.

    Where a shallow clone ends, git takes all files for new: what it says there is left out. A
    commit is no later than the one that stands checked out and was made after it: with a wrong
    clock, or on purpose, data would be of the year 2200. Raise `HirakuError` where that one is.
    """
    log = _git(
        root, "log", "-z", "--format=%x01%H %cs %cI", "--name-only", "--relative", "--", "datasets",
        "schemas",
    )  # fmt: skip
    ends = _ends(root)
    commits_of_log = map(_commit, log.split("\1")[1:])
    last = _demand_past(_commit(_git(root, "log", "-1", "--format=%H %cs %cI").strip() or "  "))
    return tuple(
        replace(touching, date=last.date, moment=last.moment)
        if _is_later(touching, last)
        else touching
        for touching in commits_of_log
        if touching.id not in ends
    )


def _demand_past(last: Commit) -> Commit:
    """Return the last commit; raise where it is of a day that nobody on earth has yet."""
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    if last.date > tomorrow.isoformat():
        raise HirakuError("stops.commit-in-future", commit=last.id[:_SHORT], date=last.date)
    return last


def _is_later(commit: Commit, last: Commit) -> bool:
    try:
        return dt.datetime.fromisoformat(commit.moment) > dt.datetime.fromisoformat(last.moment)
    except (ValueError, TypeError):  # a commit without a time that can be read
        return False


def _ends(root: Path) -> set[str]:
    """Return the commits of which a shallow clone has no parents."""
    named = _git(root, "rev-parse", "--git-path", "shallow").strip()
    path = root / named if named else Path(os.devnull)
    return set(path.read_text(encoding="ascii").split()) if path.is_file() else set()


def is_shallow(root: Path) -> bool:
    """Tell whether the clone has only the newest commits, as a workflow makes it by default."""
    return bool(_ends(root))


def changed_on(history: tuple[Commit, ...]) -> Mapping[str, str]:
    """Return the date of the last commit that touched each folder, and each file.

    Keys are `datasets/<folder>`, `datasets/<folder>/<file>` and `schemas/<file>`.
    """
    dates: dict[str, str] = {}
    for touching in history:
        for file in touching.files:
            dates.setdefault("/".join(file.split("/")[:2]), touching.date)
            dates.setdefault(file, touching.date)
    return dates


def commit(root: Path) -> str | None:
    """Return the commit that stands checked out, None where there is no history."""
    return _git(root, "rev-parse", "-q", "--verify", "HEAD").strip() or None


def committed_on(root: Path) -> str:
    """Return the date of the commit that stands checked out, empty where there is no history."""
    return _git(root, "log", "-1", "--format=%cs").strip()


class PastFiles:
    """Files as they stood in commits, read through one git process.

    Of a folder that lies in no repository there are none. Raises `HirakuError` where git breaks
    off, lacks what a commit names, or takes longer than `PATIENCE` for an answer: that is not the
    same as no file.
    """

    def __init__(self, root: Path) -> None:
        self._within = _git(root, "rev-parse", "--show-prefix").rstrip("\n")
        self._git = _reader(root) if in_repository(root) else None
        self._content = b""
        self._folders: dict[str, dict[bytes, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._git:
            self._git.communicate()

    def find(self, commit_id: str, path: str) -> PastFile | None:
        """Return a file as it stood in a commit; None where there was none.

        There is none at a path that leads out of the folder, of which git would die.
        """
        path = posixpath.normpath(path)
        if PurePosixPath(path).parts[:1] in {("..",), ("/",), ("//",)}:
            return None
        header = self._ask(f"info {commit_id}:./{path}")
        if not header:
            self._demand_absent(commit_id, path)
        if header[1:2] != [b"blob"]:
            return None
        return PastFile(header[0].decode(), int(header[2]))

    def _demand_absent(self, commit_id: str, path: str) -> None:
        """Raise `HirakuError` where a commit names a file: git only lacks its content.

        Of a damaged repository, or a clone without contents, git says "missing" of both.
        """
        if not self._git:
            return
        folder = self._ask(f"info {commit_id}^{{tree}}")[:1]
        named = folder[0].decode() if folder else None
        for part in PurePosixPath(f"{self._within}{path}").parts:
            if named is None or (header := self._ask(f"info {named}"))[:1] == []:
                raise _unreadable(f"{commit_id[:_SHORT]}:{path}: missing object")
            if header[1] != b"tree" or not (named := self._folder(header).get(os.fsencode(part))):
                return
        raise _unreadable(f"{commit_id[:_SHORT]}:{path}: missing object {named}")

    def _folder(self, header: list[bytes]) -> dict[bytes, str]:
        """Return the names in a folder of git's, of which it has told id, type and size."""
        identifier, size = header[0].decode(), int(header[2])
        if identifier not in self._folders:
            if len(self._folders) >= _FOLDERS_KEPT:
                self._folders.clear()
            self._ask(f"contents {identifier}", size + 1)
            self._folders[identifier] = dict(entries(self._content[:-1], len(identifier) // 2))
        return self._folders[identifier]

    def read(self, found: PastFile | None, limit: int) -> bytes | None:
        """Return a file's bytes; None where there is none or it is larger than `limit`."""
        if not found or found.size > limit:
            return None
        if not self._ask(f"contents {found.blob}", found.size + 1):
            raise _unreadable(f"missing object {found.blob}")
        return self._content[:-1]

    def _ask(self, command: str, content: int = 0) -> list[bytes]:
        """Return the words of git's answer; a name that ends the line is asked for in vain.

        `content` is how many bytes follow the answer.
        """
        if "\n" in command or not self._git:
            return []
        answer = _answered(self._git, command, content)
        line, end, self._content = answer.partition(b"\n")
        words = line.split()
        if not end or (len(words) == _WORDS and len(self._content) != content):
            self._git.kill()
            raise _unreadable(f"cat-file: {len(answer)} B")
        return words if len(words) == _WORDS else []


def _reader(root: Path) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - a fixed command, no shell
            git_command(root, "cat-file", "--batch-command"),
            env=git_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from error


def _answered(process: subprocess.Popen[bytes], command: str, content: int) -> bytes:
    """Return git's answer as far as it came: a line, and the content that a sound one announces."""
    if not process.stdin or not process.stdout:
        return b""
    try:
        process.stdin.write(f"{command}\n".encode())
        process.stdin.flush()
    except OSError:  # it is gone; what it answers is nothing
        return b""
    answer, ready = bytearray(), poll()
    ready.register(process.stdout, POLLIN)
    while not _is_whole(answer, content) and ready.poll(PATIENCE * 1000):
        piece = os.read(process.stdout.fileno(), _PIECE)
        if not piece:
            break
        answer += piece
    return bytes(answer)


def _is_whole(answer: bytearray, content: int) -> bool:
    line, end, rest = answer[:_LONGEST_LINE].partition(b"\n")
    if not end or len(line.split()) != _WORDS:
        return bool(end)
    return len(answer) - len(answer[:_LONGEST_LINE]) + len(rest) >= content


def _git(root: Path, *arguments: str) -> str:
    """Return what git says, nothing where there is no repository or no commit yet.

    Raise `HirakuError` where there is one that git cannot read: no answer is not "no history".
    """
    if not in_repository(root):
        return ""
    try:
        done = _run(root, *arguments)
        if done.returncode and _run(root, "rev-parse", "-q", "--verify", "HEAD").returncode == 1:
            return ""
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise _unreadable(f"{' '.join(arguments[:1])}: {PATIENCE} s") from error
    if done.returncode:
        raise _unreadable(done.stderr.strip().partition("\n")[0])
    return done.stdout


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a fixed command, no shell
        git_command(root, *arguments),
        env=git_environment(),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=PATIENCE,
    )


def in_repository(root: Path) -> bool:
    """Tell whether the folder lies in a repository, without asking git, which may be missing."""
    return any(os.path.lexists(folder / ".git") for folder in (root, *root.resolve().parents))


def _unreadable(reason: str) -> HirakuError:
    return HirakuError("stops.unreadable-history", reason=reason)


def _commit(entry: str) -> Commit:
    head, *files = entry.split("\0")
    identifier, date, moment = head.split(" ")
    touched = tuple(filter(None, (file.lstrip("\n") for file in files)))
    return Commit(identifier, date, touched, moment)
