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

// Data have 7500000 where people say 750万 or 7,500,000.
const AMOUNT = /\d{1,3}(?:,\d{3})+(?![\d億万千])|(?:\d[\d,]*(?:\.\d+)?(?:千万|[億万千]))+/gu;
const MYRIADS = { 億: 1e8, 千万: 1e7, 万: 1e4, 千: 1e3 };

/** Return an amount of which parts are written in kanji (14万8千), as digits. */
export function amount(said) {
  const parts = [...said.replaceAll(",", "").matchAll(/([\d.]+)(\D*)/g)];
  return String(Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * (MYRIADS[unit] ?? 1), 0)));
}

/** Return the query with what `holds` says is written nowhere in its other spelling. */
export function respelled(query, holds) {
  const other = (said) => (text, ...parts) => (holds(fold(text)) ? text : said(text, ...parts));
  const digits = query.normalize("NFKC").replace(NUMERAL, other(numeral));
  const amounts = digits.replace(AMOUNT, other(amount));
  const years = amounts.replace(ERA_YEAR, other((_, era, year, unit = "年") => `${BEFORE[era.toLowerCase()] + (year === "元" ? 1 : Number(/[一二三四五六七八九]/.test(year) ? numeral(year) : year))}${unit}`));
  return years.replace(DISTRICT, other(() => ""));
}
