// What is near where nothing is exactly so: words are taken apart, particles and signs let go,
// pairs of letters compared. Pure functions over texts that `matching.js` folded.

const PARTICLES = /^(?:の|を|に|は|が|と|で|へ|や|も|から|まで|について|における|に関する|する|した)+|(?:の|を|に|は|が|と|で|へ|や|も)+$/g;
const SCRIPTS = /[ぁ-ゖー]+|[一-鿿々]+|[a-z]+|[0-9]+(?:[.][0-9]+)?|[가-힯]+/gu;
const SIGNS = /[^\p{L}\p{N}]+/gu;
const STOPS = new Set(["の", "こと", "もの", "ため", "する", "した", "です", "ます", "ください", "は", "を", "に", "が", "the", "of", "in", "for", "and", "a", "an", "to", "by", "on"]);
const PARTLY = 0.34;
const ENOUGH = 0.5;

// A long vowel, which folding made a hyphen, is a letter.
const lengthened = (text) => text.replace(/(?<=[ぁ-ゖ])-/g, "ー");

/** Return the letters of a text alone: no signs, no blanks, no の between words. */
export const bare = (text) => lengthened(text).replace(SIGNS, "").replaceAll("の", "");

/** Return the pairs of neighbouring letters of a bare text, or the one letter that it is. */
export function pairs(text) {
  const letters = [...text];
  if (letters.length < 2) return new Set(letters);
  return new Set(letters.slice(1).map((letter, n) => letters[n] + letter));
}

/** Return the words of a query: cut at blanks and signs, around known words, where the script changes. */
export function words(query, known) {
  const apart = known ? query.replace(known, (word) => ([...word].length > 1 ? ` ${word} ` : word)) : query;
  const found = lengthened(apart).split(SIGNS).filter(Boolean).flatMap((part) => part.match(SCRIPTS) ?? [part]);
  const plain = found.map((word) => word.replace(PARTICLES, "") || word).filter((word) => !STOPS.has(word));
  return [...new Set(plain)];
}

/** Return how much of a word a text holds, from 0 to 1: all of it, or its pairs of letters. */
export function held(word, text, textPairs) {
  if (text.includes(word)) return 1;
  const own = pairs(word);
  if (own.size < 2) return 0;
  const shared = [...own].filter((pair) => textPairs.has(pair)).length;
  const part = shared / own.size;
  return part >= PARTLY ? part * 0.9 : 0;
}

/** Return a table of how much it tells that a pair is in a text: rare ones more. */
export function weights(texts) {
  const counted = new Map();
  for (const text of texts) for (const pair of pairs(text)) counted.set(pair, (counted.get(pair) ?? 0) + 1);
  return (pair) => Math.log(1 + texts.length / (1 + (counted.get(pair) ?? 0)));
}

function share(wanted, there, weight) {
  let all = 0;
  let had = 0;
  for (const pair of wanted) {
    const worth = weight(pair);
    all += worth;
    if (there.has(pair)) had += worth;
  }
  return all ? had / all : 0;
}

/**
 * Return a function that finds, for a folded query, the places of the documents that are nearest,
 * best first, of those that hold `least` of it, with the words of the query that each lacks.
 * Documents hold parts, each with its texts and how much a match in it counts; the first is the
 * title. `known` is a pattern of words at which compounds are cut.
 */
export function finder(documents, known) {
  const parts = documents.map((document) =>
    document.map(({ texts, worth }) => {
      const text = texts.map(bare).join("\n");
      return { text, pairs: pairs(text), worth };
    }),
  );
  const weight = weights(parts.map((document) => document.map(({ text }) => text).join("\n")));
  return (query, least) => {
    const wanted = words(query, known);
    const whole = pairs(bare(wanted.join("")));
    const scored = parts.map((document, place) => score(document, place, wanted, whole, weight));
    const best = least && Math.max(0, ...scored.map(({ points }) => points));
    return scored
      .filter(({ points, cover }) => !least || (points >= best * ENOUGH && cover >= least))
      .sort((a, b) => b.points - a.points);
  };
}

function score(document, place, wanted, whole, weight) {
  let points = 0;
  let all = 0;
  let there = 0;
  const lacking = [];
  for (const word of wanted.map(bare).filter(Boolean)) {
    const worth = [...pairs(word)].reduce((sum, pair) => sum + weight(pair), 0);
    const parts = document.map((part) => held(word, part.text, part.pairs));
    const most = Math.max(...parts);
    points += worth * Math.max(...parts.map((part, at) => part * document[at].worth));
    all += worth;
    if (most >= ENOUGH) there += worth * most;
    else lacking.push(word);
  }
  const shares = document.map((part) => share(whole, part.pairs, weight) * part.worth);
  points += 2 * shares.reduce((sum, worth) => sum + worth, 0);
  // Of two that hold as much, the one with the shorter title says less else.
  return { place, points: points - document[0].text.length / 200, cover: all ? there / all : 0, lacking };
}
