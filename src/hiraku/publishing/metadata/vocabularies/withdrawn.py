"""withdrawn.json: the datasets that are published no more, since when, why, and what there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.changes.structure.pairing import former_ids
from hiraku.languages import Message
from hiraku.model import Withdrawn
from hiraku.publishing.metadata.translations import further
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.withdrawn")


def _describe(site: Site) -> Iterator[MetadataFile]:
    gone = (*site.withdrawn, *site.catalog.withdrawn_parts)
    if gone:
        listed = [_told(withdrawn, site) for withdrawn in gone]
        yield MetadataFile(links.WITHDRAWN, _TITLE, listed)


def _told(withdrawn: Withdrawn, site: Site) -> dict[str, Any]:
    codes = site.catalog.languages
    formerly = list(former_ids(withdrawn, site.catalog))
    return {
        "id": withdrawn.id,
        "title": str(withdrawn.title),
        **further("title", withdrawn.title, codes),
        "date": withdrawn.date,
        "reason": str(withdrawn.reason),
        **further("reason", withdrawn.reason, codes),
        "replaced_by": withdrawn.replaced_by,
        **{key: named for key in ("resource", "version") if (named := getattr(withdrawn, key))},
        **({"former_ids": formerly} if formerly else {}),
    }


vocabulary = Vocabulary(_describe)
