// What is found, and where: pure functions. `fold` does what hiraku/folding.py does.

const FOLDED = /[ァ-ヾゕゖς\u2010-\u2015\u2043\u2212\u2500\u2501\u301c\u3030]/g;
const SINGLE = { ヵ: "か", ゕ: "か", ヶ: "け", ゖ: "け", ς: "σ", "\u301c": "~", "\u3030": "~" };
const KEPT = /[ヷ-・]/;
const UNIT = /\P{M}[\p{M}ﾞﾟ]*|\p{M}+/gu;
const LATIN = /^[a-z0-9]$/;

const folded = (sign) =>
  SINGLE[sign] ??
  (KEPT.test(sign) ? sign : /[ァ-ヾ]/.test(sign) && sign !== "ー" ? String.fromCharCode(sign.charCodeAt(0) - 0x60) : "-");

// The text in NFKC and lower case, and then one sign for each: a place in the one is a place in the other.
export const even = (text) => text.normalize("NFKC").toLowerCase();
export const folded_signs = (text) => text.replace(FOLDED, folded);
export const fold = (text) => folded_signs(even(text));

const HIRAGANA = /[ぁ-ゖ]/;
const SHORT_KANA = /^[ぁ-ゖ]{1,3}$/;
const SHORT_LATIN = /^[a-z0-9]{1,3}$/;

// サーバー and サーバ are one word: a long vowel that ends a word of more than three signs is let go.
export const trimmed = (word) => word.replace(/^(..+[ぁ-ゔ])-$/u, "$1");

const joined = (a, b) => LATIN.test(a) && LATIN.test(b);

// `whole`: Latin letters must not go on beyond the needle, so that "ai" is not found in "main".
export function find(text, needle, whole, from = 0) {
  let at = text.indexOf(needle, from);
  while (whole && at >= 0) {
    const end = at + needle.length;
    if (!joined(text[at - 1], text[at]) && !joined(text[end - 1], text[end])) break;
    at = text.indexOf(needle, at + 1);
  }
  return at;
}

function replaced(text, from, to) {
  let made = "";
  let rest = 0;
  for (let at = find(text, from, true); at >= 0; at = find(text, from, true, rest)) {
    made += text.slice(rest, at) + to;
    rest = at + from.length;
  }
  return made + text.slice(rest);
}

const escaped = (word) => word.replace(/[^\p{L}\p{N}\s]/gu, "\\$&");

// A pattern of words, the longest first; where no word can begin, a look at one sign is enough.
function pattern_of(words) {
  if (!words.length) return null;
  const starts = [...new Set(words.map((word) => [...word][0]))].map(escaped).join("");
  const longest = [...words].sort((a, b) => b.length - a.length);
  return new RegExp(`(?=[${starts}])(?:${longest.map(escaped).join("|")})`, "gu");
}

export function lexicon({ readings, synonyms }) {
  const kana = new Map(readings.map(([word, reading]) => [fold(word), fold(reading)]));
  return {
    kana,
    pattern: pattern_of([...kana.keys()]),
    groups: synonyms.map((group) => group.map((word) => ({ word, folded: trimmed(fold(word)) }))),
  };
}

// The text as it is read: each word that has a reading replaced by it, the longest first.
export const read = (text, { kana, pattern }) =>
  pattern ? text.replace(pattern, (word) => kana.get(word)) : text;

// Whether a word can begin at a place of an even text: not amid hiragana, nor amid Latin letters.
export const begins = (text, at) =>
  !at || !((HIRAGANA.test(text[at]) && HIRAGANA.test(text[at - 1])) || joined(text[at - 1], text[at]));

// A query is a list of terms, all of which must be found. A term is a list of alternatives: the
// words themselves, or one that means the same. “Quoted” words are one word.
export function terms(query, words) {
  const parts = [...even(query).matchAll(/["“”]([^"“”]+)["“”]|[^\s"“”]+/gu)];
  const typed = parts.map(([all, quoted]) => (quoted ?? all).trim().replace(/\s+/g, " "));
  const tokens = typed.map((word) => trimmed(folded_signs(word)));
  const found = [];
  for (let at = 0; at < tokens.length; ) {
    const { length, members } = run_of_words(tokens, at, words.groups);
    found.push(length > 1 ? phrase(tokens.slice(at, at + length), members) : [...own(tokens[at], typed[at], words), ...others(tokens[at], words.groups)]);
    at += length;
  }
  return found.filter((term) => term[0].needles.every(Boolean));
}

