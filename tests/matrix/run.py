"""Build a catalog beside each plugin of the matrix, with MkDocs' own `build --strict`.

Prints a line for each; ends with 1 where one is not as `plugins.py` says. hiraku and the plugins
stand in an environment of their own, `build/matrix`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from matrix.plugins import MATRIX, PACKAGES, Beside

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / "build" / "matrix"
BIN = ENVIRONMENT / "bin"


def main() -> int:
    if "--installed" not in sys.argv:
        install()
    wrong = 0
    for name, beside in MATRIX.items():
        told = outcome(beside)
        wrong += bool(told)
        wanted = f"refused: {beside.refused}" if beside.refused else "builds"
        sys.stdout.write(f"{name:30} {told or wanted}\n")
        sys.stdout.flush()
    return 1 if wrong else 0


def install():
    uv = Path(sys.executable).parent / "uv"
    run(uv, "venv", "-q", "--clear", ENVIRONMENT)
    pip = [uv, "pip", "install", "-q", "--python", ENVIRONMENT]
    run(*pip, "--no-deps", "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*pip, "--no-deps", "--no-build-isolation", ROOT)
    run(*pip, *PACKAGES)


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


def outcome(beside: Beside) -> str:
    """Return what is not as it should be; an empty text where all is."""
    with tempfile.TemporaryDirectory(prefix="hiraku-matrix-") as folder:
        root = Path(folder)
        laid_out(root, beside)
        done = called(root, BIN / beside.program, "build", "--strict")
        said = done.stdout + done.stderr
        if beside.refused:
            return "" if done.returncode and beside.refused in said else f"not refused: {said}"
        if done.returncode:
            return f"fails: {said[-2000:]}"
        return "; ".join(missing(root / "build" / "site", beside.there))


def laid_out(root: Path, beside: Beside):
    called(root, BIN / "hiraku", "init", "--place", "Smallville", "--languages", "en")
    path = root / "mkdocs.yml"
    settings = yaml.safe_load(path.read_text("utf-8").replace("!ENV", ""))
    settings |= {
        "site_url": "https://example.org/",
        "plugins": ["hiraku", beside.settings],
        "theme": {"name": beside.theme},
    }
    settings.pop("nav")
    path.write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    for name, content in beside.pages.items():
        page = root / "pages" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(content, "utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        called(root, "git", "-c", "user.name=a", "-c", "user.email=a@example.org", *command)


def called(root: Path, *command):
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [str(part) for part in command], cwd=root, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def missing(site: Path, there: dict):
    for path, text in there.items():
        file = site / path
        if not file.is_file():
            yield f"no {path}"
        elif text not in file.read_text("utf-8"):
            yield f"{path} does not hold {text!r}"
    if not (site / "datasets" / "facilities" / "data.csv").is_file():
        yield "no data"


if __name__ == "__main__":
    sys.exit(main())
