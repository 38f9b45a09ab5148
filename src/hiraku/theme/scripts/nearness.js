// What is near where nothing is exactly so: the words of a query, each in the ways it may be meant.
import { others, own, phrase, run_of_words, trimmed } from "./matching.js";
import { in_letters, kana, loose } from "./romaji.js";
import { neighbours, shared } from "./rows.js";
import { segments, LETTER } from "./segments.js";
import { slips } from "./spelling.js";

export const WESTERN = /^[a-z0-9-]+$/;
const SOUND = /^[ぁ-ゖー-]+$/;
const KANJI = /^[\p{sc=Han}々]+$/u;
const PARTLY = 0.5;
const TRIED = 3;
// All texts are looked through for each way to cut a compound; longer ones nobody types.
const COMPOUND = 24;

// English words without what their number or form adds.
function stems(word) {
  if (!WESTERN.test(word) || word.length < 4) return [];
  const american = word.replace(/is(e[ds]?|ing|ations?)$/, "iz$1");
  const stem = american.replace(/ies$/, "y").replace(/(?:(?<=[sxz])es|(?<!s)s|ing|ed)$/, "");
  return [american, stem].filter((other) => other !== word && other.length > 2);
}

/**
 * Return the words of a query as terms: `word`, `weight`, `alternatives` by which texts may hold it,
 * and `said`, another word that is taken for it.
 * `index` knows `words` (the lexicon), `known` words, a `vocabulary` and which texts hold a needle.
 */
export function meanings(query, index) {
  return segments(query, index.known).map((segment) => ({ ...meaning(segment.word, index, segment.typed), ...segment }));
}

function meaning(word, index, typed = word) {
  const selves = own(word, typed, index.words).map((self) => ({ ...self, quality: 1 }));
  const alike = others(word, index.words.groups).map((other) => ({ ...other, quality: 0.95 }));
  const cut = trimmed(word);
  const shorter = [...(cut === word ? [] : [cut]), ...stems(word)].map((stem) => ({ needles: [stem], quality: 0.95 }));
  // A municipality that is called in full, 三重県津市, is 津市 in tables.
  const briefly = index.aliases.has(word) ? [{ needles: [index.aliases.get(word)], quality: 0.95 }] : [];
  return { alternatives: [...selves, ...briefly, ...shorter, ...alike] };
}

// A word that is taken for another, and what means the same.
const standing_for = (word, quality, index) => [{ needles: [word], quality }, ...others(word, index.words.groups).map((other) => ({ ...other, quality: quality * 0.95 }))];

const swapped = (word) => [...word].slice(1).map((letter, n) => word.slice(0, n) + letter + word[n] + word.slice(n + 2));

// The known words that are a slip away: as they are written, of few letters two changed places, or in Latin letters.
function near(word, index) {
  const known = index.vocabulary.nearest(word);
  if (known.length) return known;
  if (!slips(word)) return swapped(word).filter((other) => index.known.has(other));
  return WESTERN.test(word) ? index.romanized.nearest(in_letters(word)).map((letters) => index.in_latin.get(letters)) : [];
}

/** Return a term for a word that stands nowhere as it was typed: as it sounds, or as it was meant. */
export function guessed(term, index) {
  const heard = sounding(term.word, index).flatMap((word) => standing_for(word, 0.9, index));
  if (heard.length) return { ...term, alternatives: [...term.alternatives, ...heard], said: heard[0].needles[0] };
  const meant = near(term.word, index).slice(0, TRIED).flatMap((word) => standing_for(word, 0.8, index));
  if (meant.length) return { ...term, alternatives: [...term.alternatives, ...meant], said: meant[0].needles[0] };
  return term;
}

/** Return a term for the run that a word is of, or for all around it, where that is a known word with a slip. */
export function mended({ run, whole, word }, index) {
  for (const text of new Set([run, whole])) {
    const [meant] = text === word ? [] : index.vocabulary.nearest(text);
    if (meant) return { ...meaning(meant, index), word: text, typed: text, weight: 1, run: text, said: meant };
  }
  return null;
}

// The word in another script that sounds exactly like Latin letters.
function heard_as(latin, index) {
  const spoken = kana(latin);
  const sound = spoken && loose(spoken);
  const words = sound ? index.sounds.filter((known) => known.sound === sound && !WESTERN.test(known.word)).map((known) => known.word) : [];
  return words.find((word) => index.spellings.has(word)) ?? words[0];
}

