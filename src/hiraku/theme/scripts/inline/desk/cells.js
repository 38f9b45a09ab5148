// The verdict on one cell, as far as it is certain: what is wrong with it, and whether more may be.
import { typeHint } from "./hints.js";
import { TYPES } from "./types.js";

export const OPEN = { faults: [], open: true };
const LONGEST = 1000;
const SOUND = { faults: [], open: false };

/** Return the faults of a cell; `open` where only the check before publishing knows the rest. */
export function verdict(text, column) {
  if (column.missing.includes(text)) return column.required ? { faults: [broken("required", text, column)] } : SOUND;
  const type = typeVerdict(text, column);
  if (type === "wrong") return { faults: [{ id: "type-error", ...typeHint(text, column) }] };
  return type === "sound" ? constraints(text, column) : OPEN;
}

/** Return `sound`, `wrong` or OPEN. */
function typeVerdict(text, column) {
  if (column.type === "boolean") return truth(text, column);
  const type = TYPES[column.type];
  if (!type || column.open) return OPEN;
  if (type.sound(text)) return "sound";
  return type.wrong?.test(text) ? "wrong" : OPEN;
}

function truth(text, column) {
  if (column.truths.includes(text)) return "sound";
  return column.spellings.includes(text) ? OPEN : "wrong";
}

function constraints(text, column) {
  const held = Object.entries(column.constraints).map(([name, wanted]) => [name, obeys(name, wanted, text, column)]);
  const faults = held.filter(([, holds]) => !holds).map(([name]) => broken(name, text, column));
  return { faults, open: held.some(([, holds]) => holds === OPEN) };
}

function obeys(name, wanted, text, column) {
  switch (name) {
    case "enum":
      if (!wanted) return OPEN;
      return column.type === "string" ? wanted.includes(text) : wanted.includes(text) || OPEN;
    case "pattern":
      return wanted && text.length <= LONGEST ? compiled(wanted).test(text) : OPEN;
    case "minLength":
      return column.type === "string" ? [...text].length >= wanted : OPEN;
    case "maxLength":
      return column.type === "string" ? [...text].length <= wanted : OPEN;
    default:
      return within(name, String(wanted), text, TYPES[column.type]);
  }
}

const patterns = new Map();

function compiled(pattern) {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(pattern, "u"));
  return patterns.get(pattern);
}

function within(name, wanted, text, type) {
  if (!type.compare || !type.bound.test(wanted)) return OPEN;
  const order = type.compare(text, wanted);
  return { minimum: order >= 0, maximum: order <= 0, exclusiveMinimum: order > 0, exclusiveMaximum: order < 0 }[name] ?? OPEN;
}

function broken(name, text, column) {
  const wanted = column.wanted[name] ?? "";
  const fault = { id: "constraint-error", hint: name, values: { constraint: name, wanted } };
  if (name !== "pattern" && name !== "minLength") return fault;
  const lost = withLostZero(text, column);
  return lost ? { ...fault, hint: "lost-leading-zero", values: { ...fault.values, proposal: lost } } : fault;
}

/** Return the code with the zeros at its front that a spreadsheet took. */
function withLostZero(text, column) {
  const digits = column.digits;
  return digits && /^[0-9]+$/.test(text) && text.length < digits && text.length * 2 >= digits ? text.padStart(digits, "0") : "";
}
