// The index of the search: what a query finds, in which order, and why.
import { FACETS } from "./facets.js";
import { even, fold, lexicon, read, spans, terms } from "./matching.js";
import { guessed, meanings, mended, partly, phrased, pieces, united, WESTERN } from "./nearness.js";
import { respelled } from "./respellings.js";
import { in_letters, loose } from "./romaji.js";
import { neighbours } from "./rows.js";
import { Known, LETTER, weight_of } from "./segments.js";
import { Vocabulary } from "./spelling.js";
import { Texts } from "./texts.js";

// The parts of what is found, and how much a match in each counts: of a dataset, and in a list of rows.
const WORTH = { title: 8, keyword: 5.5, finding: 4, field: 3, value: 2.5, theme: 1.5, row: 1.5, also: 1.5, description: 1.2, id: 1, publisher: 0.7 };
const ROW = 2.6;
const PASSAGE = 1;
// The words of a passage may stand far from one another.
const LOOSE = 0.7;
// A row counts so much more where words fill a cell of it, at least half of one, than where it mentions them.
const FILLED = 0.8;
const MENTIONED = 0.5;
const ROWS_WEIGHED = 50;
// Of rows that hold as many words, those with the one that was typed first stand.
const LATER = 0.01;
// What a title is of counts so much more.
const HEAD = 0.5;
const REGIONS = [["title"], ["keyword"], ["finding", "field", "value", "theme", "row", "also", "description", "id", "publisher"]];
const LEAST_OF_REGION = [8, 5.5, 1.2];
const KINDS = { dataset: 1, municipality: 1, format: 0.8, page: 0.75, schema: 0.3 };
const NAMED = 0.9;
// What means the same counts a little less.
const ALIKE = 0.95;
// So many are weighed part by part; of more, only by where they hold the words.
const WEIGHED = 60;
const REMEMBERED = 2000;
const MEANINGS = 3;
const COVER = 0.35;
const BESIDE = 0.55;
const WORDS = /[ァ-ヺー]+|[\p{sc=Han}々]+|[a-z0-9]+/gu;

const column = ({ values, at }) => at.map((place) => values[place]);

// Each text keeps so much of the one before it.
function successive({ kept, rest }) {
  let last = "";
  return rest.map((text, n) => (last = last.slice(0, kept[n]) + text));
}

// Whether a text holds a word; Latin letters must begin one there, as list does not in specialists.
const begun = (word, text) => (WESTERN.test(word) ? new RegExp(`(?<![a-z0-9])${word}`, "u").test(text) : text.includes(word));

// How many letters of a title one of the alternatives fills.
const longest = (alternatives, title) => Math.max(0, ...alternatives.map(({ needles }) => (needles.every((needle) => title.includes(needle)) ? needles.join("").length : 0)));

// Whether a word is what a title is of: Japanese ends with it, languages in Latin letters begin with it.
const is_head = (needle, title) => (WESTERN.test(needle) ? title.startsWith(needle) : title.endsWith(needle));
const heads = (asked, title) => asked.some(({ alternatives }) => alternatives.some(({ needles }) => needles.some((needle) => needle.length > 1 && is_head(needle, title))));

// How much of a text words fill, each by the longest of its alternatives that it holds.
const fill_of = (asked, text) => (text ? Math.min(1, asked.reduce((sum, alternatives) => sum + longest(alternatives, text), 0) / text.length) : 0);

// How much of what was asked a hit has, by the weights of the words.
function covered({ had }, asked) {
  const all = asked.reduce((sum, { weight }) => sum + weight, 0);
  return had.reduce((sum, share, n) => sum + (share >= 0.5 ? share : 0) * asked[n].weight, 0) / all;
}

// Small words of English, and what any data could be called, say little of what is wanted where others do.
function weights(asked) {
  const said = asked.map((alternatives) => ({ alternatives, weight: weight_of(alternatives[0].needles[0], "latin") }));
  return said.some(({ weight }) => weight > LETTER) ? said : said.map((term) => ({ ...term, weight: 1 }));
}

