// Shows every row of a table of which the page holds the first: page by page, in order, filtered.
// What it says stands in the page. Whatever fails leaves the page's own rows.

const PAGE = 50;
const LONG = 120;
const HEAD = 80;
const SHORT = 14;
const KEPT = 12;

for (const root of document.querySelectorAll("[data-preview]")) {
  const plan = root.querySelector("[data-plan]");
  if (plan) start(root, JSON.parse(plan.textContent));
}

/** Return the rows of a CSV text (RFC 4180, lines end with LF), each of so many cells. */
function rows(text, width) {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^,"\n]*))(,|\n|$)/y;
  const found = [];
  let row = [];
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text);
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") {
      found.push(row);
      row = [];
    }
  }
  // Some hosts answer with a page where there is no such file.
  if (!found.length || found.some((each) => each.length !== width)) throw new Error("no table");
  return found;
}

/** Return a function that fetches the rows of a file; where it has a range, of that part of it. */
function reader(base) {
  const kept = new Map();
  const read = async (name, range) => {
    const headers = range ? { Range: `bytes=${range}` } : {};
    const answer = await fetch(new URL(name, base), { headers });
    if (answer.status !== (range ? 206 : 200)) throw new Error(answer.status);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    // Some hosts have the browser inflate it already: only gzip begins with these two bytes.
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  return (name, range = "") => {
    const key = `${name} ${range}`;
    const reading = kept.get(key) ?? read(name, range);
    kept.delete(key);
    kept.set(key, reading);
    reading.catch(() => kept.delete(key));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return reading;
  };
}

/** Return a function that gives the rows of a part, counted from 0. */
function parts(plan, read) {
  const transports = {
    whole: () => read(plan.path),
    chunks: (part) => read(`${String(part + 1).padStart(4, "0")}.csv.gz`),
    range: async (part) => {
      const sizes = JSON.parse(await read("members.json"));
      const from = sizes.slice(0, part).reduce((sum, size) => sum + size, 0);
      return read("data.csv.gz", `${from}-${from + sizes[part] - 1}`);
    },
  };
  return async (part) => rows(await transports[plan.transport](part), plan.columns.length).slice(part ? 0 : 1);
}

const folded = (text) => text.normalize("NFKC").toLowerCase();

/** Return what a cell is compared by: numbers that a double does not hold exactly as BigInt. */
function key(text, column) {
  if (!column.number) return text;
  const digits = [...text].filter((each) => /[\d-]/.test(each) || each === column.number).join("");
  return /^-?\d{16,}$/.test(digits) ? BigInt(digits) : Number(digits.replace(column.number, "."));
}

/** Put rows in the order of a column: those without a value come last, equal ones stay. */
function ordered(list, place, column, direction) {
  const sign = direction === "ascending" ? 1 : -1;
  const missing = (row) => Object.hasOwn(column.missing, row[place]);
  const known = list.filter((row) => !missing(row)).map((row) => [key(row[place], column), row]);
  known.sort(([a], [b]) => sign * ((a > b) - (a < b)));
  return [...known.map(([, row]) => row), ...list.filter(missing)];
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** Make a cell as `partials/cells.html` does. */
function cell(text, column, none) {
  const letters = [...text];
  if (Object.hasOwn(column.missing, text)) {
    const made = element("td", column.right ? "number" : "short");
    const label = element("span", "missing", column.missing[text] || none);
    if (!column.missing[text]) label.lang = document.documentElement.lang;
    made.append(...(text ? [element("span", "symbol", text), " "] : []), label);
    return made;
  }
  if (letters.length > LONG) {
    const details = element("details");
    details.append(element("summary", "", letters.slice(0, HEAD).join("")));
    details.append(letters.slice(HEAD).join(""));
    const made = element("td", "long");
    made.append(details);
    return made;
  }
  return element("td", column.right ? "number" : letters.length > SHORT ? "long" : "short", text);
}

function start(root, plan) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const region = root.querySelector(".scroll");
  const body = root.querySelector("tbody");
  const heads = [...root.querySelectorAll("thead th")];
  const state = find("state");
  const filter = find("filter");
  const own = [...body.children];
  const exact = plan.transport === "whole";
  const read = reader(new URL(plan.path, document.baseURI));
  const part = parts(plan, read);
  const extract = async (name) => rows(await read(`${name}.csv.gz`), plan.columns.length);
  const count = (number) => number.toLocaleString(document.documentElement.lang);
  const say = (word, values = {}) =>
    plan.words[word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? count(plan[name]));
  const titled = (place) => heads[place].querySelector(".title").textContent;
  let sorting = null; // { place, direction }
  let at = 0; // the first row shown, counted from 0
  let end = own.length; // behind the last row shown
  let total = plan.rows;
  let here = 0; // the first row shown of the table as it stands
  let narrowed = false; // whether the rows shown are those that a filter lets through
  let turn = 0;

  /** Return what is wished for: the column, the value chosen and the text typed. */
  function wish() {
    const place = filter?.querySelector("[data-column]").value ?? "";
    const choice = place && find("choice").value;
    return { place, choice, text: folded(find("text")?.value ?? "") };
  }

  const holds = ({ place, text }) => (row) =>
    (place === "" ? row : [row[place]]).some((each) => folded(each).includes(text));

  /** Return the rows to page through, and what is to be said of them. */
  async function listed({ place, choice, text }) {
    const said = [];
    let list;
    if (exact) {
      list = await part(0);
      if (choice) list = list.filter((row) => row[place] === choice);
      if (choice || text) said.push(say("found"));
    } else if (choice) {
      const column = plan.columns[place].choices;
      const found = column.findIndex(([value]) => value === choice);
      list = await extract(`${Number(place) + 1}-value-${found + 1}`);
      said.push(say("having", { value: choice, count: count(column[found][1]) }));
    } else if (sorting) {
      list = await extract(`${sorting.place + 1}-${sorting.direction}`);
      said.push(say("ends"));
    } else if (text) {
      const first = Math.floor(here / plan.part) * plan.part;
      list = await part(first / plan.part);
      said.push(say("within", { from: count(first + 1), to: count(first + list.length) }));
    }
    if (text) list = list.filter(holds({ place, text }));
    if (sorting) {
      if (exact) list = ordered(list, sorting.place, plan.columns[sorting.place], sorting.direction);
      said.unshift(say(sorting.direction, { column: titled(sorting.place) }));
    }
    return { list, said };
  }

  /** Return the rows from one to another, which stand in one part: pages never straddle two. */
  async function taken(wished, from, to) {
    const whole = !exact && !sorting && !wished.choice && !wished.text;
    if (whole) {
      const first = Math.floor(from / plan.part) * plan.part;
      const list = await part(first / plan.part);
      here = from;
      return { shown: list.slice(from - first, to - first), all: plan.rows, said: [] };
    }
    const { list, said } = await listed(wished);
    return { shown: list.slice(from, to), all: list.length, said };
  }

  /** Show a page; `from` is its first row. Only the last wish is followed. */
  async function show(from, current = -1) {
    const mine = ++turn;
    const wished = wish();
    const to = (Math.floor(from / PAGE) + 1) * PAGE;
    region.setAttribute("aria-busy", "true");
    try {
      const { shown, all, said } = await taken(wished, from, to);
      if (mine !== turn) return;
      body.replaceChildren(...shown.map(line));
      [at, end, total] = [from, from + shown.length, all];
      narrowed = Boolean(wished.choice || wished.text);
      const range = { from: count(from + 1), to: count(end), total: count(all) };
      state.textContent = [all ? say("range", range) : say("nothing"), ...said].join(" ");
      reveal(true);
      point(current - from);
    } catch {
      if (mine === turn) fail();
    }
    settle();
  }

  function line(row) {
    const made = element("tr");
    made.append(...row.map((text, place) => cell(text, plan.columns[place], plan.words.none)));
    return made;
  }

  function point(place) {
    const row = body.children[place];
    region.scrollTop = 0;
    if (!row) return;
    row.setAttribute("aria-current", "true");
    region.scrollTop = row.offsetTop - region.clientHeight / 2;
  }

  function clear() {
    for (const input of filter?.querySelectorAll("select, input") ?? []) input.value = "";
    choose();
    sorting = null;
  }

  function fail() {
    clear();
    body.replaceChildren(...own);
    [at, end, total, here, narrowed] = [0, own.length, plan.rows, 0, false];
    state.textContent = say("failed");
    reveal(false);
  }

  /** Change what is said of the page's own rows for what is said of others, or back. */
  function reveal(others) {
    for (const each of root.querySelectorAll("[data-static]")) each.hidden = others;
    for (const each of root.querySelectorAll("[data-paged]")) each.hidden = !others;
  }

  function settle() {
    region.removeAttribute("aria-busy");
    for (const [place, head] of heads.entries()) {
      if (sorting?.place === place) head.setAttribute("aria-sort", sorting.direction);
      else head.removeAttribute("aria-sort");
    }
    for (const button of root.querySelectorAll("[data-step]")) {
      const over = button.dataset.step === "1" ? end >= total : at === 0;
      button.setAttribute("aria-disabled", String(over));
    }
    const number = find("jump")?.querySelector("input");
    if (number) number.max = Math.max(total, 1);
  }

  /** Offer the values of the column that is chosen. */
  function choose() {
    const select = find("choice");
    if (!select) return;
    const choices = plan.columns[find("column").value]?.choices ?? [];
    const made = choices.map(([value, number]) => {
      const option = element("option", "", `${value} (${count(number)})`);
      option.value = value;
      return option;
    });
    select.replaceChildren(select.options[0], ...made);
    find("choosing").hidden = !choices.length;
  }

  function sort(place) {
    const down = sorting?.place === place && sorting.direction;
    const next = { ascending: "descending", descending: "" }[down] ?? "ascending";
    sorting = next ? { place, direction: next } : null;
    // The rows of one value are not at hand in another order.
    if (!exact && sorting && find("choice")) find("choice").value = "";
    show(0);
  }

  for (const [place, head] of heads.entries()) {
    if (!("sorted" in head.dataset)) continue;
    const button = element("button", "sort");
    button.type = "button";
    button.append(head.querySelector(".title"));
    button.addEventListener("click", () => sort(place));
    head.prepend(button);
  }
  for (const button of root.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      show(button.dataset.step === "1" ? end : Math.max(0, (Math.ceil(at / PAGE) - 1) * PAGE));
    });
  }
  find("jump")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = event.target.querySelector("input").valueAsNumber - 1;
    show(Math.floor(row / PAGE) * PAGE, row);
  });
  let waiting;
  filter?.addEventListener("input", (event) => {
    if ("column" in event.target.dataset) {
      find("choice").value = "";
      choose();
    }
    const { place, choice, text } = wish();
    if (!exact && choice) sorting = null;
    clearTimeout(waiting);
    if (!choice && !text && !narrowed) return;
    waiting = setTimeout(() => show(0), event.target.type === "search" ? 250 : 0);
  });
  filter?.addEventListener("submit", (event) => event.preventDefault());
  find("clear")?.addEventListener("click", () => {
    clear();
    show(0);
  });
  for (const tools of root.querySelectorAll(".tools")) tools.hidden = false;
}
