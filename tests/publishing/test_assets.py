"""Scripts are published with what they import, as one file under a name of its content."""

import re
from collections import Counter

import pytest

from hiraku.publishing.rendering.assets import STYLESHEET, assets
from hiraku.publishing.rendering.environment import THEME

SCRIPTS = {
    "page.js": 'import { a } from "./parts/a.js";\nimport { b } from "./parts/b.js";\na(b);\n',
    "parts/a.js": 'import { b } from "./b.js";\n\nexport const a = () => b;\n',
    "parts/b.js": "/** For readers. */\nexport const b = 1; // stays\n",
    "alone.js": "  // For readers.\n  alone();\n",
}
_NAMED = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)


@pytest.fixture
def theme(tmp_path):
    for name, text in SCRIPTS.items():
        path = tmp_path / "scripts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def contents(*folders):
    return {name: asset.content for name, asset in assets(folders).items() if name != STYLESHEET}


def test_what_a_script_imports_comes_once_and_before_it(theme):
    written = contents(theme)
    assert list(written) == ["alone.js", "page.js"]
    assert written["page.js"] == "export const b=1;export const a=()=>b;a(b);"


def test_comments_are_left_out(theme):
    assert contents(theme)["alone.js"] == "alone();"


def test_blanks_in_the_strings_and_patterns_of_a_script_stay(tmp_path):
    (tmp_path / "scripts").mkdir()
    script = 'const a = "x  // y", b = `1 ${ a } 2`, c = /[ /]  x/u;'
    (tmp_path / "scripts/a.js").write_text(script, encoding="utf-8")
    made = contents(tmp_path)["a.js"]
    assert all(kept in made for kept in ('"x  // y"', "`1 ${ a } 2`", "/[ /]  x/u"))


def test_a_comment_before_a_style_takes_nothing_with_it(tmp_path):
    (tmp_path / "styles").mkdir()
    text = "/* For readers. */\n/* a */ b { color: red; } /* c */\n  d { color: blue; }\n"
    (tmp_path / "styles" / "base.css").write_text(text)
    style = assets([tmp_path])[STYLESHEET].content
    assert style == "/* a */ b{color:red}/* c */\nd{color:blue}"


def test_a_catalog_may_replace_a_part_of_a_script(theme, tmp_path):
    own = tmp_path / "own"
    (own / "scripts" / "parts").mkdir(parents=True)
    (own / "scripts" / "parts" / "b.js").write_text("export const b = 2;\n")
    before, after = (assets(folders)["page.js"] for folders in ([theme], [own, theme]))
    assert "export const b=2;" in after.content
    assert before.path != after.path


def test_no_name_is_given_twice_in_one_file(monkeypatch):
    monkeypatch.setattr("hiraku.publishing.rendering.assets._small", str)
    for name, source in contents(THEME).items():
        twice = [asset for asset, count in Counter(_NAMED.findall(source)).items() if count > 1]
        assert twice == [], name
        assert "import " not in source, name


def test_a_style_keeps_the_blanks_of_its_strings(tmp_path):
    (tmp_path / "styles").mkdir()
    style = 'a ,\nb : hover { content: "x; } , y"; margin: 0  1px }\n'
    style += "@media (min-width: 1px) { a { b: c; } }"
    (tmp_path / "styles/base.css").write_text(style, encoding="utf-8")
    made = assets([tmp_path])["hiraku.css"].content
    assert made == 'a ,b :hover{content:"x; } , y";margin:0  1px}@media (min-width:1px){a{b:c}}'
