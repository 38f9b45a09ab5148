// What is certain of a cell's type: `sound` texts are of it, `wrong` ones are not; of all others
// only the check before publishing knows. They are the same expressions as hiraku's own.
const DIGITS = "(?:0|[1-9][0-9]{0,17})";
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export const TYPES = {
  string: { sound: () => true, key: (text) => text },
  any: { sound: () => true, key: (text) => text },
  integer: {
    sound: matching(`-?${DIGITS}`),
    wrong: /[\p{L}.,:/%()％△▲]|^[^0-9\u{80}-\u{10FFFF}]*$/u,
    key: (text) => String(BigInt(text)),
    compare: (a, b) => signed(scaled(a) - scaled(b)),
    bound: /^-?[0-9]{1,18}(\.[0-9]{1,17})?$/,
  },
  number: {
    sound: matching(`-?${DIGITS}(?:\\.[0-9]{1,17})?`),
    wrong: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}b-dg-hj-mo-ru-xzB-DG-HJ-MO-RU-XZ,:/%()％△▲]|^-?$/u,
    key: (text) => String(scaled(text)),
    compare: (a, b) => signed(scaled(a) - scaled(b)),
    bound: /^-?[0-9]{1,18}(\.[0-9]{1,17})?$/,
  },
  boolean: {},
  date: {
    sound: (text) => DAY.test(text) && isDay(text),
    wrong: { test: (text) => !text || /[\p{L}./,:]/u.test(text) || (DAY.test(text) && !isDay(text)) },
    key: (text) => text,
    compare: inOrder,
    bound: DAY,
  },
  year: {
    sound: matching("[1-9][0-9]{3}"),
    wrong: { test: (text) => [...text].length !== 4 || /[\p{L}.,/]/u.test(text) },
    key: (text) => text,
    compare: inOrder,
    bound: /^[1-9][0-9]{3}$/,
  },
  yearmonth: {
    sound: matching("[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"),
    wrong: { test: (text) => !text.includes("-") },
    key: (text) => text,
    compare: inOrder,
    bound: /^[0-9]{4}-[0-9]{2}$/,
  },
};

function matching(pattern) {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  return (text) => whole.test(text);
}

export function isDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysIn(year, month);
}

export function daysIn(year, month) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

function inOrder(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** Return a decimal number as so many parts of 10 to the power of 17. */
function scaled(text) {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const number = BigInt(whole + fraction.padEnd(17, "0"));
  return text.startsWith("-") ? -number : number;
}

function signed(number) {
  return number < 0n ? -1 : Number(number > 0n);
}
