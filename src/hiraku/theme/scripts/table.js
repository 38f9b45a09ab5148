// Shows every row of a table of which the page holds the first: page by page, in order, filtered.
// What it says stands in the page. Whatever fails leaves the page's own rows.
import { keepQuery } from "./languages.js";
import { View } from "./preview/view.js";

for (const [at, root] of document.querySelectorAll("[data-preview]").entries()) {
  const plan = root.querySelector("[data-plan]");
  if (plan) new View(root, JSON.parse(plan.textContent), at + 1).start();
}
keepQuery();
