import assert from "node:assert/strict";
import { test } from "node:test";

import { Index } from "./scripts/finding.js";
import { terms } from "./scripts/matching.js";

const column = (values) => ({ values, at: values.map((_, n) => n) });
const TITLES = ["マイナンバーカードの交付率（三重県・全国）", "業務改善の相談件数（部局別）", "市町向けのDX講演と研修", "三重県の市町", "基幹系20業務"];
const KEYWORDS = ["マイナンバーカード", "相談件数", "研修", "市町", "業務"];

function index({ titles = TITLES, keywords = KEYWORDS, until = titles.map(() => ""), readings = [["市町", "しちょう"], ["交付率", "こうふりつ"], ["研修", "けんしゅう"]], synonyms = [], entries = [] } = {}) {
  const made = new Index({
    ids: { kept: titles.map(() => 0), rest: titles.map((_, n) => `d${n}`) },
    titles: { kept: titles.map(() => 0), rest: titles },
    keywords: titles.map((_, n) => (keywords[n] ? [n] : [])),
    words: keywords,
    theme: column(titles.map(() => "")),
    publisher: column(titles.map(() => "")),
    format: column(titles.map(() => ["csv"])),
    frequency: column(titles.map(() => "")),
    year: column(titles.map(() => [])),
    municipality: column(titles.map(() => [])),
    names: { theme: {}, publisher: {} },
    readings,
    synonyms,
  });
  const empty = column(titles.map(() => ""));
  const none = column(titles.map(() => []));
  made.add({ rows: titles.map(() => 1), description: titles.map(() => ""), findings: titles.map(() => []), modified: empty, row: empty, until: column(until), fields: none, values: none, also: none, entries });
  return made;
}

const made = index();
const first = (query, of = made) => of.titles[of.nearest(query).found[0]?.place];

test("what people type finds the title that is near", () => {
  assert.equal(first("マイナンバーカード交付率"), TITLES[0]);
  assert.equal(first("部局別相談件数"), TITLES[1]);
  assert.equal(first("DX研修"), TITLES[2]);
  assert.equal(first("市町一覧"), TITLES[3]);
});

test("one or two letters may be wrong, and sounds may be written in Latin letters", () => {
  for (const query of ["マイナンバカード", "マイナンパーカード", "mainanba-kado", "こうふりつつ", "koufuritsu", "kofuritsu"]) assert.equal(first(query), TITLES[0], query);
  assert.deepEqual(made.nearest("業務改膳").said, [{ from: "業務改膳", to: "業務改善" }]);
  assert.deepEqual(made.nearest("相談件教").said, [{ from: "相談件教", to: "相談件数" }]);
});

test("Latin words that sound like one known word together are that word", () => {
  const places = index({ titles: ["三重県の市町", "Mie in winter"], keywords: [], readings: [["三重県", "みえけん"]] });
  assert.deepEqual(places.nearest("mie ken").said, [{ from: "mie ken", to: "三重県" }]);
  const both = index({ titles: ["三重県の市町", "Ken Burns in Mie"], keywords: [], readings: [["三重県", "みえけん"]] });
  assert.deepEqual(both.nearest("mie ken").said, []);
});

test("of a short word the first letter is no slip: はんこ is no じんこう", () => {
  const people = index({ titles: ["人口の推移"], keywords: [], readings: [["人口", "じんこう"]] });
  assert.deepEqual(people.nearest("ハンコ").found, []);
  assert.equal(first("jinkou", people), "人口の推移");
  assert.equal(first("じんこ", people), "人口の推移");
});

test("what is nowhere finds nothing; the words that are somewhere and the closest titles are told", () => {
  for (const query of ["どこにもない", "ラーメン", "xyzzy", "", "(", "[", "\\", ".*"]) assert.deepEqual(made.nearest(query).found, [], query);
  assert.deepEqual(made.nearest("研修 天気").lacking, ["天気"]);
  const { found, fewer, closest } = made.nearest("野球 天気 温泉 研修");
  assert.deepEqual(found, []);
  assert.deepEqual(fewer, ["研修"]);
  assert.equal(made.titles[closest[0].place], TITLES[2]);
});

test("what is exactly so is found by title, then keyword, and the newer first", () => {
  const years = index({ titles: ["人口（令和3年）", "人口（令和5年）", "世帯"], keywords: ["", "", "人口"], until: ["2021", "2023", "2024"] });
  assert.deepEqual(years.find("人口").map(({ place }) => place), [1, 0, 2]);
});

