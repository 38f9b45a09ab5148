// The order of a list, chosen by links that only a script shows: a list that stands on the page as a
// whole is set anew, with the choice in the address; those of a longer one lead to the search.
import { keepQuery } from "./languages.js";

const choices = document.querySelector("[data-order]");
const links = [...choices.querySelectorAll("a")];
const status = choices.querySelector("[role=status]");
const list = choices.parentElement;
const parts = [...list.querySelectorAll(".datasets")].map((part) => [part, [...part.children]]);
const together = parts.length > 1 ? document.createElement("ul") : parts[0]?.[0];
const names = new Intl.Collator(document.documentElement.lang, { numeric: true });

const title = (entry) => entry.querySelector("a").textContent;
const until = (entry) => entry.querySelector(".until time")?.dateTime ?? "";
const orders = { newest: (a, b) => until(b).localeCompare(until(a)), name: (a, b) => names.compare(title(a), title(b)) };

function arrange(order) {
  const sorted = orders[order] && parts.flatMap(([, entries]) => entries).sort(orders[order]);
  for (const [part, entries] of parts) part.append(...entries);
  for (const section of list.querySelectorAll("section")) section.hidden = Boolean(sorted);
  if (together && sorted) together.append(...sorted);
  if (parts.length > 1) together.hidden = !sorted;
  for (const link of links) link.ariaCurrent = link.dataset.sort === (sorted ? order : "") ? "true" : null;
}

function choose(event) {
  const { sort, said } = event.currentTarget.dataset;
  event.preventDefault();
  arrange(sort);
  history.replaceState(null, "", sort ? `?sort=${sort}` : location.pathname);
  status.textContent = said;
}

choices.hidden = false;
if ("whole" in choices.dataset) {
  if (parts.length > 1) {
    Object.assign(together, { className: "datasets", hidden: true });
    choices.after(together);
  }
  for (const link of links) link.addEventListener("click", choose);
  arrange(new URLSearchParams(location.search).get("sort") ?? "");
  // A theme that is gone to stands in the list as it was.
  addEventListener("hashchange", () => arrange(""));
  keepQuery();
}
