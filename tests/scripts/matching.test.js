import assert from "node:assert/strict";
import { test } from "node:test";

import { find, fold, lexicon, read, spans, terms } from "./scripts/matching.js";
import { Texts } from "./scripts/texts.js";

const words = lexicon({
  readings: [
    ["市町", "しちょう"],
    ["津市", "つし"],
    ["C++", "しーぷらす"],
  ],
  synonyms: [
    ["マイナンバーカード", "個人番号カード"],
    ["AI", "人工知能"],
    ["デジタル変革", "digital transformation"],
  ],
});
function hits(query, text) {
  const texts = new Texts([text], words);
  return terms(query, words).every((term) => term.some(({ needles, ...how }) => needles.every((needle) => texts.holding(needle, how).size)));
}

test("every word of a query must be there", () => {
  assert.ok(hits("津市 カード", "津市のカードの交付"));
  assert.ok(!hits("津市 カード", "四日市市のカード"));
});

test("a query of nothing asks for nothing", () => {
  for (const query of ["", "  ", "　", '""', "“”"]) assert.deepEqual(terms(query, words), []);
});

test("kana, width and long vowels make no difference", () => {
  assert.ok(hits("ｻｰﾊﾞｰ", "サーバの一覧"));
  assert.ok(hits("さーばー", "サーバー"));
  assert.ok(hits("しちょう", "市町の数"));
});

test("one means the other, in both directions", () => {
  assert.ok(hits("個人番号カード", "マイナンバーカードの交付率"));
  assert.ok(hits("マイナンバーカード", "個人番号カード"));
  assert.ok(hits("digital transformation", "デジタル変革の計画"));
});

test("a synonym in Latin letters is a whole word", () => {
  assert.ok(hits("人工知能", "AI の利用"));
  assert.ok(!hits("人工知能", "main の一覧"));
});

test("short words begin where a word begins, long ones anywhere", () => {
  assert.ok(hits("しち", "全市町の数"));
  assert.ok(!hits("ちょう", "全市町の数"));
  assert.ok(hits("しちょう".slice(1) + "の", "しちょうのはなし"));
  assert.ok(hits("カード", "マイナンバーカード"));
  assert.ok(hits("ばす", "コミュニティバス"));
  assert.ok(!hits("us", "bus stops"));
});

test("signs that join words may be left out", () => {
  assert.ok(hits("標準化・共通化", "共通化と標準化"));
  assert.ok(!hits("標準化・共通化", "標準化だけ"));
});

test("quoted words stand together", () => {
  assert.ok(hits('"data set"', "a data set"));
  assert.ok(!hits('"data set"', "a set of data"));
});

test("signs of regular expressions are letters like others", () => {
  assert.equal(read("c++", words), fold("しーぷらす"));
  assert.ok(hits("c++", "C++ の講座"));
});

test("a find never runs for ever", () => {
  assert.equal(find("aaa", "a", true), -1);
  assert.equal(find("a b", "b", true), 2);
  assert.equal(find("", "a", false), -1);
});

test("what is marked is what was written", () => {
  const [term] = terms("dx", words);
  const text = "三重県のＤＸ推進";
  assert.deepEqual(spans(text, term, words).map(([from, to]) => text.slice(from, to)), ["ＤＸ"]);
  const [heard] = terms("しちょう", words);
  assert.deepEqual(spans("全市町の数", heard, words), [[1, 3]]);
});

test("marks do not lie on one another", () => {
  const found = spans("ああああ", [{ needles: ["ああ", "あ"] }], words);
  for (let at = 1; at < found.length; at++) assert.ok(found[at - 1][1] < found[at][0]);
  assert.deepEqual(found, [[0, 4]]);
});
