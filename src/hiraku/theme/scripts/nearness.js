// What is near where nothing is exactly so: the words of a query, each in the ways it may be meant.
import { others, trimmed } from "./matching.js";
import { kana, loose } from "./romaji.js";
import { neighbours, shared } from "./rows.js";
import { segments, LETTER } from "./segments.js";

export const WESTERN = /^[a-z0-9-]+$/;
const SOUND = /^[ぁ-ゖー-]+$/;
const KANJI = /^[\p{sc=Han}々]+$/u;
const PARTLY = 0.5;
const TRIED = 3;

// English words without what their number or form adds.
function stems(word) {
  if (!WESTERN.test(word) || word.length < 4) return [];
  const stem = word.replace(/ies$/, "y").replace(/(?:(?<=[sxz])es|(?<!s)s|ing|ed)$/, "");
  return stem !== word && stem.length > 2 ? [stem] : [];
}

/**
 * Return the words of a query as terms: `word`, `weight`, `alternatives` by which texts may hold it,
 * and `said`, another word that is taken for it.
 * `index` knows `words` (the lexicon), `known` words, a `vocabulary` and which texts hold a needle.
 */
export function meanings(query, index) {
  return segments(query, index.known).map((segment) => ({ ...meaning(segment.word, index), ...segment }));
}

function meaning(word, index) {
  const self = { needles: [word], quality: 1, starts: WESTERN.test(word) && word.length < 4 };
  const alike = others(word, index.words.groups).map((other) => ({ ...other, quality: 0.95 }));
  const cut = trimmed(word);
  const shorter = [...(cut === word ? [] : [cut]), ...stems(word)].map((stem) => ({ needles: [stem], quality: 0.95 }));
  return { alternatives: [self, ...shorter, ...alike] };
}

/** Return a term for a word that stands nowhere as it was typed: as it sounds, or as it was meant. */
export function guessed(term, index) {
  const heard = sounding(term.word, index).map((word) => ({ needles: [word], quality: 0.9 }));
  if (heard.length) return { ...term, alternatives: [...term.alternatives, ...heard], said: heard[0].needles[0] };
  const meant = index.vocabulary.nearest(term.word).slice(0, TRIED).map((word) => ({ needles: [word], quality: 0.8 }));
  if (meant.length) return { ...term, alternatives: [...term.alternatives, ...meant], said: meant[0].needles[0] };
  return term;
}

/** Return a term for the whole run that a word is of, where that is a known word with a slip; null where not. */
export function mended({ run, word }, index) {
  const [meant] = run === word ? [] : index.vocabulary.nearest(run);
  return meant ? { ...meaning(meant, index), word: run, typed: run, weight: 1, run, said: meant } : null;
}

/** Return the terms of the pieces of a word in kanji; null where it has none. It is cut between letters that stand beside each other nowhere. */
export function pieces(term, index) {
  if (!KANJI.test(term.word)) return null;
  const letters = [...term.word];
  const cut = letters.flatMap((letter, n) => (n && !index.knows(letters[n - 1] + letter) ? ["\u0001", letter] : [letter])).join("");
  const words = cut.split("\u0001");
  if (words.length < 2 || words.every((word) => [...word].length < 2)) return null;
  return words.map((word) => ({ ...meaning(word, index), word, typed: word, run: term.run, weight: [...word].length < 2 ? LETTER : term.weight }));
}

// The known words that sound like one in kana or romaji, whole or in their beginning.
function sounding(word, index) {
  const spoken = SOUND.test(word) ? word : WESTERN.test(word) ? kana(word) : null;
  const sound = spoken && loose(spoken);
  if (!sound || sound.length < 2) return [];
  const whole = index.sounds.filter((known) => known.sound === sound);
  const begun = index.sounds.filter((known) => sound.length > 2 && known.sound.startsWith(sound));
  return (whole.length ? whole : begun).slice(0, 2 * TRIED).map((known) => known.word);
}

/** Return which texts hold enough of the pairs of a word that they do not hold whole; Latin letters say too little. */
export const partly = ({ word }, texts) => ([...word].length > 2 && !WESTERN.test(word) ? shared(neighbours(word), texts, PARTLY) : new Map());
