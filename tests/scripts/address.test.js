import assert from "node:assert/strict";
import { test } from "node:test";

import { told, wished } from "./scripts/preview/address.js";
import { described, filled } from "./scripts/preview/report.js";

const names = ["code", "name", "rate"];
const nothing = { place: "", choice: "", text: "", sorting: "", from: 0 };

test("a view comes back from the address as it went", () => {
  const wish = { place: "1", choice: "津市", text: "A&B = 5 %", sorting: { place: 2, direction: "descending" }, from: 50 };
  for (const number of [1, 2]) assert.deepEqual(wished(told("", number, names, wish), number, names), wish);
});

test("a table takes nothing from another's view and leaves it there", () => {
  const first = told("", 1, names, { ...nothing, text: "津" });
  const both = told(first, 2, names, { ...nothing, from: 100 });
  assert.equal(wished(both, 1, names).text, "津");
  assert.equal(wished(both, 2, names).from, 100);
  assert.equal(told(both, 2, names, nothing), first);
});

test("what is no view of the table is none", () => {
  for (const query of ["", "?column=gone&sort=-gone&row=x", "?row=-5", "?value=a"]) assert.deepEqual(wished(query, 1, names), nothing);
});

test("a row is told in the blank of an address", () => {
  const row = described(["市町", "率"], ["津市", "46.8"], "：");
  assert.equal(row, "市町：津市 / 率：46.8");
  assert.equal(filled("mailto:a@b?body=%7Brow%7D", "5 %"), "mailto:a@b?body=5%20%25");
  assert.equal(filled("https://f.example/?entry={row}", "津"), "https://f.example/?entry=%E6%B4%A5");
});
