"""What somebody meant who misspelt a word."""

from collections.abc import Iterable
from difflib import get_close_matches

from hiraku.look_alikes import look_equal

# Nobody misspells a longer word, and among more words to look takes too long.
_LONGEST, _MANY = 200, 2000


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return the nearest known word, empty where none is as near as `likeness` (0 to 1).

    A word that looks the same is the nearest. Among very many words none is sought.
    """
    by_folded = {name.casefold(): name for name in known if len(name) <= _LONGEST}
    if len(word) > _LONGEST or len(by_folded) > _MANY:
        return ""
    if alike := next((name for name in by_folded.values() if look_equal(word, name)), None):
        return alike
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[matches[0]] if matches else ""
