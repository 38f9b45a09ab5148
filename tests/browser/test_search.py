"""The search in a real browser, over the first catalog and over one of 10,000 datasets."""

import gzip
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from many_datasets import many_datasets
from playwright.sync_api import expect
from windows import at_every_width

from hiraku.folding import fold
from hiraku.publishing.metadata import search_index
from hiraku.publishing.metadata.vocabularies import search
from hiraku.publishing.site import links

pytestmark = pytest.mark.browser

TERMS = Path(__file__).parent / "search-terms"
BUDGET = 80_000
NO_ROWS = '{"shards": 0, "buckets": 1, "version": "0", "tables": []}'
SCRIPTS_AT_FIRST, SCRIPTS = 7 * 1024, 20 * 1024
FOUND = re.compile("^[1-9][0-9,]*(件| result)")


# A reference that is as simple as the definition: every term in one of the texts, as it is
# written or as it is read, itself or in other words.


def trimmed(word):
    return word[:-1] if re.fullmatch("..+[ぁ-ゔ]-", word) else word


def read(text, words):
    kana = {fold(word): fold(reading) for word, reading in words.readings.items()}
    longest = sorted(kana, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest))
    return re.sub(pattern, lambda found: kana[found[0]], text) if pattern else text


def edged(word):
    """Return a pattern for a word whose Latin letters end where it ends."""
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", word) else ""
    after = "(?![a-z0-9])" if re.search("[a-z0-9]$", word) else ""
    return re.compile(before + re.escape(word) + after)


JOINTS = re.compile("[・･,、()「」『』【】/+&]+")
SHORT = re.compile("[ぁ-ゖ]{1,3}|[a-z0-9]{1,3}")


def amid(text, at):
    """Tell whether a place of a text is amid hiragana, which is not folded, or Latin letters."""
    pair = text[at - 1 : at + 1] if at else ""
    return bool(re.fullmatch("[ぁ-ゖ]{2}|[a-z0-9]{2}", pair))


def begins(word, plain):
    """Tell whether a word stands in a text where a word begins."""
    places = (match.start() for match in re.finditer(f"(?={re.escape(word)})", fold(plain)))
    return any(not amid(plain, at) for at in places)


def even(text):
    return unicodedata.normalize("NFKC", text).lower()


def holding(word):
    return lambda text, _: word in text


def own_ways(term, typed, words):
    """Yield the ways to find a term itself; what is short begins a word, or a reading."""
    parts = [part for part in JOINTS.split(term) if part]
    if SHORT.fullmatch(typed):
        yield lambda _, plain: begins(term, plain)
        for word, reading in words.readings.items():
            if fold(reading).startswith(term) and not term.isascii():
                yield holding(fold(word))
    else:
        yield holding(term)
    if len(parts) > 1:
        yield lambda text, _: all(part in text for part in parts)


def alternatives(term, typed, words):
    """Yield a function for each way to find a term: a word, or the words of a synonym."""
    own = [term] if isinstance(term, str) else term
    if isinstance(term, str):
        yield from own_ways(term, typed, words)
    else:
        yield lambda text, _: all(word in text for word in own)
    whole = " ".join(own)
    for group in words.synonyms:
        members = [trimmed(fold(word)) for word in group]
        held = [member for member in members if edged(member).search(whole)]
        held = held if isinstance(term, str) else [word for word in held if word == whole]
        longest = max(held, key=len, default=None)
        for other in members:
            if longest and other != longest:
                said = trimmed(edged(longest).sub(other, whole))
                if re.match("[a-z0-9]", said) or re.search("[a-z0-9]$", said):
                    yield lambda text, _, said=said: edged(said).search(text)
                else:
                    yield holding(said)


