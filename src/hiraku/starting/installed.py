"""Where this hiraku came from, so that another machine gets the same one."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from hiraku import __version__


class Installed(Struct, frozen=True):
    """`requirement` is a line for pip. `wheel` is the file that must lie beside it, where any.

    `source` is where that file is on this machine, if it is still the one that was installed.
    """

    requirement: str
    wheel: str | None = None
    source: Path | None = None


def installed() -> Installed:
    """Return what pip recorded of this installation (PEP 610): a repository, an index, or a file.

    What came from a file, or from a working copy, is asked for as a wheel in the catalog itself.
    """
    origin = _origin()
    if origin is None:
        return Installed(f"hiraku=={__version__}")
    repository = origin.get("vcs_info", {})
    if repository.get("commit_id"):
        return Installed(f"hiraku @ {repository['vcs']}+{origin['url']}@{repository['commit_id']}")
    wheel = f"wheels/hiraku-{__version__}-py3-none-any.whl"
    return Installed(f"./{wheel}", wheel, _wheel_file(origin))


def _wheel_file(origin: dict[str, Any]) -> Path | None:
    """Return the wheel that was installed from; None where it is gone or no longer the same."""
    address = urlsplit(origin.get("url", ""))
    path = Path(unquote(address.path))
    if address.scheme != "file" or path.suffix != ".whl" or not path.is_file():
        return None
    wanted = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    same = not wanted or hashlib.sha256(path.read_bytes()).hexdigest() == wanted
    return path if same else None


def _origin() -> dict[str, Any] | None:
    """Return `direct_url.json` of the installation; None where it came from an index."""
    try:
        text = distribution("hiraku").read_text("direct_url.json")
    except PackageNotFoundError:
        return {}
    origin: dict[str, Any] | None = json.loads(text) if text else None
    return origin
