"""What git is asked for a comparison: commits by name, what changed, and a state laid out.

An error of git is a stop with its reason, never an empty answer. A name that begins with a dash, or
a path that leads out of the folder, is no name and no path.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from hiraku.errors import HirakuError, UsageError
from hiraku.reading.files.git_command import git_command, git_environment
from hiraku.reading.files.history import in_repository

_PARTS = ("datasets", "schemas", "approvals.yaml")
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_SECONDS = 60
# Programs that a repository names for its files (gitattributes(5), `filter`).
_FILTER = r"^filter\..*\.(clean|smudge|process|required)$"
# Whether the files of a repository within changed, git asks with programs that that one has named.
_NOT_WITHIN = "--ignore-submodules=dirty"
_NONE_SUCH = 1  # git-config(1): no key of the configuration is asked for
_FILE_MODES = {"100644", "100755"}
_MOST_BYTES = 1024 * 1024 * 1024


class Entry(Struct, frozen=True):
    """A file of a commit: its path below the catalog, the id of its content and its bytes."""

    path: str
    blob: str
    size: int


class Repository(Struct, frozen=True):
    """The repository around a catalog; paths are relative to the catalog's `root`."""

    root: Path

    def commit(self, name: str) -> str:
        """Return the id of a commit by any of its names; raise `UsageError` where there is none."""
        if name.startswith("-"):
            raise _no_commit(name)
        done = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if done.returncode:
            raise _no_commit(name)
        return done.stdout.decode().strip()

    def main(self) -> str:
        """Return the first name of the main branch that there is; HEAD where there is none."""
        for name in _MAIN:
            if self.knows(f"{name}^{{commit}}"):
                return name
        return "HEAD"

    def knows(self, name: str) -> bool:
        """Tell whether there is something of a name; raise where git cannot tell."""
        done = self._run("rev-parse", "--verify", "--quiet", name)
        if done.returncode != 1:
            _raise_for(done)
        return not done.returncode

    def merge_base(self, one: str, other: str) -> str:
        """Return where two branches parted; raise `HirakuError` where the history is too short."""
        done = self._run("merge-base", one, other)
        if done.returncode:
            raise HirakuError("stops.history-too-short", one=one, other=other)
        return done.stdout.decode().strip()

    def changed(self, base: str, head: str | None) -> set[str]:
        """Return the paths that differ between two commits, or a commit and the working tree."""
        named = ("diff", "--name-only", "--no-renames", "--relative", "-z", _NOT_WITHIN, base)
        other = (head,) if head else ()
        touched = self._paths(*named, *other, "--", *_PARTS)
        if not head:
            touched |= self._paths(
                "ls-files", "-z", "--others", "--exclude-standard", "--", *_PARTS
            )
        return touched

    def entries(self, commit: str, paths: Iterable[str]) -> Iterator[Entry]:
        """Yield the plain files of a commit below some paths."""
        ordered = sorted(paths)
        if not ordered:
            return
        listed = self._read("ls-tree", "-r", "-z", "--long", commit, "--", *ordered)
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob, size = about.split()
            if mode in _FILE_MODES:
                yield Entry(path, blob, _size(size, blob))

    def versions(self, commit: str, path: str) -> list[Entry]:
        """Return each content that a file has had up to a commit, newest first, renames followed.

        Raises `HirakuError` where git lacks one of them, as in a damaged repository.
        """
        log = self._read(
            "log", "--follow", "--raw", "--no-abbrev", "--format=", "-z", commit, "--", path
        )
        blobs = [entry.split()[3] for entry in log.split("\0") if entry.startswith(":")]
        distinct = list(dict.fromkeys(blob for blob in blobs if blob.strip("0")))
        asked = "".join(f"{blob}\n" for blob in distinct).encode()
        done = self._run("cat-file", "--batch-check=%(objectname) %(objectsize)", asked=asked)
        _raise_for(done)
        sizes = [line.split() for line in done.stdout.decode().splitlines()]
        return [Entry(path, blob, _size(size, blob)) for blob, size in sizes]

    def commits_of(self, path: str) -> list[str]:
        """Return the commits of every branch that touched a file, newest first."""
        return self._read("log", "--all", "--format=%h %cs", "--", path).splitlines()

    def content(self, entry: Entry) -> bytes:
        """Return what a file held."""
        done = self._run("cat-file", "blob", entry.blob)
        _raise_for(done)
        return done.stdout

    def lay_out(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write files of a commit below a folder."""
        listed = list(entries)
        if sum(entry.size for entry in listed) > _MOST_BYTES:
            raise HirakuError("stops.too-much-to-compare")
        asked = "".join(f"{entry.blob}\n" for entry in listed)
        done = self._run("cat-file", "--batch", asked=asked.encode())
        _raise_for(done)
        at = 0
        for entry in listed:
            start = done.stdout.index(b"\n", at) + 1
            content = done.stdout[start : start + entry.size]
            at = start + entry.size + 1
            _write(folder, entry.path, content)

    def _paths(self, *arguments: str) -> set[str]:
        return set(filter(None, self._read(*arguments, more=self._no_filters()).split("\0")))

    def _no_filters(self) -> dict[str, str]:
        """Return settings that take away the programs that this repository alone has named.

        git would run them on each file of the working tree that it compares.
        """
        done = self._run("config", "--local", "--includes", "--name-only", "--get-regexp", _FILTER)
        if done.returncode != _NONE_SUCH:
            _raise_for(done)
        named = done.stdout.decode("utf-8", "surrogateescape").split("\n")
        return dict.fromkeys(filter(None, named), "")

    def _read(self, *arguments: str, more: Mapping[str, str] | None = None) -> str:
        done = self._run(*arguments, more=more)
        _raise_for(done)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _run(
        self,
        *arguments: str,
        asked: bytes | None = None,
        more: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - fixed commands, no shell
                git_command(self.root, *arguments, more=more),
                env=git_environment(),
                input=asked,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except FileNotFoundError as error:
            raise HirakuError("stops.no-git") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise HirakuError("stops.git-does-not-tell", answer=reason) from error
        except subprocess.TimeoutExpired as error:
            raise HirakuError("stops.git-too-slow", seconds=_SECONDS) from error


def open_repository(root: Path) -> Repository:
    """Return the repository around a catalog; raise `HirakuError` with git's own reason."""
    repository = Repository(root)
    _raise_for(repository._run("rev-parse", "--git-dir"))  # noqa: SLF001 - its own constructor
    return repository


def is_repository(root: Path) -> bool:
    """Tell whether a catalog stands in a repository that has a commit.

    Raises `HirakuError` where it stands in one of which git tells nothing.
    """
    return in_repository(root) and Repository(root).knows("HEAD")


def _no_commit(name: str) -> UsageError:
    return UsageError("stops.no-such-commit", name=name)


def _size(told: str, blob: str) -> int:
    """Return the bytes of a content; of one that it lacks git tells a word in their place."""
    if not told.isdigit():
        raise HirakuError("stops.git-does-not-tell", answer=f"missing object {blob}")
    return int(told)


def _raise_for(done: subprocess.CompletedProcess[bytes]) -> None:
    if not done.returncode:
        return
    said = done.stderr.decode("utf-8", "replace").strip()
    if "dubious ownership" in said:
        raise HirakuError("stops.repository-of-another")
    raise HirakuError(
        "stops.git-does-not-tell",
        answer=said.splitlines()[0] if said else done.returncode,
    )


def _write(folder: Path, path: str, content: bytes) -> None:
    parts = PurePosixPath(path).parts
    if ".." in parts or PurePosixPath(path).is_absolute():
        raise HirakuError("stops.path-leads-out", path=path)
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
