"""The widths at which pages are looked at, from a small phone to a large screen.

A page is loaded once and its window changed: to load it again for each width takes minutes.
"""

WIDTHS = (320, 412, 600, 768, 1280, 1920)


def at_every_width(page, height=900):
    """Yield each width, the window being as wide."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        yield width