test("short kana begin a word: いが is no part of others", () => {
  const places = index({ titles: ["ちがいがある調達", "伊賀市のデータ"], keywords: [], readings: [["伊賀市", "いがし"]] });
  assert.deepEqual(places.find("いが").map(({ place }) => place), [1]);
});

test("a municipality comes before data about it, a schema after them", () => {
  const entries = [["municipality", "municipalities/1/", "津市", ["Tsu City"], ""], ["schema", "schemas/x/", "津市の人口", ["スキーマ"], ""]];
  const places = index({ titles: ["津市の人口"], keywords: ["人口"], entries });
  assert.deepEqual(places.find("津市").map(({ place }) => places.kind(place)), ["municipality", "dataset", "schema"]);
  assert.deepEqual(places.find("津市 スキーマ").map(({ place }) => places.kind(place)), ["schema"]);
});

test("a catalog of English words without readings is searched as well", () => {
  const plain = index({ titles: ["Bus stops", "Household waste"], keywords: ["transport", "recycling"], readings: [] });
  assert.equal(first("bus stop list", plain), "Bus stops");
  assert.equal(first("houshold waste", plain), "Household waste");
  assert.equal(first("recycled", plain), "Household waste");
  assert.equal(first("museum", plain), undefined);
  assert.deepEqual(plain.find("us"), []);
});

test("what points to the site, and what asks how many, is no word to look for", () => {
  const asked = (query) => made.meant(query).map(({ word }) => word);
  assert.deepEqual(asked("この研修"), ["研修"]);
  assert.deepEqual(asked("これは業務"), ["業務"]);
  assert.ok(asked("何件数").includes("件数"));
});

test("neighbouring letters may have changed places, also of short words and of their beginning", () => {
  const digital = index({ titles: ["デジタルの目標", "講演とKPI"], keywords: ["講演", "kpi"], readings: [["講演", "こうえん"]] });
  const said = (query) => digital.nearest(query).said.map(({ to }) => to);
  assert.deepEqual(said("ジデタル"), ["デジタル"]);
  assert.deepEqual(said("演講"), ["講演"]);
  assert.deepEqual(said("PKI"), ["kpi"]);
  assert.deepEqual(said("koune"), ["講演"]);
  assert.deepEqual(said("縁講"), []);
});

test("a part of a compound may be a slip, and words of one meaning together are told from the same words apart", () => {
  const startups = index({ titles: ["スタートアップの催し", "DXのセミナー", "digital and transformation"], keywords: ["イベント", "seminars"], synonyms: [["DX", "digital transformation"], ["催し", "イベント"], ["セミナー", "seminars"]] });
  assert.equal(first("スタートアカプイベント", startups), "スタートアップの催し");
  assert.equal(first("digtal transformation seminars", startups), "DXのセミナー");
});

test("what is asked in a sentence is what stands in it", () => {
  const asked = (query) => made.meant(query).filter(({ weight }) => weight > 0.2).map(({ word }) => word);
  assert.deepEqual(asked("無料ですか"), ["無料"]);
  assert.deepEqual(asked("交付率が一番高い市町はどこですか"), ["交付率", "市町"]);
  const joined = index({ titles: [...TITLES, "参加"], keywords: [...KEYWORDS, "参加"] }).meant("何人参加できますか");
  assert.deepEqual(joined.filter(({ weight }) => weight > 0.5).map(({ word }) => word), ["参加"]);
  for (const word of ["もも", "いるか", "あるかも"]) assert.notDeepEqual(asked(word), [], word);
  assert.deepEqual(asked("何校区"), ["校区"]);
  assert.deepEqual(asked("一番町"), ["一番町"]);
  assert.deepEqual(asked("WHY"), ["why"]);
});

test("what is called so, part by part, comes before a mere mention of all together", async () => {
  const courses = index({ titles: ["県のお知らせ", "スマホの講座"], keywords: ["", "高齢者"], entries: [["page", "p/", "頁", [], "高齢者スマホ講座"]] });
  courses.with({ look: async () => {}, ask: async () => {}, hits: () => [], knows: () => false, open: [], partial: false, tables: [] });
  const found = await courses.answers("高齢者スマホ講座");
  assert.deepEqual(found.map(({ place }) => place), [1, 2]);
  assert.deepEqual((await courses.answers("県のお知らせ")).map(({ place }) => place), [0]);
  const list = terms("list", courses.words).map((alternatives) => ({ alternatives }));
  const english = index({ titles: ["Specialists", "A list of towns"], keywords: [] });
  assert.deepEqual([0, 1].map((place) => english.is_called({ place }, list)), [false, true]);
});
