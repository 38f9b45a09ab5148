// A query in another spelling, where nothing is written as it was typed: numerals, amounts, years of eras, districts.
import { fold } from "./matching.js";

const DIGITS = "〇一二三四五六七八九";
const NUMERAL = /[一二三四五六七八九十百〇]{2,}/gu;
const ERA_YEAR = /(令和|平成|昭和|(?<![a-z])[rhs])\s?(元|[一二三四五六七八九]|\d{1,2})(?!\d)(?:\s?(年度?))?/giu;
const BEFORE = { 令和: 2018, r: 2018, 平成: 1988, h: 1988, 昭和: 1925, s: 1925 };
// A district stands before its town in addresses; data call the town alone.
const DISTRICT = /\p{sc=Han}{1,3}郡(?=\p{sc=Han}{1,4}[町村])/gu;

/** Return the number that kanji write (二十九, 一〇〇), as digits. */
export function numeral(kanji) {
  if (!/[十百]/.test(kanji)) return [...kanji].map((sign) => DIGITS.indexOf(sign)).join("");
  let [sum, digit] = [0, 0];
  for (const sign of kanji) {
    const tens = { 十: 10, 百: 100 }[sign];
    if (tens) [sum, digit] = [sum + (digit || 1) * tens, 0];
    else digit = DIGITS.indexOf(sign);
  }
  return String(sum + digit);
}

// Data have 7500000 where people say 750万 or 7,500,000; 千葉 is no thousand.
const AMOUNT = /(?<![\d,.])\d(?:[\d,.百万億]|千(?![葉代]))*/gu;
const NUMBER = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const MYRIADS = { 億: 1e8, 万: 1e4 };
const BELOW = { 千: 1000, 百: 100 };
const LARGEST = 1e15;

/** Return an amount of which parts are written in kanji (14万8千), as digits; what is none as it is. */
export function amount(said) {
  const parts = said.split(/([億万千百])/);
  let [sum, part] = [0, 0];
  for (let at = 0; at < parts.length; at += 2) {
    const [number, unit] = [parts[at], parts[at + 1]];
    if (number && !NUMBER.test(number)) return said;
    const value = Number(number.replaceAll(",", ""));
    if (unit in MYRIADS) [sum, part] = [sum + (part + value) * MYRIADS[unit], 0];
    else part += unit in BELOW ? (value || 1) * BELOW[unit] : value;
  }
  return sum + part < LARGEST ? String(Math.round(sum + part)) : said;
}

/** Return the query with what `holds` says is written nowhere in its other spelling. */
export function respelled(query, holds) {
  const other = (said) => (text, ...parts) => (holds(fold(text)) ? text : said(text, ...parts));
  const digits = query.normalize("NFKC").replace(NUMERAL, other(numeral));
  const amounts = digits.replace(AMOUNT, (text) => (/[,億万千百]/.test(text) ? other(amount)(text) : text));
  const years = amounts.replace(ERA_YEAR, other((_, era, year, unit = "年") => `${BEFORE[era.toLowerCase()] + (year === "元" ? 1 : Number(/[一二三四五六七八九]/.test(year) ? numeral(year) : year))}${unit}`));
  return years.replace(DISTRICT, other(() => ""));
}
