"""`published.jsonl`: every address that was ever published. None of them disappears in silence.

One line is one address, `{"path": …}`. With the description of a dataset stands `modified`, so that
no date goes back, with the CSV of a version `sha256`, so that it never holds anything else, with
that of a dataset's first table `table`, so that it never means another one. An
address is kept where there is a file, a redirect (`redirects.json`) or a withdrawal
(`withdrawn.json`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hiraku.changes.structure.pairing import former_names
from hiraku.errors import HirakuError
from hiraku.own_files import put
from hiraku.publishing.site import links

_SHOWN = 10
# Lists made of what there is, and what only a page's own script reads: nobody cites them.
_PASSING = re.compile(
    r"assets/.*|hosting/.*|(.*/)?preview/.*|search/.*\.json|sitemap\.xml|robots\.txt|_headers"
    r"|(.*/)?\.nojekyll|([a-z][a-zA-Z0-9-]+/)?datasets/(theme|publisher|format|frequency)/.*"
    r"|(.*/)?page/[0-9]+/.*"
    r"|SHA256SUMS|published\.jsonl|redirects\.json|_redirects"
)

_OF_A_VERSION = re.compile(r"datasets/[^/]+/versions/[0-9]+\.[0-9]+\.[0-9]+[^/]*/[^/]+\.csv")
_FIRST_TABLE = re.compile(r"datasets/[^/]+/data\.csv")

# Where pages of further languages stand: nothing, or the code of one.
_OF_A_LANGUAGE = re.compile(r"([a-z][a-zA-Z0-9-]+/)?")

Ledger = Mapping[str, Mapping[str, str]]


def read_ledger(file: Path) -> Ledger:
    """Return the addresses of a ledger, each with its date; raise `HirakuError` for no ledger."""
    entries = {}
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            entry = json.loads(line.decode())
            path = str(entry.pop("path"))
            entries[path] = {key: str(value) for key, value in entry.items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise HirakuError(
                "stops.ledger-broken", file=file.name, number=number, ledger=links.LEDGER
            ) from error
    return entries


def ledger_of(site: Path) -> Ledger:
    """Return what a site says that it has published; of an older one, the files that it has."""
    written = site / links.LEDGER
    if written.is_file():
        return read_ledger(written)
    sums = site / links.CHECKSUMS
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    return {path: {} for path in (line.partition("  ")[2] for line in lines) if _lasting(path)}


def write_ledger(site: Path, before: Ledger) -> None:
    """Write what a site has and what was published before, into the site."""
    moved = {old: _known(site, new) for old, new in _json(site / links.REDIRECTS, {}).items()}
    led = {
        path: {**known, "table": moved[path]["table"]}
        for path, known in before.items()
        if "table" in known and "table" in moved.get(path, {})
    }
    text = _text({**before, **led, **_present(site)})
    (site / links.LEDGER).write_text(text, encoding="utf-8")


def keep_ledger(site: Path, kept: Path) -> None:
    """Renew the ledger that a repository keeps, where it keeps one."""
    if kept.is_file():
        put(kept.parent, {kept.name: _text(read_ledger(site / links.LEDGER)).encode()})


def _text(ledger: Ledger) -> str:
    lines = (
        json.dumps({"path": address, **known}, ensure_ascii=False)
        for address, known in sorted(ledger.items())
    )
    return "".join(f"{line}\n" for line in lines)


def _present(site: Path) -> dict[str, Mapping[str, str]]:
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {path: _known(site, path) for path in files if _lasting(path)}


def _known(site: Path, path: str) -> Mapping[str, str]:
    """Return what an address must hold on to: the date of a dataset, the bytes of a version."""
    if date := _modified(site, path):
        return {"modified": date}
    if _OF_A_VERSION.fullmatch(path):
        return {"sha256": hashlib.sha256((site / path).read_bytes()).hexdigest()}
    if names := _table_names(site, path):
        return {"table": names[0]}
    return {}


def _table_names(site: Path, path: str) -> tuple[str, ...]:
    """Return what the table behind `data.csv` is called, and was before; else nothing."""
    package = (site / path).parent / "datapackage.json"
    if not _FIRST_TABLE.fullmatch(path) or not package.is_file():
        return ()
    for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]:
        if resource["path"] == "data.csv":
            return (resource["name"], *former_names(resource))
    return ()


def _lasting(path: str) -> bool:
    return not _PASSING.fullmatch(path)


def _modified(site: Path, path: str) -> str:
    if not re.fullmatch(r"datasets/[^/]+/datapackage\.json", path):
        return ""
    package = json.loads((site / path).read_text(encoding="utf-8"))
    return str(package.get("modified") or "")[:10]


def demand_nothing_lost(before: Ledger, site: Path, *, shallow: bool = False) -> None:
    """Raise `HirakuError` where an address would be gone, or a date would go back."""
    if replaced := sorted(_other_tables(before, site)):
        raise HirakuError("stops.table-replaced", shown=_shown(replaced))
    gone = sorted(lost(before, site))
    if gone:
        raise _lost(gone, shallow=shallow)
    if other := sorted(_other_bytes(before, site)):
        raise _version_changed(other)
    back = sorted(moved_back(before, site))
    if back:
        raise _moved_back(back, shallow=shallow)


def lost(before: Ledger, site: Path) -> Iterator[str]:
    """Yield the addresses that are neither a file nor redirected nor withdrawn."""
    redirected = set(_json(site / links.REDIRECTS, {}))
    withdrawn = _json(site / links.WITHDRAWN, [])
    for path in before:
        there = (site / path).is_file() or path in redirected
        if not there and not any(_covers(gone, path) for gone in withdrawn):
            yield path


def _covers(withdrawn: Mapping[str, Any], path: str) -> bool:
    """Tell whether an address is one of what was withdrawn: the notice stands for it."""
    names = (withdrawn["id"], *withdrawn.get("former_ids", ()))
    return any(_covers_under(name, withdrawn, path) for name in names)


def _covers_under(dataset: str, withdrawn: Mapping[str, Any], path: str) -> bool:
    folder = f"datasets/{dataset}/"
    before, _, inside = path.partition(folder)
    if folder not in path or not _OF_A_LANGUAGE.fullmatch(before):
        return False
    if name := withdrawn.get("resource"):
        of_a_version = inside.startswith("versions/") and inside.endswith(f"/{name}.csv")
        return of_a_version or inside.startswith((f"{name}.", f"original/{name}."))
    if version := withdrawn.get("version"):
        return inside.startswith(f"versions/{version}/")
    return True


def _other_bytes(before: Ledger, site: Path) -> Iterator[str]:
    """Yield the files of versions that hold something else than when they were published."""
    for path, known in before.items():
        if "sha256" in known and (site / path).is_file() and known != _known(site, path):
            yield path


def _other_tables(before: Ledger, site: Path) -> Iterator[str]:
    """Yield the addresses that would silently mean another table than when they were published."""
    redirected = _json(site / links.REDIRECTS, {})
    for path, known in before.items():
        names = _table_names(site, redirected.get(path, path)) if "table" in known else ()
        if names and known["table"] not in names:
            yield f"{path}: {known['table']} → {names[0]}"


def moved_back(before: Ledger, site: Path) -> Iterator[str]:
    """Yield the datasets of which the date would be earlier than what was published."""
    for path, known in before.items():
        date = known.get("modified", "")
        now = _modified(site, path) if date and (site / path).is_file() else ""
        if now and now < date:
            yield f"{path.split('/')[1]}: {date} → {now}"


def _json(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else otherwise


def _lost(gone: list[str], *, shallow: bool) -> HirakuError:
    key = "stops.address-lost-by-a-shallow-clone" if shallow else "stops.address-lost"
    return HirakuError(key, count=len(gone), shown=_shown(gone))


def _moved_back(back: list[str], *, shallow: bool) -> HirakuError:
    key = "stops.date-moved-back-by-a-shallow-clone" if shallow else "stops.date-moved-back"
    return HirakuError(key, shown=_shown(back))


def _version_changed(paths: list[str]) -> HirakuError:
    return HirakuError("stops.version-changed", shown=_shown(paths))


def _shown(lines: list[str]) -> str:
    return "\n".join(f"  {line}" for line in lines[:_SHOWN])
