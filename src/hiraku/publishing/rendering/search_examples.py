"""Words to try in the search: keywords that stand in titles, so that a dataset is found."""

from __future__ import annotations

from collections import Counter

from hiraku.folding import fold
from hiraku.publishing.site.published.site import Site

EXAMPLES = 4


def examples(site: Site, language: str) -> tuple[str, ...]:
    """Return the keywords of titles that most datasets share; of equals, those that come first.

    A word that is part of another, or that more than half of the datasets have, helps nobody.
    """
    counted = Counter(_titled(site, language))
    most = max(1, len(site.datasets) // 2)
    chosen: list[str] = []
    for word, count in counted.most_common():
        if len(chosen) == EXAMPLES:
            break
        if count <= most and not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen)


def _titled(site: Site, language: str) -> list[str]:
    """Return each keyword as often as datasets have it, where it stands in the title of one."""
    titles = "\n".join(
        fold(published.dataset.title.in_language(language)) for published in site.datasets
    )
    words = [
        word
        for published in site.datasets
        for word in published.dataset.keywords.in_language(language)
    ]
    titled = {word for word in {*words} if fold(word) in titles}
    return [word for word in words if word in titled]
