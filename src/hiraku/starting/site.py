"""What surrounds the datasets of a new catalog: the site's settings, pages, and the workflow."""

from __future__ import annotations

from typing import Any

import yaml

from hiraku.languages import own_name, say
from hiraku.starting.answers import Answers
from hiraku.starting.catalog import places
from hiraku.starting.installed import Installed
from hiraku.starting.yaml_text import Dumper, written

# The last is what `hiraku fix` keeps to be undone.
GITIGNORE = "/build/\n/.venv/\n/questions.yaml\n~$*\n*.undo-*.zip\n"


def configuration(answers: Answers) -> str:
    """Return `mkdocs.yml`; the address can be given by the environment as well (`SITE_URL`)."""
    title = say(answers.languages[0], "starting.catalog-title", place=answers.places[0])
    return written(
        {
            "site_name": title,
            "site_url": _Environment(["SITE_URL", answers.address]),
            "docs_dir": "pages",
            "site_dir": "build/site",
            "theme": {"name": "hiraku"},
            "plugins": ["hiraku"],
            "nav": ["about.md", "terms.md"],
            "markdown_extensions": [{"tables": {"use_align_attribute": True}}, "toc"],
            # Links to generated pages are verified in the finished site.
            "validation": {"links": {"unrecognized_links": "ignore"}},
        }
    )


def pages(answers: Answers) -> dict[str, str]:
    """Return the written pages of each language by their paths."""
    words = {}
    for language, place in places(answers).items():
        folder = "pages" if language == answers.languages[0] else f"pages/{language}"
        shown = _plain(place)
        words[f"{folder}/about.md"] = say(language, "starting.page-about", place=shown)
        words[f"{folder}/terms.md"] = say(language, "starting.page-terms", place=shown)
    return words


def readme(answers: Answers, installed: Installed, *, example: bool = True) -> str:
    """Return `README.md`, for the officials who take care of the catalog."""
    language = answers.languages[0]
    key = "starting.readme-wheel-here" if installed.source else "starting.readme-wheel"
    wheel = say(language, key, wheel=installed.wheel) if installed.wheel else ""
    return say(
        language,
        "starting.readme",
        place=_plain(answers.places[0]),
        address=answers.address,
        wheel=wheel,
        example=say(language, "starting.readme-example") if example else "",
        language=own_name(language),
    )


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    marked = "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+-.!|~" else char for char in text)
    return marked.replace("&", "&amp;")


class _Environment(list[str]):
    """A value that MkDocs takes from the environment, with another for where it is not set."""


def _represented(dumper: yaml.SafeDumper, value: Any) -> yaml.Node:
    return dumper.represent_sequence("!ENV", value, flow_style=True)


Dumper.add_representer(_Environment, _represented)
