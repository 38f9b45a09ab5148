"""A mended file can be had back to the byte: its former bytes stand beside it until then."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from pathlib import Path

from msgspec import to_builtins

from hiraku.desk.mending.fixes import FixedFile
from hiraku.desk.survey import LIMITS
from hiraku.errors import UsageError
from hiraku.own_files import replace, write_new

_FORMER, _RECORD = "former", "changes.json"
_NUMBERED = re.compile(r"\.undo-([0-9]{1,6})\.zip")
_DATE = (2000, 1, 1, 0, 0, 0)
# No file that was mended is larger than what may come back from the worker.
_MOST = LIMITS.output


def write_fixed(path: Path, fixed: FixedFile) -> Path:
    """Keep the former bytes beside the file, then put the mended ones; return what was kept."""
    if path.is_symlink():
        raise UsageError("desk.link", file=path)
    former = path.read_bytes()
    kept = path.with_name(f"{path.name}.undo-{_last(path) + 1}.zip")
    write_new(path.parent, {kept.name: _packed(former, fixed)})
    replace(path, fixed.content)
    return kept


def undo(path: Path) -> Path:
    """Bring back the bytes from before the last fix; return the file that held them.

    Raise `UsageError` where there is none, or where the file was changed after the fix: then
    nobody's work is thrown away.
    """
    kept = path.with_name(f"{path.name}.undo-{_last(path)}.zip")
    if not kept.is_file() or kept.is_symlink() or path.is_symlink():
        raise UsageError("desk.no-undo", file=path)
    try:
        with zipfile.ZipFile(kept) as archive:
            former, record = (_unpacked(archive, name) for name in (_FORMER, _RECORD))
            after = json.loads(record)["after"]
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError):
        raise UsageError("desk.broken-undo", file=kept) from None
    if _digest(path.read_bytes()) != after:
        raise UsageError("desk.changed-since", file=path, kept=kept.name)
    replace(path, former)
    kept.unlink()
    return kept


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of an archive that a stranger may have put there."""
    if archive.getinfo(name).file_size > _MOST:
        raise ValueError(name)
    return archive.read(name)


def _packed(former: bytes, fixed: FixedFile) -> bytes:
    out = io.BytesIO()
    record = {
        "after": _digest(fixed.content),
        "encoding": fixed.encoding,
        "blankRows": fixed.blank_rows,
        "fixes": to_builtins(fixed.fixes),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_FORMER, _DATE), former, zipfile.ZIP_DEFLATED)
        text = json.dumps(record, ensure_ascii=False, indent=1)
        archive.writestr(zipfile.ZipInfo(_RECORD, _DATE), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _last(path: Path) -> int:
    """Return the number of the last kept state of a file; 0 where there is none."""
    prefix = len(path.name)
    numbers = (
        match
        for other in path.parent.iterdir()
        if other.name.startswith(path.name) and (match := _NUMBERED.fullmatch(other.name[prefix:]))
    )
    return max((int(match[1]) for match in numbers), default=0)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
