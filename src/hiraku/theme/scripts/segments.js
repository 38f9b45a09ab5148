// A query is taken apart: at blanks and signs, around known words, where the script changes.
import { even, folded_signs } from "./matching.js";

const WEAK = 0.15;
export const LETTER = 0.3;
const SOFT = 0.6;
const MOST = 8;
const LONGEST = 24;
const PARTICLES = /^(?:における|に関する|について|に対する|による|との|での|への|からの|までの|の|を|に|は|が|と|で|へ|や|も|な)+/;
const LAST_PARTICLES = /(?:の|を|に|は|が|と|で|へ|や|も|な)+$/;
// What asks, and what any data could be called.
const ASKS =
  /^(?:です|でしょう|ます|ました|ません|あります|ありません|できます|できる|できた|でき|ください|下さい|ほしい|したい|たい|なに|何|どこ|どの|どれ|どんな|どう|いつ|だれ|誰|いくつ|いくら|なん|なぜ|ごと|とは|という|って|か)+(?:か|の)?$/;
// What else ends a sentence after a word; by itself it may be one: もも, いるか.
const ENDS = /^(?:です|でしょう|ます|ました|ません|います|ある|あり|ない|なかった|いる|いい|よい|できる|できた|でき|した|して|され|やって|もらえ|ください|ほしい|たい|どこ|いつ|いくつ|なん|とは|という|って|も|か)+(?:か|の)?$/;
// How many of what: 何時間, 何件; and what is the most.
const ASKED = /^(?:何(?=.)|一番(?=[高低多少大小新古近遠安早長短]))/u;
// What points to the site or the data themselves.
const POINTS = /^(?:この|その|あの|こちら|そちら|ここ|そこ|これ|それ)(?:の|を|に|は|が|で|から)?$/;
const GENERIC = new Set(["一覧", "で-た", "情報", "りすと", "資料", "統計", "表", "全体", "全部", "方法", "使い方", "教", "知", "見", "探", "一番", "高", "低", "多", "少", "比", "data", "list", "table", "information"]);
const ENGLISH = new Set(["the", "of", "in", "for", "and", "a", "an", "to", "by", "on", "is", "are", "what", "which", "where", "how", "many", "do", "does", "with", "from", "at", "about", "i", "we", "me", "you", "your", "can", "be", "was", "were", "have", "has", "had", "did", "will", "who", "when", "why", "there", "this", "these", "that", "or", "any", "most"]);

const script_of = (sign) => {
  if (/[ぁ-ゖ]/.test(sign)) return "hiragana";
  if (/[ァ-ヺー]/.test(sign)) return "katakana";
  if (/[\p{sc=Han}々〆]/u.test(sign)) return "han";
  if (/[a-z0-9]/.test(sign)) return "latin";
  return /[\p{L}\p{N}\p{M}]/u.test(sign) ? "other" : "";
};

const apart = (scripts, at) => scripts[at] === "han" || scripts[at - 1] !== scripts[at];

/** The words at which compounds are cut. */
export class Known {
  constructor(words) {
    this.words = new Set(words.filter((word) => [...word].length > 1));
    this.longest = Math.min(LONGEST, Math.max(0, ...[...this.words].map((word) => word.length)));
  }

  has(word) {
    return this.words.has(word);
  }

  // The longest known word at a place; but for kanji, it must not begin or end amid its script.
  at(text, scripts, from) {
    for (let end = Math.min(text.length, from + this.longest); end > from + 1; end--)
      if (this.words.has(text.slice(from, end)) && apart(scripts, from) && apart(scripts, end)) return end;
    return 0;
  }
}

// A run of one script in known words, where they fill it.
function tiles(text, known) {
  const ways = [[]];
  for (let end = 1; end <= text.length; end++)
    for (let from = Math.max(0, end - known.longest); from < end - 1 && !ways[end]; from++)
      if (ways[from] && known.has(text.slice(from, end))) ways[end] = [...ways[from], text.slice(from, end)];
  return ways[text.length] ?? [text];
}

/** Return the words of a query, folded, at most eight: each with its `weight` from 0 to 1, as it was `typed`,
 *  the `run` of one script and the `whole` without a break that it is of. */
export function segments(query, known) {
  const plain = even(query).slice(0, 200);
  const text = folded_signs(plain);
  const scripts = [...plain].length === plain.length ? [...plain].map(script_of) : plain.split("").map(script_of);
  const found = [];
  for (let at = 0; at < text.length; ) {
    const end = scripts[at] ? ended(text, scripts, at, known) : at + 1;
    const run = run_at(text, at, (n) => scripts[n] === scripts[at]);
    const whole = run_at(text, at, (n) => scripts[n]);
    if (scripts[at]) for (const own of weighed(text.slice(at, end), scripts, at, known)) found.push({ ...own, run, whole, typed: typed_as(own.word, text, plain, at) });
    at = end;
  }
  return heaviest(found.some(({ weight }) => weight) ? found : found.map((own) => ({ ...own, weight: 1 })));
}

function typed_as(word, text, plain, from) {
  const at = text.indexOf(word, from);
  return plain.slice(at, at + word.length);
}

// All that stands around a place without a break.
function run_at(text, at, holds) {
  let [from, to] = [at, at];
  while (from > 0 && holds(from - 1)) from--;
  while (to < text.length && holds(to)) to++;
  return text.slice(from, to);
}

function ended(text, scripts, from, known) {
  const whole = known.at(text, scripts, from);
  if (whole) return whole;
  let end = from + 1;
  while (end < text.length && scripts[end] === scripts[from] && !(scripts[end] === "han" && known.at(text, scripts, end))) end++;
  return end;
}

function weighed(word, scripts, at, known) {
  const [asking] = ASKED.exec(word) ?? [""];
  if (asking) return weighed(word.slice(asking.length), scripts, at + asking.length, known);
  if (known.has(word)) return [{ word, weight: GENERIC.has(word) ? WEAK : 1 }];
  if (scripts[at] === "hiragana") return kana_words(word, scripts[at - 1], known);
  const parts = scripts[at] === "han" ? [word] : tiles(word, known);
  return parts.map((part) => ({ word: part, weight: weight_of(part, scripts[at]) }));
}

/** Return how much a word says of what is wanted, from 0 to 1. */
export function weight_of(word, script) {
  if (ENGLISH.has(word)) return 0;
  if (GENERIC.has(word)) return WEAK;
  return script !== "latin" && [...word].length < 2 ? LETTER : 1;
}

// After kanji, hiragana is the end of a word or grammar; after a particle or a blank, a word may begin.
function kana_words(run, before, known) {
  const rest = before ? run.replace(PARTICLES, "") : run;
  const word = rest.replace(LAST_PARTICLES, "") || rest;
  if (!word) return before ? [] : [{ word: run, weight: SOFT }];
  if (ASKS.test(word) || POINTS.test(run) || (before && (ENDS.test(word) || ENDS.test(run)))) return [];
  const opens = !before || rest !== run;
  return tiles(word, known).map((part) => ({ word: part, weight: known.has(part) || !before ? 1 : opens ? SOFT : WEAK }));
}

function heaviest(found) {
  const words = new Map();
  found.forEach((own, n) => {
    if (own.weight > (words.get(own.word)?.weight ?? 0)) words.set(own.word, { ...own, n });
  });
  const sorted = [...words.values()].sort((a, b) => b.weight - a.weight || a.n - b.n);
  return sorted.slice(0, MOST).sort((a, b) => a.n - b.n);
}
