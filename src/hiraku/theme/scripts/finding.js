// The index of the search: which datasets a query finds, in which order, and why.
import { finder } from "./nearness.js";
import { fold, lexicon, matches, read, spans, terms, used } from "./matching.js";

export const FACETS = ["theme", "publisher", "format", "frequency"];
// How much a match in each part counts for what is near.
const WORTH = { title: 4, keyword: 3, value: 1.5, field: 1.5, theme: 1, row: 1, description: 1, id: 0.5, publisher: 0.25 };
const FEW = 60;
const LEAST = 0.45;
const END = "\u0001";

const column = ({ values, at }) => at.map((place) => values[place]);

// Each text keeps so much of the one before it.
function successive({ kept, rest }) {
  let last = "";
  return rest.map((text, n) => (last = last.slice(0, kept[n]) + text));
}

function searchable(texts, words) {
  const written = fold(texts.join(END)).split(END);
  return written.map((text) => `${text}\n${read(text, words)}`);
}

// `first` is all that is known before one types; with `rest`, the longer texts are searched as well.
export class Index {
  constructor(first) {
    this.words = lexicon(first);
    this.ids = successive(first.ids);
    this.titles = successive(first.titles);
    this.keywords = first.keywords.map((places) => places.map((place) => first.words[place]));
    for (const facet of FACETS) this[facet] = column(first[facet]);
    this.themes = this.theme.map((name) => first.names.theme[name] ?? "");
    this.publishers = this.publisher.map((name) => first.names.publisher[name] ?? "");
    this.complete = false;
    this.gather();
  }

  add(rest) {
    this.rows = rest.rows;
    this.description = rest.description;
    this.values = rest.values;
    for (const name of ["modified", "row", "fields"]) this[name] = column(rest[name]);
    this.complete = true;
    this.gather();
  }

  // The parts of a dataset that are searched, in the order in which a match in them counts.
  parts(n) {
    const short = { title: [this.titles[n]], keyword: this.keywords[n], theme: [this.themes[n]], publisher: [this.publishers[n]], id: [this.ids[n]] };
    return this.complete ? { ...short, row: [this.row[n]], field: this.fields[n], value: this.values[n], description: [this.description[n]] } : short;
  }

  gather() {
    const all = this.ids.map((_, n) => Object.values(this.parts(n)).flat().join("\n"));
    this.texts = searchable(all, this.words);
    this.heads = searchable(this.titles, this.words);
    this.tops = searchable(this.ids.map((_, n) => [this.titles[n], ...this.keywords[n]].join("\n")), this.words);
  }

  // The places of the datasets that hold every term: those that hold them in the title first, then
  // those that do in title and keywords. Where few are found, the nearest of each come first.
  find(query) {
    const wanted = terms(query, this.words);
    const found = this.ids.map((_, n) => n).filter((n) => matches(wanted, this.texts[n]));
    if (!wanted.length) return found;
    const order = new Map(this.sorted(query, found).map((n, at) => [n, at]));
    const rank = (n) => [this.heads, this.tops].findIndex((texts) => matches(wanted, texts[n])) >>> 0;
    const ranks = new Map(found.map((n) => [n, rank(n)]));
    return found.sort((a, b) => ranks.get(a) - ranks.get(b) || order.get(a) - order.get(b));
  }

  sorted(query, found) {
    if (found.length > FEW || !this.complete) return found;
    return this.finder(found)(fold(query), 0).map(({ place }) => found[place]);
  }

  finder(places) {
    return finder(places.map((n) => this.weighed(n)), this.words.pattern);
  }

  weighed(n) {
    return Object.entries(this.parts(n)).map(([part, texts]) => ({ texts: texts.map((text) => this.heard(text)), worth: WORTH[part] }));
  }

  // The places of the datasets that are nearest to a query of which nothing is exactly so.
  nearest(query) {
    this.near ??= this.finder(this.ids.map((_, n) => n));
    return this.near(fold(query), LEAST);
  }

  // A text as it is written and, with its readings, as it is read.
  heard(text) {
    const written = fold(text);
    const spoken = read(written, this.words);
    return spoken === written ? written : `${written}\n${spoken}`;
  }

  has(n, facet, name) {
    return facet === "format" ? this.format[n].includes(name) : this[facet][n] === name;
  }

  // `chosen` holds the names that are wanted of each facet: one of them must be the dataset's.
  narrow(found, chosen, but) {
    const facets = FACETS.filter((facet) => facet !== but && chosen[facet]?.length);
    return found.filter((n) => facets.every((facet) => chosen[facet].some((name) => this.has(n, facet, name))));
  }

  // How many datasets each name of a facet would leave, the other facets being as they are.
  counts(found, chosen, facet) {
    const counted = new Map();
    for (const n of this.narrow(found, chosen, facet))
      for (const name of [this[facet][n]].flat()) counted.set(name, (counted.get(name) ?? 0) + 1);
    return counted;
  }

  // For each part that holds a term its texts with the spans to mark, and the synonyms that were used.
  why(query, n) {
    const alternatives = terms(query, this.words).map((term) => used(term, this.texts[n])).filter(Boolean);
    const synonyms = alternatives.filter(({ to }) => to);
    const found = {};
    for (const [part, texts] of Object.entries(this.parts(n))) {
      const marked = texts.map((text) => ({ text, spans: spans(text, alternatives, this.words) }));
      found[part] = marked.filter((each) => each.spans.length);
    }
    return { parts: found, synonyms };
  }
}
