"""The words of every language that hiraku speaks: all there, none idle, none empty."""

import ast
import re
import string
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from every import of_every

from hiraku import languages
from hiraku.changes.rulebook import Level, rules
from hiraku.errors import UsageError
from hiraku.explanations import explanation, identifiers

SOURCE = Path(__file__).parents[1] / "src" / "hiraku"
SPOKEN = languages.spoken()
MODEL = "en"
JAPANESE = re.compile("[぀-ヿ㐀-鿿ｦ-ﾟ]")
WAYS = (  # asked for by what a comparison found
    "proved-by-schema", "proved-by-data", "possible", "nobody", "readers", "contributors",
    "everybody", "things-due", "cell", "cell-row", "in-brackets",
)  # fmt: skip
HOW = "language"  # the file that says how a language is written; the others hold messages


def rooms(code):
    return [name for name in languages.rooms(code) if name != HOW]


def messages(code):
    """Return every message of a language by its whole key."""
    return {
        f"{room}.{key}": text
        for room in rooms(code)
        for key, text in languages.room(code, room).items()
    }


def forms(text):
    return [text] if isinstance(text, str) else list(text.values())


def blanks(text):
    found = {name for form in forms(text) for name in re.findall(r"{(\w+)", form)}
    return found - {"n"} if isinstance(text, dict) else found


def test_hiraku_speaks_japanese_and_english():
    assert {"en", "ja"} <= set(SPOKEN)


@pytest.mark.parametrize("code", SPOKEN)
def test_a_language_has_every_message_and_no_other(code):
    assert set(messages(code)) == set(messages(MODEL))


@pytest.mark.parametrize("code", SPOKEN)
def test_a_message_has_the_same_blanks_in_every_language(code):
    said, model = messages(code), messages(MODEL)
    spare = {"n", "noun"}  # a language may say a number, or a kind of place, in words of its own
    differing = {key for key in model if blanks(said[key]) - spare != blanks(model[key]) - spare}
    assert differing == set()


@pytest.mark.parametrize("code", SPOKEN)
def test_no_message_is_empty_and_every_plural_has_its_forms(code):
    wanted = {*languages.room(code, HOW).get("plurals", {}), "other"}
    for key, text in messages(code).items():
        assert all(forms(text)), key
        assert isinstance(text, str) or set(text) == wanted, key


