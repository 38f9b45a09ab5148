// How rows are put in order, and which of them hold a text.

export const folded = (text) => text.normalize("NFKC").toLowerCase();

/** Return whether a row holds a text, folded, in one column or in any. */
export const holds = ({ place, text }) => (row) =>
  (place === "" ? row : [row[place]]).some((each) => folded(each).includes(text));

/** Return what a cell is compared by: numbers that a double does not hold exactly as BigInt. */
function key(text, column) {
  if (!column.number) return text;
  const digits = [...text].filter((each) => /[\d-]/.test(each) || each === column.number).join("");
  return /^-?\d{16,}$/.test(digits) ? BigInt(digits) : Number(digits.replace(column.number, "."));
}

/** Put rows in the order of a column: those without a value come last, equal ones stay. */
export function ordered(list, { place, direction }, column) {
  const sign = direction === "ascending" ? 1 : -1;
  const missing = (row) => Object.hasOwn(column.missing, row[place]);
  const known = list.filter((row) => !missing(row)).map((row) => [key(row[place], column), row]);
  known.sort(([a], [b]) => sign * ((a > b) - (a < b)));
  return [...known.map(([, row]) => row), ...list.filter(missing)];
}
