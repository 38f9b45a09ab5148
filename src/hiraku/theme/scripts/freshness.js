// Judges due dates as of the visitor's own day; the page came as of its commit's.
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  .map((part) => String(part).padStart(2, "0"))
  .join("-");

for (const state of document.querySelectorAll("[data-due]")) {
  const late = state.dataset.due < today;
  state.textContent = late ? state.dataset.late : state.dataset.fresh;
  state.className = late ? "late" : "fresh";
}
