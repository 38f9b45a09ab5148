"""One JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from hiraku.publishing.release.readers.rows import SampledRows


def read(path: Path, wanted: Collection[int]) -> SampledRows:
    """Return the rows; raise `ValueError` where one that is asked for cannot be read."""
    values, total, header = {}, 0, None
    with path.open(encoding="utf-8", newline="\n") as stream:
        for total, line in enumerate(stream, 1):
            if total - 1 in wanted:
                row = json.loads(line, parse_float=str, parse_int=str)
                header = header or tuple(row)
                values[total - 1] = tuple(row.values())
    return SampledRows(total, values, header)
