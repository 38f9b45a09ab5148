// Many texts as one, so that a word is looked for in all of them in one go.
import { begins, even, find, folded_signs, read } from "./matching.js";

const END = "\u0001";
// So many answers are kept: the next letter asks for most of them again.
const ANSWERS = 400;

function starts_of(text, count) {
  const starts = new Uint32Array(count + 1);
  for (let n = 1, at = text.indexOf(END); at >= 0; at = text.indexOf(END, at + 1)) starts[n++] = at + 1;
  starts[count] = text.length + 1;
  return starts;
}

// The number of the text in which a place of all is; `from` is one at or before it.
function number_of(starts, at, from) {
  let low = from;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}

export class Texts {
  constructor(texts, words) {
    this.kept = new Map();
    this.plain = even(texts.map((text) => text.replaceAll(END, " ")).join(END));
    this.written = folded_signs(this.plain);
    this.spoken = read(this.written, words);
    this.starts = starts_of(this.written, texts.length);
    this.heard = starts_of(this.spoken, texts.length);
  }

  /** Return the numbers of the texts that hold a needle, as it is written or as it is read. */
  holding(needle, { whole = false, starts = false } = {}) {
    const asked = `${Number(whole)}${Number(starts)}${needle}`;
    if (!this.kept.has(asked)) {
      if (this.kept.size >= ANSWERS) this.kept.clear();
      this.kept.set(asked, this.found(needle, whole, starts));
    }
    return this.kept.get(asked);
  }

  found(needle, whole, starts) {
    const accept = starts ? (at) => begins(this.plain, at) : () => true;
    const written = scan(this.written, this.starts, needle, whole, accept);
    return starts ? written : new Set([...written, ...scan(this.spoken, this.heard, needle, whole, () => true)]);
  }

  /** Return a text as it is written, folded. */
  text(n) {
    return this.written.slice(this.starts[n], this.starts[n + 1] - 1);
  }
}

function scan(text, starts, needle, whole, accept) {
  const found = new Set();
  let n = 0;
  for (let at = find(text, needle, whole); at >= 0; ) {
    n = number_of(starts, at, n);
    const there = accept(at);
    if (there) found.add(n);
    at = find(text, needle, whole, there ? starts[n + 1] : at + 1);
  }
  return found;
}
