import assert from "node:assert/strict";
import { test } from "node:test";

import { folded, holds, ordered } from "./scripts/preview/order.js";

const column = { missing: { "": 0, "－": 1 }, number: "." };
const sorted = (texts, direction, how = column) =>
  ordered(texts.map((text) => [text]), { place: 0, direction }, how).map(([text]) => text);

test("numbers are put in order by their value, what is missing comes last", () => {
  const texts = ["10", "", "9", "-1.5", "－", "1,000"];
  assert.deepEqual(sorted(texts, "ascending"), ["-1.5", "9", "10", "1,000", "", "－"]);
  assert.deepEqual(sorted(texts, "descending"), ["1,000", "10", "9", "-1.5", "", "－"]);
});

test("integers that a double does not hold are told apart", () => {
  const texts = ["90071992547409931", "90071992547409930", "5", "-90071992547409930"];
  assert.deepEqual(sorted(texts, "ascending"), ["-90071992547409930", "5", "90071992547409930", "90071992547409931"]);
});

test("a decimal comma is one", () => {
  assert.deepEqual(sorted(["1.000,5", "2,5"], "ascending", { ...column, number: "," }), ["2,5", "1.000,5"]);
});

test("texts are put in order as texts, equal rows stay as they were", () => {
  const rows = [["b", 1], ["a", 2], ["b", 3], ["a", 4]];
  const found = ordered(rows, { place: 0, direction: "ascending" }, { missing: {} });
  assert.deepEqual(found.map(([, number]) => number), [2, 4, 1, 3]);
  const back = ordered(rows, { place: 0, direction: "descending" }, { missing: {} });
  assert.deepEqual(back.map(([, number]) => number), [1, 3, 2, 4]);
});

test("a name of every object is no missing value", () => {
  assert.deepEqual(sorted(["constructor", "a"], "ascending", { missing: {} }), ["a", "constructor"]);
});

test("a text is looked for in one column or in any, whatever its width", () => {
  const row = ["ＤＸ推進", "津市"];
  assert.ok(holds({ place: "", text: folded("dx") })(row));
  assert.ok(holds({ place: 0, text: folded("Dx推") })(row));
  assert.ok(!holds({ place: 1, text: folded("dx") })(row));
});
