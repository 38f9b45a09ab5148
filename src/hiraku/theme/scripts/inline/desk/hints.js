// What a wrong cell looks like, so that the cure can fit it; where none is certain, none is given.
import { daysIn, isDay } from "./types.js";

const DASHES = /^[-－―‐–—ー−]+$/;
const FAILED = /^(?:#(?:REF|N\/A|DIV\/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|Err:[0-9]{3})$/;
const ERAS = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018, M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 };
const ERA = /^(明治|大正|昭和|平成|令和|[MTSHR])\s*([0-9]{1,2}|元)[年./]\s*([0-9]{1,2})[月./]\s*([0-9]{1,2})日?$/;
const FIRST_AND_LAST = {
  1867: ["1868-01-25", "1912-07-30"],
  1911: ["1912-07-30", "1926-12-25"],
  1925: ["1926-12-25", "1989-01-07"],
  1988: ["1989-01-08", "2019-04-30"],
  2018: ["2019-05-01", "9999-12-31"],
};
// Before it a month was one of the moon: its days are others than those of today.
const SOLAR = 1873;
const WESTERN = /^([0-9]{4})[年/.]([0-9]{1,2})[月/.]([0-9]{1,2})日?$/;
const GROUPED = /^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/;
const PERCENT = /^-?[0-9]+(\.[0-9]+)?\s*%$/;
const NEGATIVE = /^[△▲]\s*([0-9][0-9,]*(?:\.[0-9]+)?)$/;
const DECIMAL = /^-?[0-9]+\.0+$/;
const BETWEEN = /^[+-]?[0-9]*\.[0-9]*[1-9][0-9]*$/;
const UNIT = /^(-?[0-9]+(?:\.[0-9]+)?)\s*([^\d\s.,%千万億兆-][^\d]*)$/;
const ABOUT = /^(?:約|およそ|おおよそ|概ね|ほぼ)\s*(-?[0-9][0-9,]*(?:\.[0-9]*[1-9])?)$/;
const MORE = /(?:程度|以上|以下|未満|超|余り?|強|弱|前後)$/;

/** Return the hint of hiraku's page on the finding, and what fills its blanks. */
export function typeHint(text, column) {
  const plain = text.normalize("NFKC").trim();
  const values = { type: column.typeTitle };
  if (plain && DASHES.test(text.trim())) return { hint: "dash", values };
  if (FAILED.test(plain)) return { hint: "spreadsheet-error", values };
  const [hint, proposal, unit] = (column.type === "date" ? dated(plain) : numeric(plain, column.type)) ?? [];
  return { hint, values: { ...values, proposal, unit } };
}

function dated(plain) {
  const era = ERA.exec(plain);
  if (era) {
    const before = ERAS[era[1]];
    const year = before + (era[2] === "元" ? 1 : Number(era[2]));
    if (year < SOLAR) return null;
    const day = iso(year, era[3], era[4]);
    const [first, last] = FIRST_AND_LAST[before];
    return day && first <= day && day <= last ? ["japanese-era", day] : ["impossible-date"];
  }
  const western = WESTERN.exec(plain);
  if (western) {
    const day = iso(Number(western[1]), western[2], western[3]);
    return day ? ["slash-date", day] : ["impossible-date"];
  }
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(plain) && !isDay(plain) ? ["impossible-date"] : null;
}

function iso(year, month, day) {
  if (month < 1 || month > 12 || day < 1 || year < 1 || day > daysIn(year, Number(month))) return "";
  return [String(year).padStart(4, "0"), month.padStart(2, "0"), day.padStart(2, "0")].join("-");
}

function numeric(plain, type) {
  if (type !== "integer" && type !== "number") return null;
  const found = looksLike(plain, type);
  return found && type === "integer" && BETWEEN.test(found[1]) ? ["fraction", found[1]] : found;
}

function looksLike(plain, type) {
  const negative = NEGATIVE.exec(plain);
  if (negative) return ["triangle-minus", `-${negative[1].replaceAll(",", "")}`];
  if (GROUPED.test(plain)) return ["grouped-number", plain.replaceAll(",", "")];
  if (PERCENT.test(plain)) return ["percent", plain.replace("%", "").trim()];
  if (type === "integer" && DECIMAL.test(plain)) return ["decimal-integer", plain.split(".")[0]];
  const about = ABOUT.exec(plain);
  if (about) return ["approximate", about[1].replaceAll(",", "")];
  const unit = UNIT.exec(plain.replaceAll(",", ""));
  return unit && !MORE.test(unit[2]) ? ["unit-suffix", unit[1], unit[2].trim()] : null;
}