// Signs that join words; a query may hold the words without them.
const JOINTS = /[・･,、，()（）「」『』【】〔〕/／+＋&＆]+/u;

// What is short begins a word: いが is 伊賀 and no part of ないが, ai is not in main.
export function own(token, typed, { kana }) {
  const parts = token.split(JOINTS).filter(Boolean);
  if (parts.length > 1) return [{ needles: [token] }, { needles: parts }];
  if (SHORT_LATIN.test(token)) return [{ needles: [token], starts: true }];
  if (!SHORT_KANA.test(typed)) return [{ needles: [token] }];
  const heard = [...kana].filter(([, reading]) => reading.startsWith(token)).map(([word]) => ({ needles: [word] }));
  return [{ needles: [token], starts: true }, ...heard];
}

/** Return the longest run of words that is a synonym of several words: its length and the `members` of its group. */
export function run_of_words(tokens, at, groups) {
  let best = { length: 1 };
  for (const members of groups)
    for (const { folded: member } of members) {
      const { length } = member.split(" ");
      if (length > best.length && tokens.slice(at, at + length).join(" ") === member) best = { length, members };
    }
  return best;
}

const meant = (members, self, needle) =>
  members.filter(({ folded: other }) => other !== self.folded).map((other) => ({ needles: [needle(other.folded)], whole: true, from: self.word, to: other.word }));

export function phrase(tokens, members) {
  const self = members.find(({ folded: member }) => member === tokens.join(" "));
  return [{ needles: tokens }, ...meant(members, self, (other) => other)];
}

// The same in other words.
export function others(token, groups) {
  const alternatives = [];
  for (const members of groups) {
    const self = members
      .filter(({ folded: member }) => find(token, member, true) >= 0)
      .sort((a, b) => b.folded.length - a.folded.length)[0];
    if (self) alternatives.push(...meant(members, self, (other) => trimmed(replaced(token, self.folded, other))));
  }
  return alternatives;
}

// Where needles stand in a text: [start, end] pairs in the text as it was before folding.
export function spans(text, alternatives, words) {
  const starts = [];
  const ends = [];
  let plain = "";
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    const piece = even(unit);
    for (let i = 0; i < piece.length; i++) {
      starts.push(index);
      ends.push(index + unit.length);
    }
    plain += piece;
  }
  if (plain !== even(text)) return [];
  const written = folded_signs(plain);
  const spoken = spoken_with(written, words);
  const found = [];
  for (const { needles, ...how } of alternatives)
    for (const needle of needles) {
      const direct = occurrences(written, needle, how, plain).map(([start, end]) => [starts[start], ends[end - 1]]);
      const heard = direct.length || how.starts ? [] : occurrences(spoken.text, needle, how).map(([start, end]) => [starts[spoken.first[start]], ends[spoken.last[end - 1]]]);
      found.push(...direct, ...heard);
    }
  return merged(found);
}

function spoken_with(plain, { kana, pattern }) {
  const made = { text: "", first: [], last: [] };
  const add = (text, first, last) => {
    made.text += text;
    for (let i = 0; i < text.length; i++) {
      made.first.push(first);
      made.last.push(last);
    }
  };
  let rest = 0;
  const until = (end) => {
    for (; rest < end; rest++) add(plain[rest], rest, rest);
  };
  for (const { 0: word, index } of pattern ? plain.matchAll(pattern) : []) {
    until(index);
    add(kana.get(word), index, index + word.length - 1);
    rest = index + word.length;
  }
  until(plain.length);
  return made;
}

function occurrences(text, needle, how, plain) {
  const found = [];
  for (let at = find(text, needle, how.whole); at >= 0; at = find(text, needle, how.whole, at + needle.length))
    if (!how.starts || begins(plain, at)) found.push([at, at + needle.length]);
  return found;
}

function merged(found) {
  const made = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else made.push([start, end]);
  }
  return made;
}