/** Return the terms, those of neighbouring Latin words as one that together sound like a known word: mie ken is 三重県. */
export function united(asked, index) {
  for (let at = 0; at < asked.length - 1; at++)
    for (let end = Math.min(asked.length, at + TRIED); end > at + 1; end--) {
      const side = asked.slice(at, end);
      const latin = side.every(({ word }) => WESTERN.test(word)) && !side.every((term) => index.stands(term));
      const meant = latin && heard_as(side.map(({ word }) => word).join(""), index);
      if (meant) return [...asked.slice(0, at), as_one(side, meant, index), ...united(asked.slice(end), index)];
    }
  return asked;
}

function as_one(terms, meant, index) {
  const [word, typed] = ["word", "typed"].map((name) => terms.map((term) => term[name]).join(" "));
  return { ...meaning(meant, index), word, typed, weight: 1, said: meant };
}

/** Return the terms, those that together are a synonym of several words as one. */
export function phrased(asked, groups) {
  const tokens = asked.map(({ word, said }) => said ?? word);
  for (let at = 0; at < asked.length; at++) {
    const { length, members } = run_of_words(tokens, at, groups);
    if (length > 1) return [...asked.slice(0, at), as_phrase(asked.slice(at, at + length), tokens.slice(at, at + length), members), ...phrased(asked.slice(at + length), groups)];
  }
  return asked;
}

function as_phrase(terms, tokens, members) {
  const word = tokens.join(" ");
  return { ...terms[0], alternatives: phrase(tokens, members), word, typed: terms.map(({ typed }) => typed).join(" "), said: terms.some(({ said }) => said) ? word : undefined, weight: 1 };
}

function apart_nowhere(word, index) {
  const letters = [...word];
  return letters.flatMap((letter, n) => (n && !index.knows(letters[n - 1] + letter) ? ["\u0001", letter] : [letter])).join("").split("\u0001");
}

// Two words that both stand somewhere, neither a single letter, and in one text if any has both; else the word.
function halves(word, index) {
  const letters = [...word];
  if (letters.length > COMPOUND) return [word];
  const ways = letters.slice(3).map((_, n) => [letters.slice(0, n + 2).join(""), letters.slice(n + 2).join("")]);
  const weighed = ways.map((words) => ({ words, together: index.holders(words), alone: Math.min(...words.map((part) => index.holders([part]))) }));
  const [best] = weighed.filter(({ alone }) => alone).sort((a, b) => b.together - a.together || b.alone - a.alone);
  return best?.words ?? [word];
}

// Kanji in words that stand somewhere, where neighbouring letters that stand nowhere do not part them.
const standing = (word, index) => apart_nowhere(word, index).flatMap((part) => (index.holders([part]) ? [part] : halves(part, index)));

function around_known(word, known) {
  for (let size = word.length - 2; size > 2; size--) {
    if (known.has(word.slice(0, size))) return [word.slice(0, size), word.slice(size)];
    if (known.has(word.slice(-size))) return [word.slice(0, -size), word.slice(-size)];
  }
  return [word];
}

const piece = (word, term, index) => ({ ...term, ...meaning(word, index), word, typed: word, weight: [...word].length < 2 ? LETTER : term.weight });

/**
 * Return the terms of the pieces of a word, null where it has none. Kanji are cut between letters that
 * stand beside each other nowhere, and into two words that stand somewhere; kana after or before a known word.
 */
export function pieces(term, index) {
  const words = KANJI.test(term.word) ? standing(term.word, index) : around_known(term.word, index.known);
  if (words.length < 2 || words.every((word) => [...word].length < 2)) return null;
  const [longest] = [...words].sort((a, b) => b.length - a.length);
  const cut = words.some((word) => [...word].length < 2) ? { from: term.typed, to: longest } : null;
  return words.map((word) => ({ ...piece(word, term, index), cut }));
}

// The known words that sound like one in kana or romaji, whole or in their beginning.
function sounding(word, index) {
  const spoken = SOUND.test(word) ? word : WESTERN.test(word) ? kana(word) : null;
  const sound = spoken && loose(spoken);
  if (!sound || sound.length < 2) return [];
  const whole = index.sounds.filter((known) => known.sound === sound);
  const begun = index.sounds.filter((known) => sound.length > 2 && known.sound.startsWith(sound));
  if (whole.length || begun.length) return (whole.length ? whole : begun).slice(0, 2 * TRIED).map((known) => known.word);
  const slipped = new Set(index.heard.nearest(sound).slice(0, TRIED));
  return index.sounds.filter((known) => slipped.has(known.sound)).map((known) => known.word);
}

/** Return which texts hold enough of the pairs of a word that they do not hold whole; Latin letters say too little. */
export const partly = ({ word }, texts) => ([...word].length > 2 && !WESTERN.test(word) ? shared(neighbours(word), texts, PARTLY) : new Map());
