"""Dumps of CKAN's `package_show` in a folder, with the files of their resources beside them.

A file is found by its name, the last part of the resource's `url`, or in a folder that is called
as the resource's `id` or the dataset. Nothing is fetched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from hiraku.desk.taking_over.foreign import Foreign, ForeignTable, not_taken
from hiraku.intake.opening import TABLES, WORKBOOKS
from hiraku.languages import Message
from hiraku.problems import Place, Refused
from hiraku.reading.files.paths import MAX_FILE_BYTES, admit
from hiraku.reading.files.walking import walked

_MOST = 64 * 1024 * 1024  # bytes of a dump


class _Folder(Struct, frozen=True):
    """`files` are those below the folder `root` by their names."""

    root: Path
    files: Mapping[str, list[Path]]
    language: str


def dumps_in(root: Path, language: str) -> Iterator[Foreign]:
    """Yield each dataset of the `.json` and `.jsonl` files below a folder that are of CKAN.

    A file of that name that cannot be read is told in words: nobody knows what it holds.
    """
    files: dict[str, list[Path]] = defaultdict(list)
    for parent, _, names in walked(root):
        for name in names:
            files[name].append(Path(parent, name))
    folder = _Folder(root, files, language)
    for name in sorted(files):
        if name.endswith((".json", ".jsonl")):
            for path in files[name]:
                yield from _of_file(path, folder)


def _of_file(path: Path, folder: _Folder) -> Iterator[Foreign]:
    file = path.relative_to(folder.root).as_posix()
    try:
        packages = list(_packages_of(path, folder))
    except Refused as refused:
        yield Foreign(file, {}, (), (not_taken(file, refused, folder.language),))
    except (ValueError, RecursionError):
        yield Foreign(file, {}, (), (Message("starting.no-json", {"file": file}),))
    else:
        yield from (_foreign(package, folder) for package in packages)


def _packages_of(path: Path, folder: _Folder) -> Iterator[dict[str, Any]]:
    text = _admitted(path, folder, _MOST).read_bytes().decode("utf-8-sig")
    for line in text.split("\n") if path.suffix == ".jsonl" else [text]:
        if line.strip():
            value = json.loads(line)
            json.dumps(value, ensure_ascii=False).encode()  # half of a character is no text
            yield from _packages(value)


def _admitted(path: Path, folder: _Folder, most: int = MAX_FILE_BYTES) -> Path:
    file = path.relative_to(folder.root).as_posix()
    return admit(folder.root, file, Place(file), max_bytes=most).path


def _packages(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the datasets of an answer of `package_show` or `package_search`, or of a plain list."""
    if isinstance(value, list):
        yield from (package for package in value if _is_package(package))
    elif _is_package(value):
        yield value
    elif isinstance(value, dict):
        yield from _packages(value.get("result", value.get("results")))


def _is_package(value: Any) -> bool:
    """Tell a dataset of CKAN: a Data Package has neither state nor titles of its licence."""
    stated = isinstance(value, dict) and isinstance(value.get("resources"), list)
    return stated and isinstance(value.get("name"), str) and {"state", "license_id"} & value.keys()


def _foreign(package: dict[str, Any], folder: _Folder) -> Foreign:
    resources = [resource for resource in package["resources"] if isinstance(resource, dict)]
    tables: list[ForeignTable] = []
    lost: list[Message] = []
    for at, resource in enumerate(resources, 1):
        said = _text(resource, "name") or _text(resource, "url") or str(at)
        file = _file(resource, package, folder.files)
        if not _is_table(resource):
            lost.append(Message("starting.no-table", {"file": said}))
        elif not file:
            lost.append(Message("starting.no-file", {"file": said, "name": _filename(resource)}))
        else:
            try:
                path = _admitted(file, folder)
                tables.append(ForeignTable(file.stem, path, {"title": said}))
            except Refused as refused:
                lost.append(not_taken(said, refused, folder.language))
    plain = _without_twins(tables)
    twins = [table for table in tables if table not in plain]
    lost += (Message("starting.twin", {"file": table.file.name}) for table in twins)
    return Foreign(package["name"], _described(package), plain, tuple(lost))


def _without_twins(tables: list[ForeignTable]) -> tuple[ForeignTable, ...]:
    """Return the CSV files where there are any: workbooks beside them are mostly the same."""
    plain = [table for table in tables if table.file.suffix.casefold() not in WORKBOOKS]
    return tuple(plain or tables)


def _is_table(resource: dict[str, Any]) -> bool:
    suffix = PurePosixPath(_filename(resource)).suffix.casefold()
    return suffix in TABLES


def _filename(resource: dict[str, Any]) -> str:
    try:
        path = urlsplit(_text(resource, "url")).path
    except ValueError:
        path = ""
    return unquote(path).rpartition("/")[2]


def _file(
    resource: dict[str, Any], package: dict[str, Any], files: Mapping[str, list[Path]]
) -> Path | None:
    """Return the one file that is called so, or the one of them in a folder of its own."""
    named = files.get(_filename(resource), [])
    own = {_text(resource, "id"), package["name"], _text(package, "id")}
    near = [path for path in named if own & set(path.parent.parts)]
    only = near if len(near) == 1 else named
    return only[0] if len(only) == 1 else None


def _described(package: dict[str, Any]) -> dict[str, Any]:
    """Return what CKAN says in the words of Data Package; what it leaves empty is left out."""
    listed = package.get("extras")
    extras = {
        extra["key"]: extra.get("value")
        for extra in (listed if isinstance(listed, list) else ())
        if isinstance(extra, dict) and isinstance(extra.get("key"), str)
    }
    start, end = extras.get("temporal_start"), extras.get("temporal_end")
    said = {
        "title": _text(package, "title") or package["name"],
        "description": _text(package, "notes"),
        "licenses": _licenses(package),
        "publisher": _named(_text(package.get("organization"), "title")),
        "contact": _contact(package),
        "sources": _source(package),
        "created": _text(package, "metadata_created")[:10],
        "modified": _text(package, "metadata_modified")[:10],
        "keywords": _keywords(package),
        "updateFrequency": extras.get("frequency"),
        "temporal": {"start": start, "end": end} if start and end else None,
        "spatial": _named(extras.get("spatial_text")),
    }
    return {key: value for key, value in said.items() if value}


def _licenses(package: dict[str, Any]) -> list[dict[str, str]]:
    name = _text(package, "license_id")
    if not name or name == "notspecified":
        return []
    said = {"title": _text(package, "license_title"), "path": _text(package, "license_url")}
    return [{"name": name, **{key: text for key, text in said.items() if text}}]


def _contact(package: dict[str, Any]) -> dict[str, str] | None:
    for role in ("maintainer", "author"):
        if name := _text(package, role):
            email = _text(package, f"{role}_email")
            return {"name": name, "email": email} if email else {"name": name}
    return None


def _source(package: dict[str, Any]) -> list[dict[str, str]]:
    address = _text(package, "url")
    title = _text(package, "title") or package["name"]
    return [{"title": title, "path": address}] if address else []


def _keywords(package: dict[str, Any]) -> list[str]:
    listed = package.get("tags")
    tags = listed if isinstance(listed, list) else []
    return [name for tag in tags if (name := _text(tag, "display_name") or _text(tag, "name"))]


def _named(name: Any) -> dict[str, str] | None:
    return {"name": name} if isinstance(name, str) and name else None


def _text(tree: Any, key: str) -> str:
    value = tree.get(key) if isinstance(tree, dict) else None
    return value.strip() if isinstance(value, str) else ""
