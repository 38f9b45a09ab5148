"""One visit to a page, on which everything that can be asked of every page is asked at once."""

from dataclasses import dataclass, field
from pathlib import Path

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
# The first is looked at while the page may still ask for something, the others when it is silent.
WIDTHS = (412, 320, 1280)
# The levels of WCAG 2.2 AA, which JIS X 8341-3 AA is a part of, and axe's own best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# At 320 px a page is laid out as at 412: what can differ is where things stand.
_NARROWEST = 320
_PLACES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
_RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(', '));
}"""
_WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.scroll'))
  .map(each => each.tagName + '.' + each.className).slice(0, 3).join(' ')"""


@dataclass
class Inspection:
    path: str
    complaints: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    violations: list = field(default_factory=list)
    overflows: list = field(default_factory=list)
    headings: int = 0
    sent: int = 0


def inspect(browser, address, path, *, prose=False):
    """Visit a page; of one of prose, whose kind is visited as well, only places differ by width."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    context.add_init_script(path=AXE)  # runs in spite of the policy, which stays in force
    try:
        return _inspected(context.new_page(), address, path, prose=prose)
    finally:
        context.close()


def _inspected(page, address, path, *, prose):
    seen = Inspection(path)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("response", lambda answer: seen.answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers, which builtins refuse
    page.goto(address + path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            seen.overflows.append(f"{width}: {page.evaluate(_WIDEST)}")
        only_places = width == _NARROWEST or (prose and width != WIDTHS[0])
        asked = _PLACES if only_places else RULES
        seen.violations += [f"{width}: {result}" for result in page.evaluate(_RUN, asked)]
        page.wait_for_load_state("networkidle")
    seen.sent = sum(answer.request.sizes()["responseBodySize"] for answer in seen.answers)
    seen.headings = page.locator("h1").count()
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(_RUN, {"type": "rule", "values": ["color-contrast"]})
    seen.violations += [f"dark: {node}" for node in dark]
    return seen
