"""What a vocabulary is: a way to describe the site to other programs; each is a file below."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.registry import entries


class Vocabulary(Struct, frozen=True):
    """`describe` yields the files that describe a site, each path once; it writes nothing.

    One that `describes_documents` comes after all others, and sees theirs in the site.
    """

    describe: Callable[[Site], Iterable[MetadataFile]]
    describes_documents: bool = False


def vocabularies() -> list[Vocabulary]:
    """Return every vocabulary, those that describe documents last."""
    known = entries("hiraku.publishing.metadata.vocabularies", Vocabulary).values()
    return sorted(known, key=lambda vocabulary: vocabulary.describes_documents)
