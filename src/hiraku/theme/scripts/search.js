// The search page: results while one types, narrowed by facets, the state in the address.
import { FACETS, Index } from "./finding.js";
import { keepQuery } from "./languages.js";

const PAGE = 20;
const PAUSE = 150;
const AROUND = 36;
const SHOWN = 3;

const { lang } = document.documentElement;
const form = document.querySelector("#search");
const box = form.elements.q;
const area = document.querySelector("#found");
const [status, list, more, none, start] = ["#status", "#results", "#more", "#none", "#start"].map((id) => area.querySelector(id));
const template = document.querySelector("#result").content.firstElementChild;
const letters = new RegExp(form.dataset.letters, "u");
const titles = {};
const counters = {};

let index;
let opening;
let completing;
let shown = [];
let timer;

const number = (value) => value.toLocaleString(lang);
const say = (element, n) => (n === 1 ? element.dataset.one : element.dataset.many).replace("{n}", number(n));
const day = (text) => new Date(text).toLocaleDateString(form.dataset.locale, { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

const open = () => (opening ??= fetched(form.dataset.first).then((first) => (index = new Index(first))));
const complete = () => (completing ??= fetched(form.dataset.rest).then((rest) => index.add(rest)));

// What could not be fetched is asked for again at the next letter.
function failed() {
  status.textContent = status.dataset.failed;
  opening = index ? opening : undefined;
  completing = undefined;
}

// The links to the lists become boxes to tick, so that several may be chosen.
function equip(facet) {
  titles[facet] = {};
  counters[facet] = {};
  for (const item of area.querySelectorAll(`[data-facet="${facet}"] [data-value]`)) {
    const name = item.dataset.value;
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: facet, value: name });
    tick.setAttribute("form", form.id);
    const label = document.createElement("label");
    titles[facet][name] = [...item.querySelector("a").childNodes];
    counters[facet][name] = { item, tick, count: item.querySelector(".size") };
    label.append(tick, ...titles[facet][name], " ", counters[facet][name].count);
    item.replaceChildren(label);
  }
}

const chosen = () => Object.fromEntries(FACETS.map((facet) => [facet, new FormData(form).getAll(facet)]));

function restore() {
  const state = new URLSearchParams(location.search);
  box.value = state.get("q") ?? "";
  for (const facet of FACETS)
    for (const { tick } of Object.values(counters[facet])) tick.checked = state.getAll(facet).includes(tick.value);
}

function keep() {
  const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  history.replaceState(null, "", `${state}` ? `?${state}` : location.pathname);
}

const asked = () => box.value.trim() !== "" || FACETS.some((facet) => chosen()[facet].length);

function search() {
  clearTimeout(timer);
  keep();
  return seek().catch(failed);
}

async function seek() {
  if (!asked()) {
    show();
    return;
  }
  await open();
  if (!index.complete) {
    show(index.find(box.value));
    await complete();
  }
  show(asked() && index.find(box.value));
}

function show(exact) {
  const wanted = chosen();
  const near = exact && !exact.length && index.complete ? index.nearest(box.value) : [];
  const found = near.length ? near.map(({ place }) => place) : exact;
  shown = found ? index.narrow(found, wanted) : [];
  list.replaceChildren();
  grow();
  start.hidden = Boolean(found);
  none.hidden = !found || shown.length > 0 || !index.complete;
  for (const facet of FACETS) recount(facet, found && index.counts(found, wanted, facet));
  // Nothing is announced before all texts were searched.
  if (!found) status.textContent = "";
  else if (index.complete) status.textContent = shown.length ? said(near) : status.dataset.none;
}

// How many were found or, where nothing was exactly so, which words the nearest lacks.
function said(near) {
  if (!near.length) return say(status, shown.length);
  const lacking = near[0].lacking.map((word) => status.dataset.word.replace("{word}", word)).join("");
  return lacking ? status.dataset.lacking.replace("{words}", lacking) : status.dataset.near;
}

function recount(facet, counts) {
  for (const [name, { item, tick, count }] of Object.entries(counters[facet])) {
    count.dataset.all ??= count.textContent;
    const n = counts && (counts.get(name) ?? 0);
    count.textContent = counts ? number(n) : count.dataset.all;
    item.hidden = n === 0 && !tick.checked;
  }
}

function grow() {
  const from = list.children.length;
  list.append(...shown.slice(from, from + PAGE).map(result));
  const rest = shown.length - list.children.length;
  more.hidden = rest <= 0;
  more.textContent = say(more, rest);
  return list.children[from];
}

function result(n) {
  const item = template.cloneNode(true);
  const { parts, synonyms } = index.why(box.value, n);
  const link = item.querySelector("a");
  link.href = form.dataset.dataset.replace("{id}", encodeURIComponent(index.ids[n]));
  write(link, index.titles[n], parts.title[0]?.spans);
  const fill = (name) => item.querySelector(`[data-fill="${name}"]`);
  const theme = titles.theme[index.theme[n]];
  if (theme) fill("theme").append(...theme.map((node) => node.cloneNode(true)));
  if (index.complete) {
    write(fill("row"), index.row[n], parts.row[0]?.spans);
    fill("rows").textContent = say(fill("rows"), index.rows[n]);
    fill("modified").dateTime = index.modified[n];
    fill("modified").textContent = day(index.modified[n]);
  } else for (const name of ["row", "rows", "changed"]) fill(name).remove();
  explain(item.querySelector(".why"), parts, synonyms);
  return item;
}

function explain(why, parts, synonyms) {
  for (const line of [...why.children]) {
    const { part } = line.dataset;
    const values = line.querySelector("[data-values]");
    if (part === "synonym") {
      line.remove();
      for (const { from, to } of synonyms) {
        const pair = line.cloneNode(true);
        write(pair.querySelector("[data-from]"), from);
        write(pair.querySelector("[data-to]"), to);
        why.append(pair);
      }
    } else if (!parts[part]?.length) line.remove();
    else if (values) parts[part].slice(0, SHOWN).forEach(({ text, spans }) => values.append(write(document.createElement("span"), ...around(text, spans))));
  }
  why.hidden = !why.children.length;
}

// A long text is cut to what stands around its first match.
function around(text, spans) {
  const [[begin, end]] = spans;
  const from = Math.max(0, begin - AROUND);
  const to = Math.min(text.length, Math.max(end, begin + AROUND) + AROUND);
  const kept = spans.filter((span) => span[1] <= to).map((span) => span.map((at) => at - from + (from ? 1 : 0)));
  return [(from ? "…" : "") + text.slice(from, to) + (to < text.length ? "…" : ""), kept];
}

function write(element, text, spans = []) {
  let rest = 0;
  for (const [from, to] of spans) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    element.append(text.slice(rest, from), mark);
    rest = to;
  }
  element.append(text.slice(rest));
  if (lang !== form.dataset.language && letters.test(text)) element.lang = form.dataset.language;
  return element;
}

// The arrows lead from the box through the results and back.
function step(event) {
  const way = [box, ...list.querySelectorAll("h3 a")];
  const at = way.indexOf(document.activeElement);
  const target = way[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (event.isComposing || at < 0 || !target) return;
  event.preventDefault();
  target.focus();
}

FACETS.forEach(equip);
area.querySelector("details").open = matchMedia("(min-width: 56rem)").matches;
restore();
if (asked()) search();
box.addEventListener("focus", () => open().catch(failed));
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
area.addEventListener("change", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
more.addEventListener("click", () => grow()?.querySelector("a").focus());
addEventListener("keydown", step);
keepQuery();
