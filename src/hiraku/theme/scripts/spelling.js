// Words that were typed wrongly: how many letters lie between two words, and which known ones are near.

const BITS = 32;

/** Return how many letters must be changed, put in, left out or swapped; `most` + 1 where it is more. */
export function distance(one, other, most) {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = b.map((_, n) => n).concat(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

const signature = (word) => {
  let bits = 0;
  for (const letter of word) bits |= 1 << letter.codePointAt(0) % BITS;
  return bits;
};

function ones(bits) {
  let count = 0;
  for (let rest = bits; rest; rest &= rest - 1) count += 1;
  return count;
}

// Where one letter of so few is another, and the first, it is another word: はんこ is no じんこう.
const SHORT = 5;

// How many slips a word may have: none where it is too short to be known again.
export function slips(word) {
  const { length } = [...word];
  if (/^[a-z0-9]+$/.test(word)) return length > 7 ? 2 : Number(length > 3);
  return length > 6 ? 2 : Number(length > 2);
}

/** Words that are known, kept so that those near another are found soon. */
export class Vocabulary {
  constructor(words) {
    this.words = [...new Set(words)].filter((word) => slips(word)).map((word) => ({ word, size: [...word].length, bits: signature(word) }));
  }

  /** Return the known words that are nearest to one, those with its first letter before others, of a short one alone. */
  nearest(word) {
    const most = slips(word);
    if (!most) return [];
    const size = [...word].length;
    const bits = signature(word);
    const near = this.words
      .filter((known) => Math.abs(known.size - size) <= most && ones(known.bits ^ bits) <= 2 * most)
      .map((known) => ({ word: known.word, slips: distance(word, known.word, Math.min(most, slips(known.word))) }))
      .filter((known) => known.slips <= Math.min(most, slips(known.word)));
    const least = Math.min(...near.map((known) => known.slips));
    const best = near.filter((known) => known.slips === least).map((known) => known.word);
    const alike = best.filter((known) => known[0] === word[0] || known.startsWith(word[1] + word[0]));
    return alike.length || size < SHORT ? alike : best;
  }
}
