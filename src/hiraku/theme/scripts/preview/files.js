// The files that hold the rows of a table, fetched once each and read as CSV.

const KEPT = 12;

/** Return the rows of a CSV text (RFC 4180, lines end with LF), each of so many cells. */
export function rows(text, width) {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^,"\n]*))(,|\n|$)/y;
  const found = [];
  let row = [];
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text);
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") {
      found.push(row);
      row = [];
    }
  }
  // Some hosts answer with a page where there is no such file.
  if (!found.length || found.some((each) => each.length !== width)) throw new Error("no table");
  return found;
}

/** Return the text of a file; where it has a range, of that part of it. */
async function fetched(address, range) {
  const headers = range ? { Range: `bytes=${range}` } : {};
  const answer = await fetch(address, { headers });
  if (answer.status !== (range ? 206 : 200)) throw new Error(answer.status);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // Some hosts have the browser inflate it already: only gzip begins with these two bytes.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** Return a function that gives the text of a file beside the base; the last few are kept. */
export function reader(base) {
  const kept = new Map();
  return (name, range = "") => {
    const key = `${name} ${range}`;
    const reading = kept.get(key) ?? fetched(new URL(name, base), range);
    kept.delete(key);
    kept.set(key, reading);
    reading.catch(() => kept.delete(key));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return reading;
  };
}

/** Return a function that gives the rows of a part, counted from 0; files are read beside the plan's. */
export function parts(plan, read) {
  const transports = {
    whole: () => read(plan.path.split("/").at(-1)),
    chunks: (part) => read(`${String(part + 1).padStart(4, "0")}.csv.gz`),
    range: async (part) => {
      const sizes = JSON.parse(await read("members.json"));
      const from = sizes.slice(0, part).reduce((sum, size) => sum + size, 0);
      return read("data.csv.gz", `${from}-${from + sizes[part] - 1}`);
    },
  };
  return async (part) => rows(await transports[plan.transport](part), plan.columns.length).slice(part ? 0 : 1);
}
