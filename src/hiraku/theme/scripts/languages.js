// What was asked for stays asked for on the page in another language: its link takes the query along.

export function keepQuery() {
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", () => (link.search = location.search));
  }
}
