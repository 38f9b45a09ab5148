// The rows of a table as elements, just as `partials/cells.html` makes them.

const LONG = 120;
const BEGINNING = 80;
const SHORT = 14;

export function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function absent(text, column, none) {
  const made = element("td", column.right ? "number" : "short");
  const label = element("span", "missing", column.missing[text] || none);
  if (!column.missing[text] || column.translated) label.lang = document.documentElement.lang;
  made.append(...(text ? [element("span", "symbol", text), " "] : []), label);
  return made;
}

function long(letters) {
  const details = element("details");
  details.append(element("summary", "", letters.slice(0, BEGINNING).join("")));
  details.append(letters.slice(BEGINNING).join(""));
  const made = element("td", "long");
  made.append(details);
  return made;
}

function cell(text, column, none) {
  const letters = [...text];
  if (Object.hasOwn(column.missing, text)) return absent(text, column, none);
  if (letters.length > LONG) return long(letters);
  return element("td", column.right ? "number" : letters.length > SHORT ? "long" : "short", text);
}

/** Return a row; `none` is said where a value is missing without a reason. */
export function line(row, { columns, words }) {
  const made = element("tr");
  made.append(...row.map((text, place) => cell(text, columns[place], words.none)));
  return made;
}
