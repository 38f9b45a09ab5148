"""Where this hiraku came from, so that another machine gets the same one."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from msgspec import Struct

from hiraku import __version__


class Installed(Struct, frozen=True):
    """`requirement` is a line for pip. `wheel` is the file that must lie beside it, where any."""

    requirement: str
    wheel: str | None = None


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
    return Installed(f"./{wheel}", wheel)


def _origin() -> dict[str, Any] | None:
    """Return `direct_url.json` of the installation; None where it came from an index."""
    try:
        text = distribution("hiraku").read_text("direct_url.json")
    except PackageNotFoundError:
        return {}
    origin: dict[str, Any] | None = json.loads(text) if text else None
    return origin
