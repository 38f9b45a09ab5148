"""withdrawn.json: the datasets that are published no more, since when, why, and what there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Text, Withdrawn
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import Document
from hiraku.publishing.site.published import Site

_TITLE = Text("取り下げたデータ", "Withdrawn datasets")


def _describe(site: Site) -> Iterator[Document]:
    if site.withdrawn:
        yield Document(links.WITHDRAWN, _TITLE, [_told(each) for each in site.withdrawn])


def _told(withdrawn: Withdrawn) -> dict[str, Any]:
    return {
        "id": withdrawn.id,
        "title": withdrawn.title.ja,
        "title_en": withdrawn.title.en,
        "date": withdrawn.date,
        "reason": withdrawn.reason.ja,
        "reason_en": withdrawn.reason.en,
        "replaced_by": withdrawn.replaced_by,
    }


vocabulary = Vocabulary(_describe)