@cache
def code_of_hiraku():
    paths = [path for suffix in ("py", "html") for path in SOURCE.rglob(f"*.{suffix}")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


def asked_by_the_rules_of_changes():
    """Return the messages that the table of rules names: by their ids, cures, levels and so on."""
    named = {*rules(), *(rule.cure for rule in rules().values()), *Level}
    return named | {f"changes.{key}" for key in ("dataset", "schema", *WAYS)}


def test_every_message_is_asked_for():
    asked = set(re.findall(r'"([a-z0-9.-]+)"', code_of_hiraku())) | asked_by_the_rules_of_changes()
    idle = {key for key in messages(MODEL) if not asked & {key, key.partition(".")[2]}}
    # Those of properties are asked for by the names in the shapes: test_descriptor_shapes.
    idle = {key for key in idle if not key.startswith("properties.")}
    assert idle == set()


def test_every_message_that_a_template_asks_for_is_there():
    asked = set(re.findall(r'\b_\("([^"]*)"', code_of_hiraku()))
    assert asked
    assert asked - set(languages.room(MODEL, "pages")) == set()


@pytest.mark.parametrize("code", [code for code in SPOKEN if code != "ja"])
def test_the_words_of_other_languages_hold_nothing_japanese(code):
    for path in (languages.WORDS / code).rglob("*.*"):
        text = re.sub(
            "^(letters|name) = .*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        assert not JAPANESE.search(text), path


# What hiraku looks for in data and files, not what it says: eras, units, heads, names of columns.
READING_JAPANESE = {
    "changes/forms/text.py",  # a dot before each change
    "changes/rows/columns.py",
    "changes/rows/damage.py",
    "checking/cells/hints.py",
    "checking/cells/pattern_words.py",
    "checking/keys/labels.py",
    "checking/keys/municipality_names.py",
    "checking/persons/kinds.py",
    "checking/persons/numbers.py",
    "checking/types/plain/plain_texts.py",  # ranges of characters
    "look_alikes.py",
    "checking/rules/view_date_missing.py",
    "desk/mending/fixes.py",
    "desk/proposals.py",
    "intake/drafting/long.py",
    "intake/drafting/naming.py",
    "folding.py",
    "reading/catalog/stray_files.py",
    "intake/drafting/column_types.py",
    "intake/layout/texts.py",
    "intake/ooxml/styles.py",
    "intake/rules/codes_without_list.py",
    "intake/rules/header_meaningless.py",
    "intake/rules/lost_leading_zero.py",
    "intake/rules/numbers_without_unit.py",
    "intake/rules/other_with_detail.py",
    "intake/rules/repetition_left_out.py",
    "intake/rules/several_values_in_cell.py",
    "intake/rules/spaces_for_looks.py",
    "intake/rules/time_not_iso.py",
    "intake/rules/times_as_columns.py",
    "intake/meant/numbers.py",
    "intake/meant/signs.py",
    "intake/meant/spellings.py",
    "intake/meant/time_forms.py",
    "intake/meant/times.py",
    "schema.py",
    "publishing/charts/lettering.py",
    "publishing/metadata/vocabularies/opendata_list.py",
    "publishing/tables/geometry.py",
    "reading/descriptors/shape.py",
    "starting/tile_grid.py",  # 市 at the end of a name
}
# What hiraku writes for programs: workflows, snippets, values that a format fixes.
WRITING_CODE = {
    "changes/workflows.py",
    "publishing/hosting/hosts/nginx.py",
    "publishing/metadata/vocabularies/croissant.py",
    "publishing/metadata/vocabularies/quality.py",
    "publishing/pages/snippets/curl.py",
    "publishing/pages/snippets/duckdb.py",
    "publishing/pages/snippets/frictionless.py",
    "publishing/pages/snippets/pandas.py",
    "publishing/pages/snippets/polars.py",
    "publishing/site/content_policy.py",
    "starting/pipelines.py",
}
ENGLISH = re.compile(r"[A-Za-z][a-z']+(?:,? [a-z'-]+){2,}")
SQL = re.compile(r"\b(SELECT|FROM|WHERE|AND|OR|THEN|COPY|SET|AS|IN|NOT)\b")


def said_in_code(path):
    """Yield every text of a module but docstrings and what a developer's exception says."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
        elif isinstance(node, ast.Raise):
            silent.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.value


def modules_that_say(is_said):
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(map(is_said, said_in_code(path)))
    }


def test_no_code_says_anything_in_japanese():
    assert modules_that_say(JAPANESE.search) == READING_JAPANESE


def test_no_code_says_anything_in_english():
    assert modules_that_say(lambda text: ENGLISH.search(text) and not SQL.search(text)) == (
        WRITING_CODE
    )


def test_no_code_asks_which_of_two_languages_it_is():
    asking = {
        path.relative_to(SOURCE).as_posix()
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
        if re.search(r"""[!=]= ["'](?:en|ja)["']""", path.read_text(encoding="utf-8"))
    }
    assert asking == set()


@pytest.mark.parametrize("code", SPOKEN)
def test_a_language_is_named_as_bcp_47_says_and_takes_no_address_of_the_site(code):
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", code)
    assert code != "api"


@of_every(product(identifiers(), SPOKEN))
def test_a_finding_is_told_in_full_in_every_language(told):
    identifier, code = told
    page, model = explanation(identifier, code), explanation(identifier, MODEL)
    assert page.language == code
    assert page.title
    assert set(page.sentences) == set(model.sentences)
    assert {("found", None), ("cure", None), ("why", None)} <= set(page.sentences)
    assert bool(page.example) == bool(model.example)
    for key, sentence in page.sentences.items():
        named = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        assert "" not in named, key


def test_a_word_that_a_language_lacks_is_said_in_one_that_has_it(tmp_path, monkeypatch):
    for path, text in {
        "en/greetings.toml": 'bye = "Bye {name}"\nhello = "Hello"',
        "xx/greetings.toml": 'hello = "Xello"',
    }.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(languages, "WORDS", tmp_path)
    languages.room.cache_clear()
    assert languages.say("xx", "greetings.hello") == "Xello"
    assert languages.found("xx", "greetings.bye") == ("en", "greetings.bye")
    assert languages.say("xx", "greetings.bye", name="A") == "Bye A"
    with pytest.raises(KeyError):
        languages.say("xx", "greetings.never")
    languages.room.cache_clear()


POLISH = {"one": "n = 1", "few": "n % 10 = 2..4 and n % 100 != 12..14"}


@pytest.mark.parametrize(
    ("shown", "form"),
    [("1", "one"), ("2", "few"), ("12", "other"), ("22", "few"), ("1,002", "few"), ("5", "other")],
)
def test_plurals_follow_the_rules_of_the_language(shown, form, monkeypatch):
    monkeypatch.setattr(languages, "room", lambda *_: {"plurals": POLISH})
    assert languages.plural("pl", shown) == form


def test_a_rule_of_plurals_that_cannot_be_read_is_refused(monkeypatch):
    monkeypatch.setattr(languages, "room", lambda *_: {"plurals": {"one": "n is 1"}})
    with pytest.raises(ValueError, match="n is 1"):
        languages.plural("xx", "1")


@pytest.mark.parametrize(
    ("iso", "ja", "en"),
    [
        ("2022-08-31", "2022年8月31日", "31 August 2022"),
        ("2022-08", "2022年8月", "August 2022"),
        ("2022", "2022年", "2022"),
        ("2026-11-23T00:00:00+09:00", "2026年11月23日", "23 November 2026"),
        ("随時", "随時", "随時"),
        ("2022-8-31", "2022-8-31", "2022-8-31"),
        ("2022-13-01", "2022-13-01", "2022-13-01"),
    ],
)
def test_dates_are_said_in_words(iso, ja, en):
    assert (languages.date("ja", iso), languages.date("en", iso)) == (ja, en)


@pytest.mark.parametrize(
    ("iso", "ja", "en"), [("2022-08", "8月", "Aug"), ("2022-08-31", "8/31", "31 Aug")]
)
def test_a_month_and_a_day_are_said_without_their_year(iso, ja, en):
    assert (languages.date_alone("ja", iso), languages.date_alone("en", iso)) == (ja, en)


@pytest.mark.parametrize(
    ("iso", "ja", "en"),
    [
        ("2022-08-31", "令和4年8月末", "31 August 2022"),
        ("2022-08-30", "令和4年8月30日", "30 August 2022"),
        ("2019-05", "令和元年5月", "May 2019"),
        ("2019-04", "平成31年4月", "April 2019"),
        ("2019", "2019年", "2019"),
        ("2022", "令和4年", "2022"),
        ("1900-01-31", "1900年1月31日", "31 January 1900"),
        ("2022-13", "2022-13", "2022-13"),
    ],
)
def test_years_are_counted_by_eras_where_a_language_does(iso, ja, en):
    assert languages.date_in_eras("ja", iso) == ja
    assert languages.date_in_eras("en", iso) == en


@pytest.mark.parametrize(
    ("iso", "ja", "en"),
    [
        ("2022-08-31", "2022年8月31日（令和4年）", "31 August 2022"),
        ("2019-05-01", "2019年5月1日（令和元年）", "1 May 2019"),
        ("2019-04-30", "2019年4月30日（平成31年）", "30 April 2019"),
        ("2022-08", "2022年8月（令和4年）", "August 2022"),
        ("2022", "2022年", "2022"),
        ("1850-01-01", "1850年1月1日", "1 January 1850"),
    ],
)
def test_the_date_of_a_figure_is_said_in_full_with_the_year_of_the_era(iso, ja, en):
    assert (languages.full_date("ja", iso), languages.full_date("en", iso)) == (ja, en)


def test_several_in_a_stop_are_listed_as_each_language_does():
    error = UsageError("desk.there", paths=("a.csv", "b.csv"))
    assert "a.csv, b.csv" in error.in_language("en")
    assert "a.csv、b.csv" in error.in_language("ja")
