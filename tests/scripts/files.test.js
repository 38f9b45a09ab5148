import assert from "node:assert/strict";
import { test } from "node:test";

import { parts, reader, rows } from "./scripts/preview/files.js";

test("cells are read as RFC 4180 writes them", () => {
  const text = 'a,"b ""c"", d"\n"line\nbreak",\n,""\n';
  assert.deepEqual(rows(text, 2), [
    ["a", 'b "c", d'],
    ["line\nbreak", ""],
    ["", ""],
  ]);
});

test("the last line may lack its end", () => {
  assert.deepEqual(rows("a,b\n1,2", 2), [
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("what every writer writes is read back", () => {
  const written = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const signs = ["", "津", '"', ",", "\n", "a", " ", "\r"];
  for (let seed = 0; seed < 2000; seed++) {
    const cell = (at) => signs[(seed * (at + 3)) % 8] + signs[(seed >> (at + 2)) % 8];
    const table = [0, 1, 2].map((row) => [cell(row), `x${cell(row + 4)}`]);
    const text = table.map((row) => row.map(written).join(",") + "\n").join("");
    assert.deepEqual(rows(text, 2), table);
  }
});

test("a page in place of the file is no table", () => {
  assert.throws(() => rows("<!doctype html>\n<p>Not found</p>\n", 2), /no table/);
  assert.throws(() => rows("", 1), /no table/);
  assert.throws(() => rows("a,b\n1\n", 2), /no table/);
});

test("each way to a part asks for the right bytes", async () => {
  const asked = [];
  const files = { "members.json": "[30,40,50]", "data.csv.gz": "h\n1\n", "0001.csv.gz": "h\n1\n", "0003.csv.gz": "5\n", "data.csv": "h\n9\n" };
  const read = async (name, range = "") => {
    asked.push(`${name} ${range}`);
    return files[name];
  };
  const plan = { path: "data.csv", columns: [{}] };
  assert.deepEqual(await parts({ ...plan, transport: "whole" }, read)(0), [["9"]]);
  assert.deepEqual(await parts({ ...plan, transport: "chunks" }, read)(0), [["1"]]);
  assert.deepEqual(await parts({ ...plan, transport: "chunks" }, read)(2), [["5"]]);
  await parts({ ...plan, transport: "range" }, read)(0);
  await parts({ ...plan, transport: "range" }, read)(2);
  assert.deepEqual(asked, ["data.csv ", "0001.csv.gz ", "0003.csv.gz ", "members.json ", "data.csv.gz 0-29", "members.json ", "data.csv.gz 70-119"]);
});

test("a file is fetched once, and again only where that failed", async (context) => {
  let times = 0;
  context.mock.method(globalThis, "fetch", async () => {
    times += 1;
    if (times === 1) return new Response("", { status: 503 });
    return new Response("a\n", { status: 200 });
  });
  const read = reader("https://data.example/preview/");
  await assert.rejects(read("x.csv"), /503/);
  assert.equal(await read("x.csv"), "a\n");
  assert.equal(await read("x.csv"), "a\n");
  assert.equal(times, 2);
});

test("an answer with the whole file is none to a question for a range", async (context) => {
  context.mock.method(globalThis, "fetch", async () => new Response("a\n", { status: 200 }));
  await assert.rejects(reader("https://data.example/")("x.csv", "0-9"), /200/);
});
