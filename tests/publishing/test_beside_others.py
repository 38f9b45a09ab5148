"""hiraku beside other themes and plugins of MkDocs: together, or refused in one sentence."""

import re
from pathlib import Path

import jinja2
import pytest
from matrix.plugins import MATRIX
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from hiraku.errors import UsageError
from hiraku.mkdocs_plugin import HirakuPlugin
from hiraku.publishing.mkdocs_build import demand_own_pages, plugin_of
from hiraku.publishing.rendering.for_mkdocs import LanguageEnvironments

ROOT = Path(__file__).parents[2]


def configured(folder, theme="hiraku"):
    (folder / "pages").mkdir()
    path = folder / "mkdocs.yml"
    path.write_text(
        f"site_name: x\nsite_url: https://example.jp/\ndocs_dir: pages\n"
        f"theme: {{name: {theme}}}\nplugins: [hiraku]\n",
        encoding="utf-8",
    )
    return load_config(str(path))


def test_our_own_theme_and_plugin_are_enough(tmp_path):
    config = configured(tmp_path)
    demand_own_pages(config)
    assert isinstance(plugin_of(config), HirakuPlugin)


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_another_theme_is_refused_in_one_sentence(theme, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    config = configured(tmp_path, theme)
    with pytest.raises(UsageError, match="must name the theme `hiraku`"):
        plugin_of(config)
    with pytest.raises(PluginError, match="must name the theme `hiraku`"):
        config.plugins["hiraku"].on_config(config)


def test_another_maker_of_languages_is_refused_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    config = configured(tmp_path)
    config.plugins["i18n"] = config.plugins["hiraku"]
    with pytest.raises(UsageError, match="Remove the plugin `i18n`"):
        plugin_of(config)
    with pytest.raises(PluginError, match="Remove the plugin `i18n`"):
        config.plugins["hiraku"].on_config(config)


@pytest.mark.parametrize("name", ["material/blog", "section-index"])
def test_a_plugin_of_other_themes_is_refused_in_one_sentence(name, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    config = configured(tmp_path)
    config.plugins[name] = config.plugins["hiraku"]
    with pytest.raises(UsageError, match=f"`{name}` works in the templates of other themes"):
        plugin_of(config)


@pytest.mark.parametrize(
    ("folder", "heading", "works", "refused"),
    [
        ("pages", "ほかのプラグイン", "一緒に使えます", "断ります"),
        ("pages/en", "Other plugins", "works beside it", "refused"),
    ],
)
def test_the_manual_lists_what_the_matrix_of_plugins_builds_and_what_it_refuses(
    folder, heading, works, refused
):
    text = (ROOT / "site_src" / folder / "manual/options.md").read_text("utf-8")
    rows = re.findall(
        rf"^\| ([^|]+) \| ({works}|{refused})[^|]*\|$",
        text.partition(f"## {heading}")[2].partition("\n## ")[0],
        re.MULTILINE,
    )
    wanted = {name: refused if beside.refused else works for name, beside in MATRIX.items()}
    assert dict(rows) == wanted


def test_a_later_plugin_finds_what_the_environment_of_mkdocs_has():
    of_mkdocs = jinja2.Environment(autoescape=True)
    of_mkdocs.filters["url"] = str
    of_mkdocs.globals["blog"] = "a plugin's"
    ours = jinja2.Environment(autoescape=True, loader=jinja2.DictLoader({"main.html": "{{ 1 }}"}))
    environment = LanguageEnvironments({"ja": ours}, of_mkdocs)
    assert environment.filters["url"] is str
    assert environment.globals["blog"] == "a plugin's"
    assert environment.get_template("main.html").render() == "1"
