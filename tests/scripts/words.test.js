import assert from "node:assert/strict";
import { test } from "node:test";

import { kana, loose } from "./scripts/romaji.js";
import { bucket, neighbours, Rows } from "./scripts/rows.js";
import { Known, segments } from "./scripts/segments.js";
import { distance, Vocabulary } from "./scripts/spelling.js";
import { Texts } from "./scripts/texts.js";

const none = { kana: new Map(), pattern: null };

test("romaji of both kinds is the same kana", () => {
  for (const [latin, said] of [["shinsei", "しんせい"], ["sinsei", "しんせい"], ["gakkou", "がっこう"], ["tetsuzuki", "てつずき"], ["kenpo", "けんぽ"], ["kin'en", "きんえん"], ["ryokan", "りょかん"], ["matcha", "まっちゃ"]]) assert.equal(kana(latin), said);
  for (const foreign of ["excel", "xyz", "club"]) assert.equal(kana(foreign), null);
  assert.equal(loose("きょうどうちょうたつ"), loose(kana("kyodo chotatsu".replace(" ", ""))));
});

test("slips are letters changed, left out, put in or swapped", () => {
  for (const [one, other, slips] of [["abc", "abc", 0], ["abc", "abd", 1], ["abc", "ab", 1], ["abc", "acb", 1], ["", "", 0]]) assert.equal(distance(one, other, 2), slips);
  assert.equal(distance("abcdef", "uvwxyz", 2), 3);
  const known = new Vocabulary(["交付率", "高齢者", "鈴鹿市", "津市"]);
  assert.deepEqual(known.nearest("高令者"), ["高齢者"]);
  assert.deepEqual(known.nearest("津"), []);
  assert.deepEqual(known.nearest("鈴鹿氏"), ["鈴鹿市"]);
});

test("a query is cut where the script changes, at known words, and grammar counts for little", () => {
  const known = new Known(["津市", "交付率", "すまほ", "せみな-"]);
  const words = (query) => segments(query, known).filter(({ weight }) => weight > 0.5).map(({ word }) => word);
  assert.deepEqual(words("津市交付率"), ["津市", "交付率"]);
  assert.deepEqual(words("DX研修"), ["dx", "研修"]);
  assert.deepEqual(words("スマホセミナー"), ["すまほ", "せみな-"]);
  assert.deepEqual(words("津市の交付率を知りたい"), ["津市", "交付率"]);
  assert.deepEqual(words("交付率はどこで見られますか"), ["交付率"]);
  assert.deepEqual(words(""), []);
  assert.ok(segments("あ い う え お か き く け こ".repeat(50), known).length <= 8);
});

test("texts that hold a needle are found in one go, each once", () => {
  const texts = new Texts(["ごみの収集", "", "家庭ごみ", "main AI", "a\u0001b"], none);
  assert.deepEqual([...texts.holding("ごみ")], [0, 2]);
  assert.deepEqual([...texts.holding("ai", { starts: true })], [3]);
  assert.deepEqual([...texts.holding("b")], [4]);
  assert.equal(texts.text(1), "");
});

test("rows are looked for only in the shards that hold all pairs of a word", async () => {
  const pairs = { 採石: [0], 石業: [0], 業者: [0, 1], 届出: [0, 1, 2] };
  const shards = [[[0, [["採石業者の届出", "実施済"]]]], [[0, [["旅行業者", "未実施"]]]], [[0, [["届出", "未実施"]]]]];
  const asked = [];
  const files = async (name) => {
    asked.push(name);
    const [kind, number] = name.split(".")[0].split("-");
    return kind === "rows" ? shards[number] : Object.fromEntries(Object.entries(pairs).filter(([pair]) => bucket(pair, 4) === Number(number)));
  };
  const rows = new Rows(files, { shards: 3, buckets: 4, version: "1", tables: [[7, [["手続", ""], ["状況", ""]]]] }, none);
  await rows.look(["採石業者"]);
  assert.deepEqual(asked.filter((name) => name.startsWith("rows")), ["rows-0.json?1"]);
  const hits = rows.hits([{ alternatives: [{ needles: ["採石業者"] }] }, { alternatives: [{ needles: ["実施済"] }] }]);
  assert.deepEqual(hits.map(({ table, cells, had }) => [rows.tables[table].place, cells[0], had]), [[7, "採石業者の届出", [1, 1]]]);
  await rows.look(["どこにもない"]);
  assert.deepEqual(rows.hits([{ alternatives: [{ needles: ["どこにもない"] }] }]), []);
});

test("a shard that could not be fetched is asked for again", async () => {
  let tries = 0;
  const rows = new Rows(async () => {
    tries += 1;
    if (tries === 1) throw new Error("gone");
    return [[0, [["津市", "16"]]]];
  }, { shards: 1, buckets: 1, version: "1", tables: [[0, [["名", ""], ["数", "件"]]]] }, none);
  await assert.rejects(rows.look(["津市"]));
  await rows.look(["津市"]);
  assert.equal(rows.hits([{ alternatives: [{ needles: ["津市"] }] }]).length, 1);
});

test("pairs are letters that stand beside each other, also beyond the first plane", () => {
  assert.deepEqual(neighbours("𠮷野家"), ["𠮷野", "野家"]);
  assert.deepEqual(neighbours("a  b"), ["a ", " b"]);
  assert.equal(bucket("採石", 1000), ("採".codePointAt(0) * 31 + "石".codePointAt(0)) % 1000);
});
