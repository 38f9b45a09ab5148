// The search page: results while one types, narrowed by facets, the state in the address.
import { FACETS } from "./facets.js";
import { keepQuery } from "./languages.js";
import { results } from "./results.js";

const PAGE = 20;
const PAUSE = 150;
const SPARSE = 3;
const WHOLE = 0.9;

const { lang } = document.documentElement;
const form = document.querySelector("#search");
const { q: box, sort } = form.elements;
const area = document.querySelector("#found");
const [status, list, more, near, near_list, none, start] = ["#status", "#results", "#more", "#near", "#near-results", "#none", "#start"].map((id) => area.querySelector(id));
const titles = {};
const counters = {};

let index;
let opening;
let completing;
let exact = [];
let shown = [];
let timer;
let turn = 0;
let tries = 0;

// Beside what is exactly so, only that is near which has all words, and not in the prose of a page.
const beside = ({ place, cover }) => cover > WHOLE && index.kind(place) !== "page";
const linked = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });
const number = (value) => value.toLocaleString(lang);
const say = (element, n) => (n === 1 ? element.dataset.one : element.dataset.many).replace("{n}", number(n));
const day = (text) => new Date(text).toLocaleDateString(form.dataset.locale, { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });

FACETS.forEach(equip);
const page = { form, template: document.querySelector("#result").content.firstElementChild, themes: titles.theme, say, day };
const result = results(page);

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

// What answers comes when somebody asks; an address that failed is not fetched again, so that each try has its own.
const engine = () => import(new URL(`${form.dataset.engine}#${tries}`, document.baseURI));
const open = () => (opening ??= Promise.all([engine(), fetched(form.dataset.first)]).then(begun));
const complete = () => (completing ??= Promise.all([engine(), fetched(form.dataset.rest), fetched(form.dataset.tables)]).then(filled));

function begun([{ engine: { Index } }, first]) {
  page.index = index = new Index(first);
}

function filled([{ engine: { Rows } }, rest, tables]) {
  index.add(rest);
  index.with(new Rows((name) => fetched(form.dataset.first.replace(/[^/]*$/, name)), tables, index.words));
}

// What could not be fetched is asked for again at the next letter.
function failed() {
  tries += 1;
  status.textContent = status.dataset.failed;
  opening = index ? opening : undefined;
  completing = index?.complete ? completing : undefined;
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
  sort.value = ["newest", "name"].find((order) => order === state.get("sort")) ?? "";
  for (const facet of FACETS)
    for (const { tick } of Object.values(counters[facet])) tick.checked = state.getAll(facet).includes(tick.value);
}

function keep() {
  const state = `${new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()))}`;
  history.replaceState(null, "", state ? `?${state}` : location.pathname);
}

const asked = () => box.value.trim() !== "" || sort.value !== "" || FACETS.some((facet) => chosen()[facet].length);

function search() {
  clearTimeout(timer);
  keep();
  turn += 1;
  return seek(turn).catch(failed);
}

// What is known already is shown at once; rows and what is near follow, where nobody typed on.
async function seek(own) {
  if (!asked()) {
    show(null);
    return;
  }
  await open();
  if (!index.complete) {
    show(index.find(box.value));
    await complete();
  }
  const found = await index.answers(box.value);
  if (own !== turn) return;
  show(found);
  if (found.length < SPARSE && box.value.trim()) await seek_near(own);
  else settle(null);
}

async function seek_near(own) {
  const partial = index.table.partial;
  await index.look_near(box.value);
  if (own !== turn) return;
  settle(index.nearest(box.value), partial);
}

function show(found) {
  const wanted = chosen();
  exact = found ?? [];
  shown = index && found ? index.ordered(index.narrow(found, wanted), sort.value, lang) : [];
  list.replaceChildren();
  near.hidden = none.hidden = true;
  grow();
  start.hidden = Boolean(found);
  form.classList.toggle("asked", Boolean(found));
  for (const facet of FACETS) recount(facet, found && index.counts(found, wanted, facet));
  // Nothing is announced before all texts were searched.
  if (!found) status.textContent = "";
  else if (index.complete && shown.length) status.textContent = say(status, shown.length) + sort.selectedOptions[0].dataset.said + (index.table.partial ? status.dataset.partial : "");
}

// What is near stands apart, below what is exactly so; where there is neither, what one could do.
function settle(nearest) {
  const wanted = chosen();
  const places = new Set(exact.map(({ place }) => place));
  const others = nearest ? index.narrow(nearest.found.filter((hit) => !places.has(hit.place) && (!exact.length || beside(hit))), wanted) : [];
  near.hidden = !others.length;
  near_list.replaceChildren();
  if (others.length) {
    const alternatives = index.marked(box.value, true);
    near_list.append(...others.slice(0, PAGE).map((hit) => result(hit, alternatives)));
    near.querySelector("#near-how").textContent = how(nearest);
    if (!exact.length) for (const facet of FACETS) recount(facet, index.counts(nearest.found, wanted, facet));
  }
  if (!shown.length) status.textContent = others.length ? status.dataset.near : status.dataset.none;
  none.hidden = shown.length > 0 || others.length > 0;
  if (!none.hidden && nearest) suggest(nearest);
}

// Which words were let go, and which were taken for others.
function how({ lacking, said }) {
  const { without, instead, word } = near.dataset;
  const quoted = (text) => word.replace("{word}", text);
  const told = said.map(({ from, to }) => instead.replace("{from}", from).replace("{to}", to));
  const dropped = lacking.filter((text) => !said.some(({ from }) => from === text));
  if (dropped.length) told.push(without.replace("{words}", dropped.map(quoted).join("")));
  return told.join(" ");
}

// The words to leave out, as links to what is then found; and the titles that come nearest.
function suggest({ fewer, closest }) {
  const [words, nearby] = ["fewer", "closest"].map((name) => none.querySelector(`[data-fill="${name}"]`));
  words.replaceChildren(...fewer.map((query) => linked(`?${new URLSearchParams({ q: query })}`, query)));
  nearby.replaceChildren(...closest.map((hit) => result(hit, []).querySelector("h3 a")));
  for (const line of [words, nearby]) line.closest("li").hidden = !line.children.length;
}

function recount(facet, counts) {
  for (const [name, { item, tick, count }] of Object.entries(counters[facet])) {
    count.dataset.all ??= count.textContent;
    const n = counts && (counts.get(name) ?? 0);
    count.textContent = counts ? number(n) : count.dataset.all;
    item.hidden = n === 0 && !tick.checked;
  }
  // What is folded has a heading only where anything is left in it.
  const section = area.querySelector(`[data-facet="${facet}"]`);
  for (const part of section ? [...section.querySelectorAll("details"), section] : []) part.hidden = !part.querySelector("[data-value]:not([hidden])");
}

function grow() {
  const from = list.children.length;
  list.append(...shown.slice(from, from + PAGE).map((hit) => result(hit, index.marked(box.value, hit.by_parts))));
  const rest = shown.length - list.children.length;
  more.hidden = rest <= 0;
  more.textContent = say(more, rest);
  return list.children[from];
}

// The arrows lead from the box through the results and back.
function step(event) {
  const way = [box, ...area.querySelectorAll("h3 a")];
  const at = way.indexOf(document.activeElement);
  const target = way[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (event.isComposing || at < 0 || !target) return;
  event.preventDefault();
  target.focus();
}

area.querySelector("details").open = matchMedia("(min-width: 56rem)").matches;
start.hidden = area.querySelector("#order").hidden = false;
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
