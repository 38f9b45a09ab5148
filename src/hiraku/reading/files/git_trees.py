"""What git keeps of a folder: the names in it, each with the id of its content.

The form is `<mode> SP <name> NUL <id>` for each entry, the id in bytes (gitformat-pack, "tree").
"""

from __future__ import annotations

from collections.abc import Iterator

_NAME_ENDS = b"\0"
_OTHER_REPOSITORY = b"160000"  # what stands there is a commit that is kept elsewhere


def entries(content: bytes, width: int) -> Iterator[tuple[bytes, str]]:
    """Yield each name of a folder and the id that it leads to; `width` is the bytes of an id.

    Submodules are left out: none of their files is in this repository.
    """
    at = 0
    while at < len(content):
        end = content.index(_NAME_ENDS, at)
        mode, _, name = content[at:end].partition(b" ")
        at = end + 1 + width
        if mode != _OTHER_REPOSITORY:
            yield name, content[end + 1 : at].hex()