def terms_of(query, words):
    """Return each term with how it was typed: a word, or the words of a synonym."""
    typed = [
        " ".join((quoted or bare).split())
        for quoted, bare in re.findall(r'"([^"]+)"|([^\s"]+)', even(query))
    ]
    tokens = [trimmed(fold(word)) for word in typed]
    phrases = [fold(word).split() for group in words.synonyms for word in group if " " in word]
    found = []
    while tokens:
        held = [phrase for phrase in phrases if tokens[: len(phrase)] == phrase]
        longest = max(held, key=len, default=None)
        found.append((longest or tokens[0], typed[0]))
        size = len(longest or tokens[:1])
        tokens, typed = tokens[size:], typed[size:]
    return found


def columns(details, name):
    return [details[name]["values"][place] for place in details[name]["at"]]


def searchable(published, site, language, others):
    dataset = published.dataset
    themes = {theme.name: theme.title for theme in site.catalog.themes}
    said = [dataset.title, themes[dataset.theme], dataset.publisher.name, dataset.row]
    fields = [field.title for table in published.resources for field in table.fields]
    plain = dataset.description.in_language(language).replace("**", "")
    texts = [text.in_language(language) for text in [*said, *fields]]
    return [*texts, *others, plain, dataset.id, *dataset.keywords.in_language(language)]


def reference(site, language):
    """Return a function that finds ids by trying every text of every dataset."""
    words = site.catalog.search
    searched = {}
    details = search_index.details(site, language)
    others = zip(columns(details, "values"), columns(details, "also"), strict=True)
    for published, (values, also) in zip(site.datasets, others, strict=True):
        texts = searchable(published, site, language, [*values, *also])
        folded = [fold(text) for text in texts]
        read_too = "\n".join([*folded, *(read(text, words) for text in folded)])
        searched[published.dataset.id] = read_too, even("\n".join(texts))

    def find(query):
        wanted = [list(alternatives(*term, words)) for term in terms_of(query, words)]
        return {
            identifier
            for identifier, (text, plain) in searched.items()
            if all(any(holds(text, plain) for holds in term) for term in wanted)
        }

    return find


@pytest.fixture(scope="module")
def many():
    site = many_datasets()
    return site, {file.path: file.text() for file in search.vocabulary.describe(site)}


def answering(text):
    return lambda route: route.fulfill(body=text, content_type="application/json")


