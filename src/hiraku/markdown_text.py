"""How a text that came from input stands in Markdown: as itself, whatever it is made of.

Nothing in it can be a link, an image, a mention or HTML (CommonMark 0.31, and what GitHub adds).
"""

_LONGEST = 300
_SYNTAX = "\\`*_{}[]()#+!|~$"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows nothing but the text, cut where it is long."""
    plain = "".join(character if character.isprintable() else " " for character in text)[:_LONGEST]
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = "".join(f"\\{character}" if character in _SYNTAX else character for character in plain)
    return marked.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")


def as_code(text: str) -> str:
    """Return what of a text can stand between two back-ticks: letters, digits and `-_.:`."""
    return "".join(character for character in text if character.isalnum() or character in "-_.:")
