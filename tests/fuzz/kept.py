"""What a run leaves for the next one, below `build/fuzz`: inputs, counts and crashes."""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from pathlib import Path

FOLDER = Path("build/fuzz")
_HEAD = struct.Struct("<QQ")
_LARGEST = 1 << 20


class Kept:
    """The folder of one target: `inputs/`, `crashes/`, and `counts.json` over all runs."""

    def __init__(self, name):
        self.folder = FOLDER / name
        for part in ("inputs", "crashes"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self._counts = self.folder / "counts.json"
        self.counts = {"cases": 0, "seconds": 0, "lines": 0, "deaths": 0}
        if self._counts.exists():
            self.counts |= json.loads(self._counts.read_text(encoding="utf-8"))

    def inputs(self):
        return [path.read_bytes() for path in sorted((self.folder / "inputs").iterdir())]

    def keep(self, data):
        self._write("inputs", data)

    def crashed(self, told, data):
        """Write what crashed, and beside it what was said; tell whether that place is new."""
        told_at = self.folder / "crashes" / f"{hashlib.sha256(told.encode()).hexdigest()[:12]}.txt"
        if told_at.exists():
            return False
        told_at.write_text(f"{told}\n", encoding="utf-8")
        told_at.with_suffix("").write_bytes(data)
        return True

    def _write(self, part, data):
        (self.folder / part / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def count(self, **more):
        """Add to the counts; `lines` is the most that a run has reached."""
        for key, number in more.items():
            known = self.counts[key]
            self.counts[key] = max(known, number) if key == "lines" else known + number
        self._counts.write_text(json.dumps(self.counts), encoding="utf-8")


class CaseInHand:
    """The number of the case and its bytes, where the parent of a process that died sees them."""

    def __init__(self):
        self._memory = mmap.mmap(-1, _LARGEST)

    def set(self, number, data):
        self._memory[: _HEAD.size] = _HEAD.pack(number, len(data))
        self._memory[_HEAD.size : _HEAD.size + len(data)] = data

    def get(self):
        number, size = _HEAD.unpack(self._memory[: _HEAD.size])
        return number, self._memory[_HEAD.size : _HEAD.size + size]
