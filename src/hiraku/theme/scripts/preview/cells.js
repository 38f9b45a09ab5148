// The rows of a table as elements, just as `partials/cells.html` makes them.

const LONG = 60;
const BEGINNING = 40;
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

/** Return what a value of a column is called: a truth value has a word. */
export const said = (text, column, words) => (column.truth && (text === "true" || text === "false") ? words[text] : text);

function truth(text, column, words) {
  const made = element("td", "short");
  const word = element("span", "", said(text, column, words));
  word.lang = document.documentElement.lang;
  made.append(word);
  return made;
}

function cell(text, column, words) {
  const letters = [...text];
  if (Object.hasOwn(column.missing, text)) return absent(text, column, words.none);
  if (said(text, column, words) !== text) return truth(text, column, words);
  if (letters.length > LONG) return long(letters);
  return element("td", column.right ? "number" : letters.length > SHORT ? "long" : "short", text);
}

function labelled(made, label) {
  made.dataset.label = label;
  return made;
}

/**
 * Return a row; the words `none`, `true` and `false` are said where a cell is so, and each cell
 * bears one of the titles, for phones show a row as a card.
 */
export function line(row, { columns, words }, titles) {
  const made = element("tr");
  made.append(...row.map((text, place) => labelled(cell(text, columns[place], words), titles[place] + words.colon)));
  return made;
}
