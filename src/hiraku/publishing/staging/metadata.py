"""Stages what every vocabulary says of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from hiraku.publishing.metadata.vocabulary import vocabularies
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage


def with_metadata(site: Site, stage: Stage) -> Site:
    """Write what every vocabulary says of the site, and return the site that lists it.

    Those that describe documents come last, and are given the site that lists all others.
    """
    for _, group in groupby(vocabularies(), attrgetter("describes_documents")):
        by_dataset: dict[str, list[Download]] = {}
        for vocabulary in group:
            for document in vocabulary.describe(site):
                target = stage.target(document.path)
                document.write(target)
                written = stage.download(document.path, target, document.title, document.media_type)
                by_dataset.setdefault(document.dataset, []).append(written)
        site = _listing(site, by_dataset)
    return site


def _listing(site: Site, by_dataset: Mapping[str, Sequence[Download]]) -> Site:
    """Return the site with further documents, by the ids of the datasets that they describe."""
    datasets = tuple(
        replace(
            published, documents=(*published.documents, *by_dataset.get(published.dataset.id, ()))
        )
        for published in site.datasets
    )
    return replace(site, datasets=datasets, documents=(*site.documents, *by_dataset.get("", ())))
