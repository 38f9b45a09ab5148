"""Options in `mkdocs.yml`: what is not one of them stops hiraku, and says what would be."""

import pytest
from catalogs import configure, lay_out, run

from hiraku.errors import UsageError
from hiraku.settings import PREVIEWS, Settings, settings_from


@pytest.mark.parametrize("preview", PREVIEWS)
def test_a_preview_is_chosen(preview):
    assert settings_from({"preview": preview}) == Settings(preview=preview)


@pytest.mark.parametrize("preview", ["", "chunk", "Range", "none", True, None, ["chunks"]])
def test_a_preview_that_does_not_exist_names_those_that_do(preview):
    with pytest.raises(UsageError) as stopped:
        settings_from({"preview": preview})
    for words in map(stopped.value.in_language, ("ja", "en")):
        assert all(word in words for word in ("preview", str(preview), *PREVIEWS))


@pytest.mark.parametrize("limit", ["512MB", "1.5 GiB", "64KB"])
def test_a_memory_limit_is_a_size(limit):
    assert settings_from({"memory_limit": limit}).memory_limit == limit


@pytest.mark.parametrize("limit", ["", "much", "512", "512MBx", "x512MB", "-1MB", 512, "1,5GB"])
def test_a_memory_limit_that_is_no_size_is_refused(limit):
    with pytest.raises(UsageError, match="is no size such as 512MB"):
        settings_from({"memory_limit": limit})


def test_an_option_that_does_not_exist_names_the_nearest():
    with pytest.raises(UsageError, match=r'no option "previews".*Did you mean "preview"'):
        settings_from({"previews": "chunks"})


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_wrong_option_is_wrong_usage_for_every_command(tmp_path, monkeypatch, capsys, command):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    path = tmp_path / "mkdocs.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[hiraku]", "[hiraku: {preview: frames}]"), encoding="utf-8")
    code, _, told = run([command], tmp_path, monkeypatch, capsys)
    assert code == 2
    assert "preview「frames」は選べません" in told
    assert not (tmp_path / "build" / "site").exists()
