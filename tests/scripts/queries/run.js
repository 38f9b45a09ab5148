// Asks the built index of a site every query of a list, as the page does, and tells what came first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const [scripts, site, list] = argv.slice(2);
const { Index } = await import(pathToFileURL(join(scripts, "finding.js")));
const { Rows } = await import(pathToFileURL(join(scripts, "rows.js")));
const read = (name) => JSON.parse(readFileSync(join(site, "search", name.split("?")[0]), "utf8"));

function opened(language) {
  const index = new Index(read(`${language}.json`));
  index.add(read(`${language}-details.json`));
  index.with(new Rows(async (name) => read(name), read(`${language}-tables.json`), index.words));
  return index;
}

async function asked(index, query) {
  const exact = await index.answers(query);
  if (exact.length) return { found: exact, near: false };
  await index.look_near(query);
  return { ...index.nearest(query), near: true };
}

const path_of = (index, { place }) => index.entry(place)?.path ?? `datasets/${index.ids[place]}/`;
const indexes = new Map();

for (const line of readFileSync(list, "utf8").split("\n")) {
  const [language, query, wanted, row] = line.split("\t");
  if (!query || line.startsWith("#")) continue;
  if (!indexes.has(language)) indexes.set(language, opened(language));
  const index = indexes.get(language);
  const { found, near, lacking = [], said = [] } = await asked(index, query);
  const rows = (found[0]?.rows ?? []).slice(0, 3).map(({ cells }) => cells.join(" "));
  const paths = found.slice(0, 3).map((hit) => path_of(index, hit));
  stdout.write(`${JSON.stringify({ language, query, wanted, row, near, count: found.length, paths, rows, lacking, said })}\n`);
}
