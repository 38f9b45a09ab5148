"""The sentences of findings: whether a case shows one, and which blanks a problem leaves."""

import re
from functools import cache

from catalogs import CASES

from hiraku.explanations import _blanks, explanation
from hiraku.languages import spoken

MODEL = "ja"  # the language that the cases are told in
EXPECTED = [path.read_text("utf-8") for path in sorted(CASES.glob("*/expected.txt"))]


def as_pattern(sentence):
    """Return what finds a sentence, whatever stands in its blanks."""
    return re.compile(".*".join(map(re.escape, re.split(r"\{.*?\}", sentence))))


@cache
def shown(sentence):
    """Tell whether a case says a sentence."""
    return any(map(as_pattern(sentence).search, EXPECTED))


def spare_parts(identifier):
    """Return the parts of which no case says the sentence for every hint."""
    sentences = explanation(identifier, MODEL).sentences
    return {part for part in ("found", "cure") if not shown(sentences[part, None])}


def unfilled(problem):
    """Yield each blank of the finding's page that this problem leaves, in every language.

    A sentence for every hint is said where a hint has none: where no case shows that, whatever is
    found of the kind must fill it.
    """
    own = [(part, problem.hint) for part in ("found", "cure", "why")]
    for language in spoken():
        page = explanation(problem.id, language)
        for part, hint in (*own, *((part, None) for part in spare_parts(problem.id))):
            try:
                page.sentence(part, hint).format_map(_blanks(problem, language))
            except (KeyError, ValueError, IndexError) as blank:
                yield problem.id, language, part, hint, repr(blank)
