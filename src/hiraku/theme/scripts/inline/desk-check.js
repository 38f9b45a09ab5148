// One file, chosen or dropped, against the definition of its table: all of it in this page.
import { judge, letter } from "./desk/judge.js";

const MOST_BYTES = 64 * 1024 * 1024;
const SHOWN = 500;
// So that the words are painted before the work begins.
const PAUSE = 30;

const data = JSON.parse(document.getElementById("data").textContent);
const find = (name) => document.getElementById(name);
const { words } = data;
let chosen = null;

find("works").hidden = false;
find("broken").remove();
find("table").append(...data.tables.map((table, number) => new Option(filled(words.option, table), number)));
find("file").addEventListener("change", ({ target }) => target.files[0] && take(target.files[0]));
find("table").addEventListener("change", show);
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    event.preventDefault();
    if (name === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
}

async function take(file) {
  chosen = null;
  find("name").textContent = file.name;
  if (file.size > MOST_BYTES) say([words["too-large"]]);
  else {
    const read = decoded(new Uint8Array(await file.arrayBuffer()));
    if (read.text === undefined) say([words[read.refused]]);
    else {
      chosen = read;
      const table = likely(file.name, read.text);
      if (table >= 0) find("table").value = table;
    }
  }
  show();
}

/** Return the text of a CSV, or why it is none; `cp932` tells that it is not UTF-8. */
function decoded(bytes) {
  const begins = (...signs) => signs.every((sign, at) => bytes[at] === sign);
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf)) return { refused: "workbook" };
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff) || bytes.subarray(0, 4096).includes(0)) return { refused: "no-csv" };
  for (const encoding of ["utf-8", "shift_jis"]) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), cp932: encoding !== "utf-8" };
    } catch {
      // Then it is another one.
    }
  }
  return { refused: "no-csv" };
}

/** Return the number of the table that a file is likely meant for: by its name, else by its head. */
function likely(name, text) {
  const named = data.tables.map(({ file }, number) => [file.split("/").at(-1), number]).filter(([file]) => file === name);
  if (named.length === 1) return named[0][1];
  const head = text.slice(0, 10_000).split(/\r\n|\n|\r/, 1)[0];
  const among = named.length ? named.map(([, number]) => number) : data.tables.keys();
  return [...among].find((number) => data.tables[number].columns.map((column) => column.name).join(data.tables[number].delimiter) === head) ?? -1;
}

function show() {
  const number = find("table").value;
  if (!chosen) return;
  if (number === "") {
    say([words["choose-table"]]);
    return;
  }
  say([words.checking]);
  setTimeout(tellOf, PAUSE, chosen, data.tables[number]);
}

function tellOf(file, table) {
  if (file !== chosen) return;
  const judged = judge(file.text, table);
  if (file.cp932 && !table.cp932) judged.findings.unshift({ id: "encoding-undeclared", row: 0, column: 0, values: {}, cell: "" });
  const open = [...judged.open.keys()];
  const count = judged.findings.length + judged.more;
  const rows = filled(words.rows, { n: judged.rows.toLocaleString() });
  say([count ? filled(count === 1 ? words.one : words.many, { n: count.toLocaleString() }) : words.none, rows], count ? "late" : "good");
  find("findings").replaceChildren(...judged.findings.slice(0, SHOWN).map((finding) => entry(finding, table)));
  find("rest").textContent = count > SHOWN ? filled(words.rest, { n: (count - SHOWN).toLocaleString() }) : "";
  find("open").replaceChildren(...[...table.open, ...open.map((column) => filled(words["open-cells"], { title: column.title }))].map((text) => element("li", text)));
  find("left").hidden = false;
}

function say(sentences, kind = "") {
  find("findings").replaceChildren();
  find("rest").textContent = "";
  find("left").hidden = true;
  find("verdict").className = kind;
  find("verdict").textContent = sentences.join(" ");
}

function entry(finding, table) {
  const page = data.findings[finding.id];
  const blanks = { ...finding.values, cell: shortened([finding.cell].flat().join(data.listed)) };
  const line = element("li", "");
  line.append(
    element("b", place(finding, table)),
    element("span", filled(page.found[finding.hint] ?? page.found[""], blanks)),
    element("span", filled(page.cure[finding.hint] ?? page.cure[""], blanks), "cure"),
  );
  return line;
}

function place({ row, column }, { columns }) {
  if (!row) return words.whole;
  if (!column) return filled(words.row, { row });
  const title = row > 1 && columns[column - 1]?.title;
  return [letter(column) + row, title || ""].join(" ").trim();
}

function filled(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => blanks[name] ?? "…");
}

/** Return a text for one line: what cannot be seen shown, the middle left out. */
function shortened(text) {
  const seen = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, "0")}`);
  return seen.length > 60 ? `${seen.slice(0, 49)}…${seen.slice(-10)}` : seen;
}

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = kind;
  return made;
}
