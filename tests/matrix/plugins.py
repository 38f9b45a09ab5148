"""Which plugins of MkDocs stand beside hiraku, and what each does on a written page.

`make matrix` builds a catalog of `hiraku init` with each; the manual lists the same names.
"""

from dataclasses import dataclass, field

PACKAGES = [
    "mkdocs-material==9.8.2", "mkdocs-macros-plugin==1.5.0", "mkdocs-redirects==1.2.3",
    "mkdocs-awesome-nav==3.3.0", "mkdocs-section-index==0.3.12",
    "mkdocs-git-revision-date-localized-plugin==1.6.3", "mkdocs-minify-plugin==0.8.0",
    "mkdocs-static-i18n==1.3.1", "properdocs==1.6.7",
]  # fmt: skip


@dataclass
class Beside:
    """One of them: its settings, the pages that it needs, and what must stand in which file.

    `refused` is a part of the sentence that stops the build, where the two cannot go together.
    """

    settings: object
    pages: dict = field(default_factory=dict)
    there: dict = field(default_factory=dict)
    theme: str = "hiraku"
    refused: str = ""
    program: str = "mkdocs"


INDEX = {"guide/index.md": "# The guide\n\nRead it.\n", "guide/more.md": "# More\n\nWords.\n"}

MATRIX = {
    "search": Beside("search", there={"search/search_index.json": "Smallville"}),
    "macros": Beside(
        "macros", {"sum.md": "# Sum\n\nIt is {{ 40 + 2 }}.\n"}, {"sum/index.html": "It is 42."}
    ),
    "tags": Beside(
        "material/tags",
        {"one.md": "---\ntags: [a-tag]\n---\n# One\n"},
        {"one/index.html": "One"},
    ),
    "blog": Beside("material/blog", refused="works in the templates of other themes"),
    "redirects": Beside(
        {"redirects": {"redirect_maps": {"old.md": "about.md"}}},
        there={"old/index.html": "about/"},
    ),
    "awesome-nav": Beside("awesome-nav", INDEX, {"guide/more/index.html": "Words."}),
    "section-index": Beside("section-index", refused="works in the templates of other themes"),
    "git-revision-date-localized": Beside(
        {"git-revision-date-localized": {"fallback_to_build_date": True}},
        {"dated.md": "# Dated\n\nOn {{ git_revision_date_localized }}.\n"},
        {"dated/index.html": "git-revision-date"},
    ),
    "minify": Beside({"minify": {"minify_html": True}}, there={"about/index.html": "Smallville"}),
    "static-i18n": Beside(
        {"i18n": {"languages": [{"locale": "en", "name": "English", "default": True}]}},
        refused="Remove the plugin `i18n`",
    ),
    "Material": Beside("search", theme="material", refused="must name the theme `hiraku`"),
    "ProperDocs": Beside("search", there={"about/index.html": "Smallville"}, program="properdocs"),
}
