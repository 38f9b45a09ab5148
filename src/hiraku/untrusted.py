"""What `mkdocs.yml` may ask for in a catalog that strangers may change (`--untrusted`).

MkDocs runs code that its configuration names: hooks, plugins, extensions of Markdown, Python tags
of YAML. None of it may come with a change that nobody has looked at yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from hiraku.configuration import read_text
from hiraku.errors import UsageError
from hiraku.problems import Problem, Report, Severity
from hiraku.settings import CONFIGURATION

KEYS = {
    *("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url"),
    *("repo_name", "edit_uri", "nav", "theme", "plugins", "docs_dir", "site_dir", "extra"),
    *("markdown_extensions", "exclude_docs", "draft_docs", "not_in_nav", "validation", "strict"),
    *("use_directory_urls", "dev_addr"),
}
THEME_KEYS = {"name", "custom_dir", "locale"}
# What `strictly` makes an error of.
ACTIVE = "active-content"
PLUGINS = {"hiraku"}
EXTENSIONS = {
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"),
    *("meta", "sane_lists", "smarty", "tables", "toc"),
}
# The one variable of the environment that a site may show: where it stands.
SITE_URL = "$SITE_URL"
_ENV = ("!", "ENV")
_FOLDERS = ("docs_dir", "site_dir")
MAX_DEPTH = 64
_OPENING = (
    *(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken),
    *(yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken),
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def demand_tame(root: Path) -> None:
    """Raise `UsageError` where the configuration asks for more than it may."""
    path = root / CONFIGURATION
    if not path.is_file():
        return
    asked = list(dict.fromkeys(_beyond(path, root)))
    if asked:
        raise UsageError("stops.untrusted", listed=", ".join(asked))


def strictly(report: Report) -> Report:
    """Return the report with what runs among the pages as an error: nobody has looked at it yet."""
    return replace(report, problems=tuple(map(_strict, report.problems)))


def _strict(problem: Problem) -> Problem:
    active = problem.id == ACTIVE
    return replace(problem, severity=Severity.ERROR) if active else problem


def _beyond(path: Path, root: Path) -> Iterator[str]:
    if path.is_symlink():
        yield f"{CONFIGURATION} (link)"
        return
    text = read_text(path)
    try:
        tokens = list(_shallow(yaml.scan(text)))
        tags = [token.value for token in tokens if isinstance(token, yaml.TagToken)]
        tree = yaml.load(text, Loader=_Plain)  # noqa: S506 - makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError, _TooDeepError):
        yield "YAML"
        return
    yield from ("".join(part or "" for part in tag) for tag in tags if tag != _ENV)
    yield from (f"*{token.value}" for token in tokens if isinstance(token, yaml.AliasToken))
    if tags.count(_ENV) != int(isinstance(tree, dict) and tree.get("site_url") == SITE_URL):
        yield "!ENV"
    if isinstance(tree, dict):
        yield from (str(key) for key in tree if key not in KEYS)
        yield from _names(tree.get("plugins"), PLUGINS, "plugins")
        yield from _names(tree.get("markdown_extensions"), EXTENSIONS, "markdown_extensions")
        theme = tree.get("theme")
        folders = {key: tree.get(key) for key in _FOLDERS}
        if isinstance(theme, dict):
            yield from (f"theme.{key}" for key in theme if key not in THEME_KEYS)
            folders["theme.custom_dir"] = theme.get("custom_dir")
        yield from (key for key, folder in folders.items() if folder and _outside(root, folder))


class _TooDeepError(Exception):
    """A configuration is deeper than any needs."""


def _shallow(tokens: Iterator[Any]) -> Iterator[Any]:
    """Yield the tokens as they are read: each takes longer the deeper the brackets around it."""
    depth = 0
    for token in tokens:
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > MAX_DEPTH:
            raise _TooDeepError
        yield token


def _names(listed: Any, allowed: set[str], key: str) -> Iterator[str]:
    """Yield what is named in a list or mapping of names, each with or without its options."""
    for entry in listed if isinstance(listed, list | dict) else [listed] if listed else []:
        for name in entry if isinstance(entry, dict) else (entry,):
            if not isinstance(name, str) or name not in allowed:
                yield f"{key}: {name}"


def _outside(root: Path, folder: Any) -> bool:
    if "\0" in str(folder):
        return True
    inside = (root / str(folder)).resolve()
    return inside == root.resolve() or not inside.is_relative_to(root.resolve())


class _Plain(yaml.SafeLoader):
    """Makes nothing of tags, which are refused, but of `!ENV` the name of the one variable."""


def _variable(loader: Any, node: Any) -> str:
    """Return the variable that is read where it is alone, or alone before what else holds."""
    if isinstance(node, yaml.ScalarNode):
        return f"${node.value}"
    named = loader.construct_sequence(node)
    return f"${named[0]}" if len(named) == 2 else ""  # noqa: PLR2004 - the variable and the default


_ANY: Any = _Plain
_ANY.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005
_ANY.add_constructor("!ENV", _variable)
