// Rows of tables: which shards may hold a word, and the rows in them that do.
import { Texts } from "./texts.js";

// So many shards are opened for a query, and so many for one word that is everywhere.
const SHARDS = 8;
const COMMON = 3;
const BUCKETS = 12;
const FEW = 2;
const SHARE = 0.6;
const SOUNDS = /^[ぁ-ゖ-]+$/;

/** Return the pairs of neighbouring letters of a text, without those of blanks alone. */
export function neighbours(text) {
  const letters = [...text];
  return [...new Set(letters.slice(1).map((letter, n) => letters[n] + letter))].filter((pair) => pair.trim());
}

/** Return the file in which a pair stands; the build reckons in the same way. */
export function bucket(pair, count) {
  const [first, second] = [...pair].map((letter) => letter.codePointAt(0));
  return (first * 31 + second) % count;
}

class Shard {
  constructor(tables, words) {
    this.rows = tables.flatMap(([table, rows]) => rows.map((cells) => ({ table, cells })));
    this.texts = new Texts(this.rows.map(({ cells }) => cells.join("\n")), words);
  }
}

export class Rows {
  /** `fetched` returns the values of a file of the search by its name; `known` is the list of tables. */
  constructor(fetched, known, words) {
    this.fetched = fetched;
    this.tables = known.tables.map(([place, columns]) => ({ place, columns, passage: !columns.length }));
    this.count = known.shards;
    this.buckets = known.buckets;
    this.version = known.version;
    this.words = words;
    this.files = new Map();
    this.pairs = new Map();
    this.open = [];
    this.partial = false;
  }

  file(name) {
    if (!this.files.has(name)) {
      const asked = this.fetched(`${name}.json?${this.version}`);
      asked.catch(() => this.files.delete(name));
      this.files.set(name, asked);
    }
    return this.files.get(name);
  }

  async shard(number) {
    const read = await this.file(`rows-${number}`);
    read.shard ??= new Shard(read.filter(([table]) => this.tables[table].place >= 0), this.words);
    return read.shard;
  }

  /** Open the shards that may hold the needles, those of rare ones first; `partial` where there are more.
   *  Of `lost` ones a row need not hold all. */
  async look(needles, lost = new Set()) {
    await this.ask(needles);
    const numbers = this.count > FEW ? this.likely(needles, lost) : [...Array(this.count).keys()];
    this.partial = numbers.length > SHARDS;
    const most = this.partial && needles.length < 2 ? COMMON : SHARDS;
    this.open = await Promise.all(numbers.slice(0, most).map((number) => this.shard(number)));
  }

  /** Fetch which shards hold the pairs of some needles. */
  async ask(needles) {
    if (this.count <= FEW) return;
    const numbers = new Set(needles.flatMap(neighbours).map((pair) => bucket(pair, this.buckets)));
    const missing = [...numbers].filter((number) => !this.pairs.has(number)).slice(0, BUCKETS);
    await Promise.all(missing.map(async (number) => this.pairs.set(number, await this.file(`pairs-${number}`))));
  }

  /** Return the shards that hold a pair; null where that is not known. */
  holders(pair) {
    const file = this.pairs.get(bucket(pair, this.buckets));
    return file ? (file[pair] ?? []) : null;
  }

  /** Tell whether any row holds a pair, as far as that is known. */
  knows(pair) {
    if (this.count > FEW) return this.holders(pair)?.length !== 0;
    return this.open.some((shard) => shard.texts.holding(pair).size);
  }

  likely(needles, lost) {
    const worth = new Map();
    for (const needle of new Set(needles)) {
      const shares = this.shares(neighbours(needle), lost.has(needle));
      for (const [shard, share] of shares) worth.set(shard, (worth.get(shard) ?? 0) + share ** 3 / shares.size);
    }
    return [...worth.keys()].sort((one, other) => worth.get(other) - worth.get(one));
  }

  // How much of a needle each shard holds: all of it where one does, else the most of its pairs.
  shares(pairs, loosely) {
    const held = new Map();
    const asked = pairs.map((pair) => this.holders(pair)).filter(Boolean);
    for (const shards of asked) for (const shard of shards) held.set(shard, (held.get(shard) ?? 0) + 1 / asked.length);
    const full = [...held].filter(([, share]) => share > 0.99);
    return new Map(full.length && !loosely ? full : [...held].filter(([, share]) => share >= SHARE));
  }

  // The rows of tables that hold enough of the pairs of a word, where it is lost; prose says too little.
  holding({ rows, texts }, term) {
    const found = holding(texts, term);
    if (found.size || !term.pairs) return found;
    return [...shared(term.pairs, texts, SHARE)].filter(([row]) => !this.tables[rows[row].table].passage);
  }

  /** Return how well each row holds each term, by the row: `{ table, cells, had: [0, 1, …] }`. */
  hits(terms) {
    const found = new Map();
    for (const shard of this.open.filter(({ rows }) => rows.length))
      terms.forEach((term, n) => {
        for (const [row, quality] of this.holding(shard, term)) {
          const hit = found.get(shard.rows[row]) ?? { ...shard.rows[row], had: terms.map(() => 0) };
          hit.had[n] = Math.max(hit.had[n], quality);
          found.set(shard.rows[row], hit);
        }
      });
    return [...found.values()];
  }
}

// The texts that hold a term: one of its alternatives with all needles.
function holding(texts, { alternatives }) {
  const found = new Map();
  for (const { needles, quality = 1, ...how } of alternatives) {
    const sets = needles.map((needle) => texts.holding(needle, how));
    for (const n of sets[0]) if (sets.every((set) => set.has(n))) found.set(n, Math.max(quality, found.get(n) ?? 0));
  }
  return found;
}

/** Return the texts that hold at least a share of some pairs, and how much of them; those of kana must stand close. */
export function shared(pairs, texts, least) {
  const held = new Map();
  for (const pair of pairs) for (const n of texts.holding(pair)) held.set(n, (held.get(n) ?? 0) + 1 / pairs.length);
  const close = pairs.every((pair) => SOUNDS.test(pair));
  const enough = [...held].filter(([n, share]) => share >= least && (!close || gathered(texts.text(n), pairs, least)));
  return new Map(enough.map(([n, share]) => [n, share * 0.85]));
}

// Whether so many of the pairs of a word stand in a part of a text that is about as long as the word.
function gathered(text, pairs, least) {
  const places = pairs.flatMap((pair) => (text.includes(pair) ? [text.indexOf(pair), text.lastIndexOf(pair)] : []));
  return places.some((at) => {
    const part = text.slice(at, at + pairs.length + 3);
    return pairs.filter((pair) => part.includes(pair)).length >= least * pairs.length;
  });
}
