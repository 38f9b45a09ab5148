"""Builds this commit with several Pythons and compares what they publish, byte for byte.

    python tests/pythons.py python3.13 python3.14

Each interpreter gets an environment of its own with the locked packages, and a clone of the
commit; the first catalog and the nastier one of the tests are built. Nothing is printed but files
that differ from those of the Python that runs this, and the count.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NASTY = Path("tests/publishing/nasty")


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def installed(python, folder):
    """Return `hiraku` in a new environment of an interpreter."""
    run("uv", "venv", "-q", "--python", python, folder / "venv")
    into = ("uv", "pip", "install", "-q", "--no-deps", "--python", folder / "venv")
    run(*into, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*into, "--no-build-isolation", folder / "clone")
    return folder / "venv" / "bin" / "hiraku"


def sums(python, folder):
    """Return the SHA-256 of each file of both sites, as one interpreter publishes them."""
    run("git", "clone", "-q", ROOT, folder / "clone")
    hiraku = installed(python, folder)
    shutil.copytree(ROOT / NASTY, folder / "nasty")
    listed = set()
    for catalog in (folder / "clone", folder / "nasty"):
        run(hiraku, "build", cwd=catalog, stdout=subprocess.DEVNULL)
        lines = (catalog / "build/site/SHA256SUMS").read_text("utf-8").splitlines()
        listed |= {f"{catalog.name}: {line}" for line in lines}
    return listed


def main():
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / str(place) for place in range(len(sys.argv))]
        own, *others = [
            sums(python, place)
            for python, place in zip([sys.executable, *sys.argv[1:]], places, strict=True)
        ]
    for python, other in zip(sys.argv[1:], others, strict=True):
        for line in sorted(own ^ other):
            print(f"{python}: {line}")  # noqa: T201 - what it is for
        differing += len(own ^ other)
        print(f"{python}: {len(own)} files, {len(own ^ other) // 2} differ")  # noqa: T201
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
