// The rows that a reader wishes for, and what is to be said of them. A wish is a column (`place`),
// a value chosen, a text typed, and an order. A small table answers it exactly; of a large one
// there are parts, the ends of orders and the first rows of values, made at publication.
import { parts, reader, rows } from "./files.js";
import { holds, ordered } from "./order.js";
import { count, speech } from "./words.js";

export class Source {
  here = 0; // the first row shown of the table as it stands

  constructor(plan, titles) {
    this.plan = plan;
    this.titles = titles;
    this.say = speech(plan);
    this.exact = plan.transport === "whole";
    this.read = reader(new URL(plan.path, document.baseURI));
    this.part = parts(plan, this.read);
  }

  /** Return the rows from one to another, how many there are in all, and what is said of them. */
  async page(wish, from, to) {
    if (!this.exact && !wish.sorting && !wish.choice && !wish.text) return this.stretch(from, to);
    const { list, said } = await this.listed(wish);
    const more = !this.exact && !wish.everywhere && Boolean(wish.text) && !list.length;
    return { shown: list.slice(from, to), all: list.length, said, more };
  }

  /** Return rows of a large table as it stands; pages never straddle two parts. */
  async stretch(from, to) {
    const { first, list } = await this.around(from);
    this.here = from;
    return { shown: list.slice(from - first, to - first), all: this.plan.rows, said: [] };
  }

  async around(row) {
    const first = Math.floor(row / this.plan.part) * this.plan.part;
    return { first, list: await this.part(first / this.plan.part) };
  }

  /** Return the rows to page through. */
  async listed(wish) {
    const { list, said } = await this.found(wish);
    const held = wish.text ? list.filter(holds(wish)) : list;
    if (!wish.sorting) return { list: held, said };
    const { place, direction } = wish.sorting;
    const first = this.say(direction, { column: this.titles[place] });
    const sorted = this.exact || wish.everywhere ? ordered(held, wish.sorting, this.plan.columns[place]) : held;
    return { list: sorted, said: [first, ...said] };
  }

  found(wish) {
    if (this.exact) return this.whole(wish);
    if (wish.everywhere) return this.everywhere(wish);
    if (wish.choice) return this.having(wish);
    return wish.sorting ? this.end(wish.sorting) : this.near();
  }

  async whole({ place, choice, text }) {
    const list = await this.part(0);
    const said = choice || text ? [this.say("found")] : [];
    return { list: choice ? list.filter((row) => row[place] === choice) : list, said };
  }

  /** Search a large table part by part, however many there are: the reader asked for it. */
  async everywhere(wish) {
    const chosen = (row) => !wish.choice || row[wish.place] === wish.choice;
    const list = [];
    for (let first = 0; first < this.plan.rows; first += this.plan.part) {
      const part = await this.part(first / this.plan.part);
      list.push(...part.filter(chosen).filter(holds(wish)));
    }
    return { list, said: [this.say("found")] };
  }

  async having({ place, choice }) {
    const { choices } = this.plan.columns[place];
    const at = choices.findIndex(([value]) => value === choice);
    const list = await this.extract(`${Number(place) + 1}-value-${at + 1}`);
    return { list, said: [this.say("having", { value: choice, count: count(choices[at][1]) })] };
  }

  async end({ place, direction }) {
    return { list: await this.extract(`${place + 1}-${direction}`), said: [this.say("ends")] };
  }

  /** Return the part that was last looked at: the others are not searched. */
  async near() {
    const { first, list } = await this.around(this.here);
    const range = { from: count(first + 1), to: count(first + list.length) };
    return { list, said: [this.say("within", range)] };
  }

  /** Return the rows of a file that was made at publication. */
  async extract(name, width = this.plan.columns.length) {
    return rows(await this.read(`${name}.csv.gz`), width);
  }
}
