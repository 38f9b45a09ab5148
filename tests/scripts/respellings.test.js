import assert from "node:assert/strict";
import { test } from "node:test";
import { amount, numeral, respelled } from "./scripts/respellings.js";

const nowhere = () => false;

test("numbers that kanji write are digits", () => {
  for (const [kanji, digits] of [["二十", "20"], ["二十九", "29"], ["十一", "11"], ["百二十", "120"], ["二〇", "20"], ["一〇〇", "100"]])
    assert.equal(numeral(kanji), digits);
});

test("amounts of which parts are kanji are digits", () => {
  for (const [said, digits] of [["750万", "7500000"], ["14万8千", "148000"], ["14.8万", "148000"], ["1億2000万", "120000000"], ["2千万", "20000000"], ["1.1万", "11000"], ["1万5000", "15000"], ["1万5,000", "15000"], ["3千500", "3500"], ["2千500万", "25000000"], ["1億2千500万", "125000000"], ["1千5百万", "15000000"], ["2020,202", "2020,202"], ["12345,678", "12345,678"], ["1,2,3万", "1,2,3万"], [`${"9".repeat(30)}億`, `${"9".repeat(30)}億`]])
    assert.equal(amount(said), digits);
});

test("what is written nowhere is looked for in its other spelling", () => {
  assert.equal(respelled("二十業務", nowhere), "20業務");
  assert.equal(respelled("令和４年度 目標", nowhere), "2022年度 目標");
  assert.equal(respelled("令和四年度", nowhere), "2022年度");
  assert.equal(respelled("平成二十九年", nowhere), "2017年");
  assert.equal(respelled("平成元年", nowhere), "1989年");
  assert.equal(respelled("R4 計画", nowhere), "2022年 計画");
  assert.equal(respelled("7,500,000円", nowhere), "7500000円");
  assert.equal(respelled("14.8万件の手続", nowhere), "148000件の手続");
  assert.equal(respelled("1,5 100万", nowhere), "1,5 1000000");
  assert.equal(respelled("5千葉市 2022.12.31 人口2万8000人の町", nowhere), "5千葉市 2022.12.31 人口28000人の町");
  assert.equal(respelled("度会郡玉城町", nowhere), "玉城町");
});

test("what is written somewhere, and what only looks alike, stays", () => {
  assert.equal(respelled("令和4年", () => true), "令和4年");
  assert.equal(respelled("CR4 百", nowhere), "CR4 百");
  assert.equal(respelled("郡の町", nowhere), "郡の町");
});
