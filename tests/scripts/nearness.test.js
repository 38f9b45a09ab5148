import assert from "node:assert/strict";
import { test } from "node:test";

import { bare, finder, words } from "./scripts/nearness.js";

const TITLES = ["まいなんば-か-どの交付率", "業務改善の相談件数(部局別)", "市町向けのdx講演と研修", "三重県の市町", "基幹系20業務"];
const near = finder(TITLES.map((title) => [{ texts: [title], worth: 4 }]), /市町/g);
const first = (query) => near(query, 0.4)[0]?.place;

test("particles and signs do not count", () => {
  assert.equal(bare("交付率の(三重県・全国)"), "交付率三重県全国");
  assert.equal(bare("か-どの"), "かーど");
});

test("compounds are cut where the script changes and at known words", () => {
  assert.deepEqual(words("dx研修"), ["dx", "研修"]);
  assert.deepEqual(words("津市交付率", /津市/g), ["津市", "交付率"]);
});

test("what people type finds the title that is near", () => {
  assert.equal(first("まいなんば-か-ど交付率"), 0);
  assert.equal(first("部局別相談件数"), 1);
  assert.equal(first("dx研修"), 2);
  assert.equal(first("まいなんばか-ど"), 0);
});

test("what is nowhere finds nothing, and what is lacking is told", () => {
  for (const query of ["どこにもない", "らーめん", "xyzzy", "", "("]) assert.deepEqual(near(query, 0.45), []);
  assert.deepEqual(near("dx研修 天気", 0.45)[0].lacking, ["天気"]);
});
