// One result as it is shown: its title, what kind it is, the rows that were found, and why.

const AROUND = 36;
const SHOWN = 3;
const CELLS = 2;
const TELLING = ["title", "keyword", "finding", "field", "description"];

const cut = (text) => (text.length > 2 * AROUND ? `${text.slice(0, 2 * AROUND)}…` : text);

/** Return what makes list items of hits; `page` has the template, the words and the index. */
export function results(page) {
  const { form, template, themes, say, day } = page;
  const letters = new RegExp(form.dataset.letters, "u");
  const { lang } = document.documentElement;

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

  function result(hit, alternatives) {
    const { index } = page;
    const item = template.cloneNode(true);
    const { parts, synonyms } = index.why(alternatives, hit.place);
    const link = item.querySelector("a");
    const entry = index.entry(hit.place);
    link.href = entry ? new URL(entry.path, new URL(form.dataset.home, location.href)) : form.dataset.dataset.replace("{id}", encodeURIComponent(index.ids[hit.place]));
    write(link, index.titles[hit.place], parts.title[0]?.spans);
    const fill = (name) => item.querySelector(`[data-fill="${name}"]`);
    if (entry) fill("kind").textContent = form.dataset[entry.kind];
    else fill("kind").remove();
    rows(fill("found"), hit.rows, alternatives);
    if (entry) item.querySelector(".meta").remove();
    else of_dataset(fill, hit, parts);
    if (entry || !index.complete) fill("row").remove();
    explain(item.querySelector(".why"), parts, synonyms, hit.rows.length);
    return item;
  }

  function of_dataset(fill, { place }, parts) {
    const { index } = page;
    const theme = themes[index.theme[place]];
    if (theme) fill("theme").append(...theme.map((node) => node.cloneNode(true)));
    if (!index.complete) {
      for (const name of ["rows", "changed"]) fill(name).remove();
      return;
    }
    write(fill("row"), index.row[place], parts.row[0]?.spans);
    fill("rows").textContent = say(fill("rows"), index.rows[place]);
    fill("modified").dateTime = index.modified[place];
    fill("modified").textContent = day(index.modified[place]);
  }

  // The rows that were found, each by its name and what else it says: 医療保健部 16件.
  function rows(list, found, alternatives) {
    for (const hit of found.slice(0, SHOWN)) list.append(row(hit, alternatives));
    const rest = found.length - SHOWN;
    if (rest > 0) list.append(write(document.createElement("li"), say(list, rest)));
    list.hidden = !found.length;
  }

  function row({ table, cells }, alternatives) {
    const item = document.createElement("li");
    const { columns, passage } = page.index.table.tables[table];
    const shown = chosen(cells, alternatives, passage);
    item.append(...shown.map(({ cell, n, spans }, at) => {
      const [title, unit, labels] = columns[n] ?? ["", ""];
      const value = document.createElement(at ? "span" : "b");
      if (at && !unit) value.append(Object.assign(document.createElement("small"), { textContent: title }), " ");
      write(value, ...(labels?.[cell] ? [labels[cell]] : around(cell, spans)));
      value.append(unit);
      return value;
    }));
    return item;
  }

  // The name of a row, then what was found in it and what tells the most.
  function chosen(cells, alternatives, passage) {
    const all = cells.map((cell, n) => ({ cell, n, spans: page.index.spans(cell, alternatives) })).filter(({ cell }) => cell);
    const [name, ...others] = all;
    const hits = others.filter(({ spans }) => spans.length).slice(0, 2);
    const telling = passage ? [] : others.filter((one) => !hits.includes(one)).slice(0, Math.max(0, CELLS - hits.length));
    return [name, ...[...hits, ...telling].sort((a, b) => a.n - b.n)];
  }

  function explain(why, parts, synonyms, found) {
    const elsewhere = TELLING.some((part) => parts[part]?.length);
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
      } else if (!parts[part]?.length || (found && part === "value") || (part === "also" && elsewhere)) line.remove();
      else if (values) parts[part].slice(0, SHOWN).forEach(({ text, spans }) => values.append(write(document.createElement("span"), ...around(text, spans))));
    }
    why.hidden = !why.children.length;
  }

  return result;
}

// A long text is cut to what stands around its first match.
export function around(text, spans) {
  if (!spans.length) return [cut(text), []];
  const [[begin, end]] = spans;
  const from = Math.max(0, begin - AROUND);
  const to = Math.min(text.length, Math.max(end, begin + AROUND) + AROUND);
  const kept = spans.filter((span) => span[1] <= to).map((span) => span.map((at) => at - from + (from ? 1 : 0)));
  return [(from ? "…" : "") + text.slice(from, to) + (to < text.length ? "…" : ""), kept];
}
