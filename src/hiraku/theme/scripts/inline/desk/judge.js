// A file against the definition of its columns: what is wrong, and what is not certain here.
import { verdict } from "./cells.js";
import { records } from "./csv.js";
import { TYPES } from "./types.js";

// So many findings are kept; of more only the number is told.
const MOST = 10_000;

/** Return the findings in the order of the file, how many more there are, the rows, the open cells. */
export function judge(text, table) {
  const reading = records(text, table.delimiter);
  const { value: head } = reading.next();
  const judged = { findings: [], more: 0, rows: 0, open: new Map() };
  const tell = (id, row, column, known = {}) => {
    if (judged.findings.length < MOST) judged.findings.push({ id, row, column, values: {}, cell: "", ...known });
    else judged.more += 1;
  };
  if (!head) tell("file-empty", 1, 0);
  else if (head.fault) tell(head.fault, 1, head.column);
  else {
    judgeRows(reading, headed(head.cells, table, tell), table, { tell, judged });
    if (!judged.rows) tell("no-rows", 1, 0);
  }
  judged.findings.sort((a, b) => a.row - b.row || a.column - b.column);
  return judged;
}

/** Return the columns of the table at their places in the file; tell what is wrong with the head. */
function headed(labels, table, tell) {
  const places = new Map();
  const taken = new Set();
  labels.forEach((label, at) => {
    const repeated = label.trim() ? labels.indexOf(label) : at;
    if (!label.trim()) tell("blank-label", 1, at + 1);
    else if (repeated < at) tell("duplicate-label", 1, at + 1, { values: { label, first: letter(repeated + 1) } });
    const known = table.columns.find(({ name }) => name === label);
    if (known && !taken.has(known)) places.set(at, known) && taken.add(known);
  });
  const free = labels.map((label, at) => at).filter((at) => !places.has(at) && labels[at].trim() && labels.indexOf(labels[at]) === at);
  table.columns.forEach((column, number) => {
    if (taken.has(column)) return;
    const at = free.find((place) => labels[place] === column.title) ?? (free.includes(number) ? number : -1);
    if (at >= 0) {
      free.splice(free.indexOf(at), 1);
      tell("incorrect-label", 1, at + 1, { values: { label: labels[at], wanted: column.name } });
      if (labels[at] === column.title) places.set(at, column);
    } else tell("missing-label", 1, 0, { values: { label: column.name } });
  });
  for (const at of free) tell("extra-label", 1, at + 1, { values: { label: labels[at] } });
  const inOrder = table.columns.every(({ name }, at) => labels[at] === name);
  if (!inOrder && labels.length === taken.size && taken.size === table.columns.length) {
    const at = table.columns.findIndex(({ name }, number) => labels[number] !== name);
    tell("incorrect-label", 1, at + 1, { values: { label: labels[at], wanted: table.columns[at].name } });
  }
  return { places, width: labels.length };
}

function judgeRows(reading, { places, width }, table, { tell, judged }) {
  const { open } = judged;
  const keys = table.keys.map((key) => ({ ...key, seen: new Map(), at: key.names.map((name) => placeOf(name, places)) }));
  for (const { number, cells, fault, column } of reading) {
    judged.rows += 1;
    if (fault) tell(fault, number, column);
    else if (cells.every((cell) => !cell)) tell("blank-row", number, 0);
    else {
      if (cells.length !== width) tell(cells.length > width ? "extra-cell" : "missing-cell", number, Math.min(cells.length, width) + 1, { values: { wanted: width, found: cells.length } });
      judgeCells(cells, number, places, { tell, open });
      for (const key of keys) judgeKey(cells, number, key, places, { tell, open });
    }
  }
}

function judgeCells(cells, row, places, { tell, open }) {
  for (const [at, column] of places) {
    if (at < cells.length) {
      const { faults, open: more } = verdict(cells[at], column);
      for (const fault of faults) tell(fault.id, row, at + 1, { ...fault, cell: cells[at] });
      if (more) open.set(column, (open.get(column) ?? 0) + 1);
    }
  }
}

function judgeKey(cells, row, { id, seen, at }, places, { tell, open }) {
  if (at.includes(-1)) return;
  const columns = at.map((place) => places.get(place));
  const empty = at.map((place, number) => place < cells.length && columns[number].missing.includes(cells[place]));
  empty.forEach((is, number) => {
    if (is && id === "primary-key" && !columns[number].required) tell(id, row, at[number] + 1, { hint: "null" });
  });
  if (empty.includes(true)) return;
  if (at.some((place) => place >= cells.length)) return;
  const parts = at.map((place, number) => keyOf(cells[place], columns[number]));
  if (parts.includes(null)) {
    const first = columns[parts.indexOf(null)];
    open.set(first, open.get(first) ?? 0);
    return;
  }
  const key = JSON.stringify(parts);
  const cell = at.map((place) => cells[place]);
  if (seen.has(key)) tell(id, row, at[0] + 1, { cell, values: { first_row: seen.get(key) } });
  else seen.set(key, row);
}

/** Return what two texts of one value have in common; null where that is not certain here. */
function keyOf(text, column) {
  const type = TYPES[column.type];
  if (column.open || !type?.key || !type.sound(text)) return null;
  return type.key(text);
}

function placeOf(name, places) {
  for (const [at, column] of places) if (column.name === name) return at;
  return -1;
}

/** Return the letters that a spreadsheet gives a column, counted from 1. */
export function letter(column) {
  const before = Math.floor((column - 1) / 26);
  return (before ? letter(before) : "") + String.fromCharCode(65 + ((column - 1) % 26));
}
