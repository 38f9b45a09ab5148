// A view of a table as a query of the page's address, so that it can be sent: the column and what is
// looked for in it, the order, and the row that the page begins with. Columns are told by their names,
// for others may come. The second table of a page has "2." before its keys, and so on.

const KEYS = ["column", "value", "text", "sort", "row"];
const keyOf = (name, number) => (number === 1 ? name : `${number}.${name}`);

/** Return the wish that a query holds for the table of a number; "" for what it does not say. */
export function wished(query, number, names) {
  const said = new URLSearchParams(query);
  const [column, choice, text, sort, row] = KEYS.map((name) => said.get(keyOf(name, number)) ?? "");
  const place = (name) => (names.includes(name) ? String(names.indexOf(name)) : "");
  const by = place(sort.replace(/^-/, ""));
  const direction = sort.startsWith("-") ? "descending" : "ascending";
  const at = place(column);
  return { place: at, choice: at && choice, text, sorting: by && { place: Number(by), direction }, from: Math.max(Number.parseInt(row, 10) - 1 || 0, 0) };
}

/** Return a query with the wish of the table of a number in it; the others' stay. */
export function told(query, number, names, { place, choice, text, sorting, from }) {
  const said = new URLSearchParams(query);
  const sort = sorting ? (sorting.direction === "descending" ? "-" : "") + names[sorting.place] : "";
  const values = [place === "" ? "" : names[place], choice, text, sort, from ? String(from + 1) : ""];
  for (const [at, name] of KEYS.entries()) {
    if (values[at]) said.set(keyOf(name, number), values[at]);
    else said.delete(keyOf(name, number));
  }
  return String(said);
}
