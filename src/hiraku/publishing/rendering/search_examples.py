"""Words to try in the search: what the most datasets name as keywords."""

from __future__ import annotations

from collections import Counter

from hiraku.publishing.site.published.site import Site

EXAMPLES = 4


def examples(site: Site, language: str) -> tuple[str, ...]:
    """Return the keywords that most datasets share; of equals, the ones that come first."""
    counted = Counter(
        word
        for published in site.datasets
        for word in published.dataset.keywords.in_language(language)
    )
    return tuple(word for word, _ in counted.most_common(EXAMPLES))