@pytest.fixture
def opened(browser, address, many):
    """Return a function that opens a page; `generated` puts the 10,000 in the index's place."""
    contexts = []

    def open_page(path, *, generated=False, **options):
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.answers = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("response", lambda answer: page.answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers, which builtins refuse
        if generated:
            for name, text in many[1].items():
                page.route(f"**/{name}", answering(text))
            page.route("**/??-tables.json", answering(NO_ROWS))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def engine(page):
    """Return the address of the script that answers, which comes when somebody asks."""
    return page.evaluate(
        "() => new URL(document.querySelector('#search').dataset.engine, document.baseURI).href"
    )


def announced(page, text):
    expect(page.get_by_role("status")).to_have_text(text)


FIND = """async ([script, first, rest, terms]) => {
  const { Index } = await import(script);
  const index = new Index(await (await fetch(first)).json());
  index.add(await (await fetch(rest)).json());
  const ids = (term) => index.find(term).map(({ place }) => index.ids[place]).filter(Boolean);
  return terms.map(ids);
}"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_search_finds_exactly_what_holds_the_words(opened, address, many, language):
    every = (TERMS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    terms = every[:: 1 if language == "ja" else 3]
    page = opened("search/", generated=True)
    addresses = [address + name(language) for name in (links.search_index, links.search_details)]
    found = page.evaluate(FIND, [engine(page), *addresses, terms])
    wanted = list(map(reference(many[0], language), terms))
    wrong = {
        term: (len(wanted_ids - set(ids)), len(set(ids) - wanted_ids))
        for term, ids, wanted_ids in zip(terms, found, wanted, strict=True)
        if set(ids) != wanted_ids
    }
    assert wrong == {}
    assert all(len(ids) == len(set(ids)) for ids in found)
    assert language == "en" or len(set(terms)) >= 130
    assert sum(map(bool, found)) > len(terms) * 0.8
    assert page.complaints == []


def scripts_of(page):
    fetched = [answer for answer in page.answers if answer.url.endswith(".js")]
    return [gzip.compress(answer.body(), 6) for answer in fetched]


def test_little_is_fetched_before_one_types(opened):
    page = opened("search/", generated=True)
    assert not [answer for answer in page.answers if answer.url.endswith(".json")]
    assert sum(map(len, scripts_of(page))) <= SCRIPTS_AT_FIRST
    with page.expect_response(f"**/{links.search_index('ja')}"):
        page.locator("#q").focus()
    fetched = [answer for answer in page.answers if re.search(r"\.(json|js)$", answer.url)]
    bodies = [gzip.compress(answer.body(), 6) for answer in fetched]
    print(f"before typing: {sum(map(len, bodies)):,} bytes, {len(bodies)} requests")  # noqa: T201 - a figure of the record
    assert sum(map(len, bodies)) <= BUDGET * 0.6
    assert sum(map(len, scripts_of(page))) <= SCRIPTS


def test_results_come_while_one_types_twenty_at_a_time(opened):
    page = opened("search/", generated=True)
    page.locator("#q").press_sequentially("つし ひなんじょ")
    announced(page, "18件見つかりました。")
    page.locator("#q").fill("避難所")
    announced(page, "522件見つかりました。")
    assert page.locator("#results > li").count() == 20
    more = page.get_by_role("button", name="続きを表示（残り502件）")
    more.focus()
    page.keyboard.press("Enter")
    assert page.locator("#results > li").count() == 40
    assert page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('#results > li')[20]"
    )
    assert page.complaints == []


def test_a_result_says_why_it_matched(opened):
    page = opened(f"search/?q={quote('まいなんばー')}")
    announced(page, FOUND)
    first = page.locator("#results > li").first
    assert first.locator("h3 mark").first.inner_text() == "マイナンバ"
    assert "題名" in first.locator(".why").inner_text()
    page = opened(f"search/?q={quote('デジタル変革')}")
    announced(page, FOUND)
    lines = page.locator("#results > li").first.locator(".why li").all_inner_texts()
    assert "言い換え デジタル変革 → DX" in lines


def test_a_procedure_is_found_by_its_name_and_says_whether_it_is_online(opened):
    page = opened(f"search/?q={quote('採石業者')}")
    announced(page, FOUND)
    row = page.locator("#results > li").first.locator(".found li").first
    assert row.inner_text().startswith("採石業者登録申請書の都道府県知事への提出")
    assert "オンライン化の実施状況 実施済" in " ".join(row.inner_text().split())
    page.locator("#q").fill("医療保健部")
    expect(page.locator("#results .found b").first).to_have_text("医療保健部")
    assert "16件" in page.locator("#results .found li").first.inner_text()


def test_what_is_near_stands_apart_with_what_was_let_go(opened):
    page = opened(f"search/?q={quote('スマートフオン講座 震度')}")
    announced(page, "ぴったり合うものはありません。近いものを下に示します。")
    assert page.locator("#results > li").count() == 0
    near = page.get_by_role("region", name="近いもの")
    assert near.locator("h3 a").first.inner_text() == "はじめてのスマホ活用と安全講座"
    assert "「震度」を除いて探しました。" in near.locator("#near-how").inner_text()
    assert page.complaints == []


def test_where_nothing_fits_the_closest_titles_and_the_way_to_ask_are_told(opened, address):
    page = opened(f"search/?q={quote('野球 天気 ケーキ 交付率')}")
    announced(page, "見つかりませんでした。")
    assert page.locator('#none [data-fill="fewer"] a').all_inner_texts() == ["交付率"]
    assert "交付率" in page.locator('#none [data-fill="closest"] a').first.inner_text()
    assert page.locator('#none a[href$="contact/"]').is_visible()
    page.locator('#none [data-fill="fewer"] a').click()
    page.wait_for_url(f"{address}search/?q={quote('交付率')}")
    announced(page, FOUND)


def test_hostile_words_are_text(opened):
    for query in ("<img src=x onerror=alert(1)>", "[", "(((((", "\\", "a" * 5000, "\u0001"):
        page = opened(f"search/?q={quote(query)}")
        expect(page.get_by_role("status")).not_to_have_text("")
        assert page.locator("main img").count() == 0
        assert page.complaints == []


def test_a_result_is_within_ten_tab_stops(opened):
    page = opened(f"search/?q={quote('交付率')}")
    announced(page, FOUND)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#results'))"):
            return
    pytest.fail("more than ten stops")


def counted(page, facet):
    """Return how many datasets a facet says that it holds."""
    return int(page.locator("label", has_text=facet).locator(".size").inner_text())


def test_facets_narrow_and_stand_in_the_address(opened, address):
    page = opened(f"search/?q={quote('市町')}")
    announced(page, FOUND)
    theme, frequency = counted(page, "マイナンバーカード"), counted(page, "不定期")
    assert theme > 1
    assert frequency == 1
    page.get_by_label("マイナンバーカード").check()
    announced(page, f"{theme}件見つかりました。")
    assert page.url == f"{address}search/?q={quote('市町')}&theme=mynumber-card"
    page.get_by_label("マイナンバーカード").uncheck()
    page.get_by_label("不定期").check()
    announced(page, f"{frequency}件見つかりました。")
    shared = opened(page.url.removeprefix(address))
    announced(shared, f"{frequency}件見つかりました。")
    assert shared.get_by_label("不定期").is_checked()


def test_results_are_put_in_another_order_that_stands_in_the_address_and_is_said(opened, address):
    page = opened(f"search/?q={quote('市町')}&year=2022")
    announced(page, FOUND)
    by_relevance = page.locator("#results h3 a").all_inner_texts()
    page.get_by_label("並べ替え").select_option("name")
    announced(page, re.compile("件見つかりました。名前順に並べました。$"))
    by_name = page.locator("#results h3 a").all_inner_texts()
    assert by_name != by_relevance
    assert sorted(by_name) == sorted(by_relevance)
    assert page.url == f"{address}search/?q={quote('市町')}&sort=name&year=2022"
    page.goto(f"{address}search/?sort=newest&municipality=242012")
    announced(page, re.compile("件見つかりました。データの新しい順に並べました。$"))
    assert page.get_by_label("津市").is_checked()
    assert (
        page.locator("#results h3 a").first.inner_text() == "マイナンバーカードの交付状況（市町別）"
    )


def test_a_list_is_put_in_another_order_without_another_page(opened, address):
    page = opened("datasets/")
    titles = page.locator(".list .datasets h3 a")
    as_listed = titles.all_inner_texts()
    page.get_by_role("link", name="データの新しい順").click()
    assert page.url == f"{address}datasets/?sort=newest"
    assert (
        page.locator(".order").get_by_role("status").inner_text()
        == "データの新しい順に並べました。"
    )
    assert page.locator(".order [aria-current]").inner_text() == "データの新しい順"
    days = page.locator(".list .until time").evaluate_all("all => all.map(each => each.dateTime)")
    assert days == sorted(days, reverse=True)
    page.reload()
    assert titles.all_inner_texts() != as_listed
    page.get_by_role("link", name="行政手続").first.click()
    expect(titles).to_have_text(as_listed)
    assert page.complaints == []


def test_the_keyboard_leads_from_the_box_to_a_dataset(opened, address):
    page = opened("search/")
    page.locator("#q").focus()
    page.keyboard.type("交付率")
    announced(page, FOUND)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#results') !== null")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}datasets/**")
    assert page.locator("h1").inner_text().startswith("マイナンバーカードの交付率")


def test_the_number_of_results_is_announced(opened):
    page = opened("search/")
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    page.locator("#q").fill("どこにもない")
    announced(page, "見つかりませんでした。")
    assert page.get_by_role("link", name="データ一覧から探す").is_visible()
    page.locator("#q").fill("")
    announced(page, "")
    assert page.locator("#none").is_hidden()


def test_a_lost_index_is_told_and_asked_for_again(opened):
    page = opened("search/")
    page.route("**/ja-details.json", lambda route: route.abort())
    page.locator("#q").fill("交付率")
    announced(page, re.compile("^検索の索引を読み込めませんでした。"))
    page.unroute("**/ja-details.json")
    page.locator("#q").fill("交付")
    announced(page, FOUND)


def test_english_words_and_counts_are_english(opened):
    page = opened("en/search/?q=lectures")
    announced(page, "2 results.")
    assert "Title" in page.locator("#results .why").first.inner_text()


def test_without_javascript_the_search_leads_to_every_dataset(opened):
    page = opened(f"search/?q={quote('交付率')}", java_script_enabled=False)
    assert "JavaScript" in page.locator("main").inner_text()
    assert "ここに結果が出ます" not in page.locator("main").inner_text()
    assert page.get_by_label("並べ替え").is_hidden()
    assert page.locator('main a[href="../datasets/kpi/"]').is_visible()
    page.locator("main").locator('a[href$="theme/mynumber-card/"]').first.click()
    assert page.url.endswith("datasets/theme/mynumber-card/")
    assert page.locator('main a[href="../../mynumber-card-issuance/"]').is_visible()


def test_every_page_has_a_box_that_leads_to_the_search(opened):
    for path in ("datasets/kpi/", "404.html", "", "manual/"):
        page = opened(path, java_script_enabled=False)
        page.locator('input[name="q"]').fill("高齢者")
        page.locator('input[name="q"]').press("Enter")
        assert page.url.endswith(f"search/?q={quote('高齢者')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [f"search/?q={quote('市町 DX')}", "en/search/?q=municipalities", "datasets/theme/planning/"],
)
def test_results_fit_the_window_and_ask_no_other_site(opened, address, path, scheme):
    page = opened(path, color_scheme=scheme)
    if "?" in path:
        announced(page, FOUND)
    for width in at_every_width(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("main h3 a, main h2 a").first.is_visible(), width
        facets = page.locator(".facet, .facets summary").first.bounding_box()
        assert facets["x"] + facets["width"] <= width, width
    assert all(answer.url.startswith(address) for answer in page.answers)
    assert page.complaints == []


# Letters, kana, kanji, signs and marks that Unicode had before either of the two was built.
SIGNS = st.characters(categories=["L", "M", "N", "P", "S", "Zs"], max_codepoint=0xFFFF).filter(
    lambda sign: unicodedata.ucd_3_2_0.category(sign) != "Cn"
)
TRICKY = st.sampled_from("ーｰ―‐－〜～ﾞﾟﾊヶヵケΣςİßﬀ①㈱㍉ヴヷヺ・ヽヾ゛゜か\u3099e\u0301Ａａ　 ")


def test_the_page_folds_as_python_does(opened):
    page = opened("search/")
    address = engine(page)
    gathered = []

    @given(st.lists(st.text(SIGNS | TRICKY, max_size=30), min_size=40, max_size=40))
    def gather(texts):
        gathered.extend(texts)

    gather()
    folded = page.evaluate(
        "async ([script, texts]) => { const { fold } = await import(script);"
        " return texts.map(fold); }",
        [address, gathered],
    )
    pairs = zip(gathered, folded, strict=True)
    assert [(text, said) for text, said in pairs if fold(text) != said] == []
    assert len(gathered) > 1500