// A place is also called without its kind: 南伊勢 for 南伊勢町.
const KIND = /(?:し|ちよ|まち|むら|そん|く)$/u;
const sounds_of = (word, sound) => [sound, ...(/[市町村区]$/u.test(word) && sound.length > 4 ? [sound.replace(KIND, "")] : [])].map((own) => ({ word, sound: own }));

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
    this.datasets = this.ids.length;
    this.entries = [];
    this.complete = false;
    this.gather();
  }

  add(rest) {
    this.rows = rest.rows;
    this.description = rest.description;
    this.findings = rest.findings;
    for (const name of ["modified", "row", "fields", "values", "also", "until"]) this[name] = column(rest[name]);
    this.entries = rest.entries.map(([kind, path, title, names, text]) => ({ kind, path, title, names, text }));
    this.titles = [...this.titles, ...this.entries.map(({ title }) => title)];
    this.complete = true;
    this.gather();
    this.learn();
  }

  /** Take the rows that are open into what is found. */
  with(table) {
    this.table = table;
  }

  entry(n) {
    return this.entries[n - this.datasets];
  }

  kind(n) {
    return this.entry(n)?.kind ?? "dataset";
  }

  // The parts that are searched, in the order in which a match in them counts.
  parts(n) {
    const entry = this.entry(n);
    if (entry) return { title: [entry.title], keyword: entry.names, [entry.kind === "schema" ? "field" : "description"]: [entry.text] };
    const short = { title: [this.titles[n]], keyword: this.keywords[n], theme: [this.themes[n]], publisher: [this.publishers[n]], id: [this.ids[n]] };
    if (!this.complete) return short;
    return { ...short, finding: this.findings[n], field: this.fields[n], value: this.values[n], row: [this.row[n]], also: this.also[n], description: [this.description[n]] };
  }

  gather() {
    const parts = this.titles.map((_, n) => this.parts(n));
    this.regions = REGIONS.map((names) => new Texts(parts.map((part) => names.flatMap((name) => part[name] ?? []).join("\n")), this.words));
    this.bare = this.titles.map(fold);
    this.kept = new Map();
    this.places = new WeakMap();
    this.names = new Map(this.entries.map(({ title, names }, n) => [this.datasets + n, new Set([title, ...names].map(fold))]));
  }

  // The words at which compounds are cut, those that a slip may stand for, and how words sound.
  learn() {
    const keywords = [...new Set([...this.keywords.flat(), ...this.entries.filter(({ kind }) => kind !== "schema").flatMap(({ title, names }) => [title, ...names])])];
    const members = this.words.groups.flat().map(({ folded }) => folded);
    const named = [...new Set([...keywords.map(fold), ...members, ...this.words.kana.keys()])].filter((word) => !/\s/.test(word));
    const municipalities = this.entries.filter(({ kind }) => kind === "municipality");
    this.aliases = new Map(municipalities.flatMap(({ title, names }) => names.map((name) => [fold(name), fold(title)])));
    this.known = new Known([...named, ...this.words.kana.values()]);
    const titled = new Set([...this.titles, ...keywords].flatMap((title) => even(title).match(WORDS) ?? []));
    this.spellings = new Map([...titled, ...keywords, ...this.words.groups.flat().map(({ word }) => word)].map((word) => [fold(word), word]));
    const identified = this.ids.flatMap((id) => id.split("-"));
    this.vocabulary = new Vocabulary([...named, ...[...titled].map(fold), ...identified]);
    const heard = [...this.vocabulary.words.map(({ word }) => word), ...this.words.kana.keys()];
    this.sounds = [...new Set(heard)].flatMap((word) => sounds_of(word, loose(read(word, this.words))));
    this.heard = new Vocabulary(this.sounds.map(({ sound }) => sound));
    this.in_latin = new Map(heard.filter((word) => !WESTERN.test(word)).map((word) => [in_letters(read(word, this.words)), word]));
    this.romanized = new Vocabulary(this.in_latin.keys());
  }

  /** Return where a term is held: for each place 0, or 1 more than the number of the region. */
  where({ alternatives }) {
    if (!this.places.has(alternatives)) this.places.set(alternatives, this.placed(alternatives));
    return this.places.get(alternatives);
  }

  placed(alternatives) {
    const held = new Uint8Array(this.titles.length);
    for (const { needles, ...how } of alternatives) {
      const own = new Uint8Array(this.titles.length).fill(needles.length ? REGIONS.length : 0);
      needles.forEach((needle) => this.limit(own, needle, how));
      own.forEach((rank, n) => (held[n] = Math.max(held[n], rank)));
    }
    return held;
  }

  // Lets each place have at most the rank of the best region that holds the needle.
  limit(ranks, needle, how) {
    const best = new Uint8Array(ranks.length);
    this.regions.forEach((texts, region) => {
      for (const n of texts.holding(needle, how)) best[n] = Math.max(best[n], REGIONS.length - region);
    });
    best.forEach((rank, n) => (ranks[n] = Math.min(ranks[n], rank)));
  }

  /** Return what holds every term, best first: `{ place, rows }`. */
  find(query) {
    const asked = weights(terms(query, this.words));
    if (!asked.length) return this.titles.map((_, place) => ({ place, rows: [] })).slice(0, this.datasets);
    const found = this.held(asked, false);
    const all = found.filter(({ had }) => had.every(Boolean));
    return this.sorted(query, asked, all);
  }

  /** Open the rows that may hold the words of a query. */
  async look(query) {
    const asked = terms(query, this.words);
    await this.table.look(asked.flatMap((term) => term.slice(0, MEANINGS).flatMap(({ needles }) => needles)));
  }

  /** Open the rows that may hold what the words of a query may mean. */
  async look_near(query) {
    await this.table.ask(meanings(this.respelled(query), this).map(({ word }) => word));
    const asked = this.meant(query).filter(({ weight }) => weight >= LETTER);
    const lost = asked.filter((term) => !term.said && !this.stands(term));
    const cut = lost.flatMap((term) => pieces(term, this) ?? []);
    const needles = [...cut, ...asked].flatMap(({ alternatives }) => alternatives.slice(0, MEANINGS).flatMap((own) => own.needles));
    await this.table.look(needles, new Set(lost.map(({ word }) => word)));
  }

  /** Return what holds every term, and before a mere mention of all together what is called so part by part. */
  async answers(query) {
    await this.look(query);
    const found = this.find(query);
    if (!found.length || this.is_called(found[0], terms(query, this.words).map((alternatives) => ({ alternatives })))) return found;
    const { partial } = this.table;
    await this.look_near(query);
    this.table.partial = partial;
    const called = this.called(query, found);
    const places = new Set(called.map(({ place }) => place));
    return [...called, ...found.filter(({ place }) => !places.has(place))];
  }

  // The datasets of which title, keywords, findings and fields have each word as it is written.
  called(query, found) {
    const asked = this.meant(query).filter(({ weight }) => weight);
    if (asked.some(({ said, pairs }) => said || pairs)) return [];
    const called = this.nearest(query).found.filter((hit) => this.kind(hit.place) === "dataset" && this.is_called(hit, asked));
    return called.map((hit) => found.find(({ place }) => place === hit.place) ?? { ...hit, by_parts: true });
  }

  is_called({ place }, asked) {
    if (this.kind(place) === "schema") return false;
    const parts = this.folded(place);
    const worth = asked.map((term) => this.best_part(parts, term));
    return worth.every((part) => part >= WORTH.field * ALIKE) && worth.some((part) => part >= WORTH.keyword * ALIKE);
  }

  // What holds any term, with how it does: `had` for each term, the rows with the most of them.
  held(asked, passages) {
    const ranks = asked.map((term) => this.where(term));
    const rows = this.by_dataset(asked, passages);
    const found = [];
    for (let place = 0; place < this.titles.length; place++) {
      const own = rows.get(place) ?? [];
      if (own.length || ranks.some((rank) => rank[place])) {
        const had = asked.map((_, n) => Math.max(ranks[n][place] ? 1 : 0, ...own.map((row) => row.had[n])));
        found.push({ place, had, ranks: ranks.map((rank) => rank[place]), rows: own });
      }
    }
    return found;
  }

  // Of each dataset the rows that hold the most terms; of a page, its passages.
  by_dataset(asked, passages) {
    const rows = new Map();
    if (!this.table) return rows;
    const total = (row) => row.had.reduce((sum, share, n) => sum + share * asked[n].weight * (1 - LATER * n), 0);
    for (const hit of this.table.hits(asked)) {
      const { place, passage } = this.table.tables[hit.table];
      if (passage && !passages) continue;
      const best = rows.get(place);
      const had = passage ? hit.had.map((share) => share * LOOSE) : hit.had;
      const own = { ...hit, had, total: total(hit) };
      if (!best || own.total > best[0].total + 0.001) rows.set(place, [own]);
      else if (own.total > best[0].total - 0.001) best.push(own);
    }
    return rows;
  }

  sorted(query, asked, found) {
    const bare = fold(query).trim();
    const first = (a, b) => b.points - a.points || this.newer(a, b);
    for (const hit of found) hit.points = this.coarse(hit, asked, bare);
    found.sort(first);
    const best = found.slice(0, WEIGHED);
    for (const hit of best) {
      hit.rows = this.fullest(hit.rows, asked);
      hit.points = this.points(hit, asked, bare);
    }
    return [...best.sort(first), ...found.slice(WEIGHED)];
  }

  newer(a, b) {
    const [one, other] = [this.until?.[a.place] ?? "", this.until?.[b.place] ?? ""];
    return one === other ? a.place - b.place : other < one ? -1 : 1;
  }

  coarse({ place, ranks, rows, cover = 1 }, asked, bare) {
    const worth = ranks.map((rank, n) => asked[n].weight * Math.max(rank ? LEAST_OF_REGION[REGIONS.length - rank] : 0, this.by_rows(rows, n)));
    return this.crowned(place, asked, bare, worth) * cover;
  }

  points(hit, asked, bare) {
    const parts = this.folded(hit.place);
    const worth = asked.map((term, n) => {
      const own = hit.ranks[n] ? this.best_part(parts, term, hit.ranks[n]) : 0;
      return term.weight * Math.max(own, this.by_rows(hit.rows, n));
    });
    const named = hit.rows[0]?.filled ?? 0;
    return (this.crowned(hit.place, asked, bare, worth) + FILLED * named) * (hit.cover ?? 1);
  }

  // The rows of which the words fill a cell come first, the others as they stand; prose is not weighed so.
  fullest(rows, asked) {
    if (!rows.length || this.table.tables[rows[0].table].passage) return rows;
    const alternatives = asked.map((term) => term.alternatives);
    const fullest_cell = ({ cells }) => Math.max(...cells.map((cell) => fill_of(alternatives, fold(cell))));
    const weighed = rows.slice(0, ROWS_WEIGHED).map((row) => ({ ...row, filled: fullest_cell(row) })).map((row) => (row.filled < MENTIONED ? { ...row, filled: 0 } : row));
    return [...weighed.sort((a, b) => b.filled - a.filled), ...rows.slice(ROWS_WEIGHED)];
  }

  by_rows([row], n) {
    if (!row) return 0;
    return row.had[n] * (this.table.tables[row.table].passage ? PASSAGE : ROW);
  }

  best_part(parts, { alternatives }, rank) {
    let most = 0;
    for (const [worth, text] of parts)
      for (const { needles, quality = 1 } of alternatives)
        if (worth * quality > most && needles.some((needle) => begun(needle, text))) most = worth * quality;
    return most || (rank ? LEAST_OF_REGION[REGIONS.length - rank] : 0);
  }

  // The parts as they are written and read, kept for the next letter.
  folded(place) {
    if (this.kept.size > REMEMBERED) this.kept.clear();
    if (!this.kept.has(place)) this.kept.set(place, Object.entries(this.parts(place)).map(([part, texts]) => [WORTH[part], this.heard_of(fold(texts.join("\n")))]));
    return this.kept.get(place);
  }

  heard_of(written) {
    const spoken = read(written, this.words);
    return spoken === written ? written : `${written}\n${spoken}`;
  }

  // What is called just so comes before what only has it in its name; datasets before what describes them.
  crowned(place, asked, bare, worth) {
    const title = this.bare[place];
    const same = title === bare || fold(this.ids[place] ?? "") === bare || (this.entry(place)?.names ?? []).some((name) => fold(name) === bare);
    const points = worth.reduce((sum, part) => sum + part, 0) / asked.reduce((sum, { weight }) => sum + weight, 0);
    return (points + fill_of(asked.map(({ alternatives }) => alternatives), title) + (heads(asked, title) ? HEAD : 0)) * this.rank_of(place, asked) + (same ? 3 : 0);
  }

  // What was asked for by its kind, or by a heading, counts as much as a dataset.
  rank_of(place, asked) {
    const names = this.names.get(place);
    const called = names && asked.some(({ alternatives }) => alternatives.some(({ needles }) => needles.some((needle) => names.has(needle))));
    return called ? NAMED : KINDS[this.kind(place)];
  }

  /** Return what is nearest to a query of which nothing is exactly so, and what was made of its words. */
  nearest(query) {
    const asked = this.meant(query);
    if (!asked.length) return { found: [], lacking: [], said: [], fewer: [], closest: [] };
    const held = this.held(asked, true);
    for (const hit of held) hit.had = hit.had.map((share, n) => Math.max(share, asked[n].parts?.get(hit.place) ?? 0));
    const weighed = asked.map((term, n) => ({ ...term, weight: term.weight * this.rarity(held.filter(({ had }) => had[n] > 0).length) }));
    const cover = (hit) => (covered(hit, asked) + covered(hit, weighed)) / 2;
    for (const hit of held) hit.cover = cover(hit);
    const sorted = this.sorted(query, weighed, held.filter((hit) => hit.cover >= COVER));
    const most = Math.max(0, ...sorted.map((hit) => hit.cover));
    const found = sorted.filter((hit) => hit.cover >= most * (1 - BESIDE));
    const left = found.length ? { fewer: [], closest: [] } : this.left(asked, weighed, held, query);
    return { found, ...this.told(asked, found[0]), ...left };
  }

  // Each word of the query as it may be meant, once for the rows that are open.
  meant(query) {
    const open = this.table?.open;
    if (this.last?.query !== query || this.last.open !== open) this.last = { query, open, terms: this.taken(query) };
    return this.last.terms;
  }

  // What stands nowhere is guessed at.
  taken(query) {
    const asked = united(meanings(this.respelled(query), this), this);
    const lost = asked.filter((term) => term.weight > 0.5 && !this.stands(term));
    const mends = lost.map((term) => mended(term, this)).filter((whole) => whole && this.stands(whole));
    const kept = asked.filter(({ run, whole }) => !mends.some(({ word }) => word === run || word === whole));
    const firsts = mends.filter(({ word }, n) => mends.findIndex((other) => other.word === word) === n);
    return phrased([...firsts, ...kept.flatMap((term) => (lost.includes(term) ? this.guess(term) : term))], this.words.groups);
  }

  respelled(query) {
    return respelled(query, (text) => this.regions.some((texts) => texts.holding(text).size));
  }

  guess(term) {
    const other = guessed(term, this);
    if (other.said && this.stands(other)) return other;
    const cut = pieces(term, this);
    if (cut?.some((piece) => piece.weight > 0.5 && this.stands(piece))) return cut.map((piece) => this.taken_for(piece));
    return { ...term, pairs: WESTERN.test(term.word) ? null : neighbours(term.word), parts: this.parts_of(term) };
  }

  // A piece that stands nowhere may be a slip itself.
  taken_for(piece) {
    const other = this.stands(piece) ? piece : guessed(piece, this);
    return other.said && this.stands(other) ? other : piece;
  }

  /** Tell whether two letters stand beside each other in anything that is searched. */
  knows(pair) {
    return this.regions.some((texts) => texts.holding(pair).size) || Boolean(this.table?.knows(pair));
  }

  stands(term) {
    return this.where(term).some(Boolean) || Boolean(this.table?.hits([{ alternatives: term.alternatives }]).length);
  }

  /** Return how many of what is searched, and of the rows that are open, hold all of some words. */
  holders(needles) {
    const alternatives = [{ needles }];
    return this.placed(alternatives).filter(Boolean).length + (this.table?.hits([{ alternatives }]).length ?? 0);
  }

  parts_of(term) {
    return new Map(this.regions.slice(0, 2).flatMap((texts) => [...partly(term, texts)]));
  }

  rarity(count) {
    return Math.log(1 + this.titles.length / (1 + Math.max(1, count)));
  }

  // Which words the best lacks, and which were taken for others.
  told(asked, best) {
    const lacking = best ? asked.filter(({ weight }, n) => weight > 0.5 && best.had[n] < 0.5) : asked;
    const said = asked.filter(({ said: other }, n) => other && best?.had[n]).map(({ typed, said: other }) => ({ from: typed, to: this.spelled(other) }));
    const cuts = [...new Set(asked.map(({ cut }) => cut).filter((cut) => cut && best))];
    return { lacking: [...lacking.map(({ typed }) => typed), ...cuts.map(({ from }) => from), ...this.unsaid(asked)], said: [...said, ...cuts] };
  }

  // What stands between blanks and was only looked for by letters that say little, and stands nowhere: 宝くじ.
  unsaid(asked) {
    const wholes = [...new Set(asked.map(({ whole }) => whole).filter(Boolean))];
    const little = wholes.filter((own) => asked.every(({ whole, weight }) => whole !== own || weight <= 0.5));
    return little.filter((own) => !this.holders([own]));
  }

  // A known word as it is written where it is known from.
  spelled(word) {
    return this.spellings.get(word) ?? word;
  }

  // What is left where nothing is near enough: each word that stands somewhere, and the closest titles.
  left(asked, weighed, held, query) {
    const fewer = asked.filter(({ weight }, n) => weight > 0.5 && held.some(({ had }) => had[n] > 0.5)).map(({ typed, said }) => (said ? this.spelled(said) : typed));
    const some = held.filter((hit) => hit.cover > 0 && this.kind(hit.place) !== "schema");
    return { fewer: asked.length > 1 ? fewer : [], closest: this.sorted(query, weighed, some).slice(0, MEANINGS) };
  }

  /** Return the places of the words in a text, by the alternatives that were asked for. */
  spans(text, alternatives) {
    return spans(text, alternatives, this.words);
  }

  has(n, facet, name) {
    return [this[facet][n] ?? []].flat().includes(name);
  }

  // `chosen` holds the names that are wanted of each facet: one of them must be the dataset's.
  narrow(found, chosen, but) {
    const facets = FACETS.filter((facet) => facet !== but && chosen[facet]?.length);
    return found.filter(({ place }) => facets.every((facet) => chosen[facet].some((name) => this.has(place, facet, name))));
  }

  /** Return hits in an order that was chosen: "newest" data first, by "name", or as they are. */
  ordered(found, order, language) {
    const names = new Intl.Collator(language, { numeric: true });
    const orders = { newest: (a, b) => this.newer(a, b), name: (a, b) => names.compare(this.titles[a.place], this.titles[b.place]) };
    return orders[order] ? [...found].sort(orders[order]) : found;
  }

  // How many datasets each name of a facet would leave, the other facets being as they are.
  counts(found, chosen, facet) {
    const counted = new Map();
    for (const { place } of this.narrow(found, chosen, facet))
      for (const name of [this[facet][place] ?? []].flat()) counted.set(name, (counted.get(name) ?? 0) + 1);
    return counted;
  }

  /** Return the alternatives by which the words of a query are marked where they stand. */
  marked(query, near) {
    return near ? this.meant(query).flatMap(({ alternatives, weight }) => (weight > 0.2 ? alternatives : [])) : terms(query, this.words).flat();
  }

  /** Return, for each part that holds a term, its texts with the spans to mark, and the synonyms used. */
  why(alternatives, n) {
    const found = {};
    const used = new Map();
    let plainly = false;
    for (const [part, texts] of Object.entries(this.parts(n))) {
      const marked = texts.map((text) => ({ text, spans: spans(text, alternatives, this.words) }));
      found[part] = marked.filter(({ spans: places }) => places.length);
      for (const { text } of found[part])
        for (const alternative of alternatives)
          if (spans(text, [alternative], this.words).length) {
            if (alternative.to) used.set(alternative.to, alternative);
            else plainly = true;
          }
    }
    return { parts: found, synonyms: plainly ? [] : [...used.values()] };
  }
}
