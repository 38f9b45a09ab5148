// The buttons that lead from page to page, and the form that leads to a row. A short table has none.

const PAGE = 50;

/** Return behind which row the page ends that has this one, counted from 0. */
export const pageEnd = (row) => (Math.floor(row / PAGE) + 1) * PAGE;

export class Pages {
  constructor(root) {
    this.steps = [...root.querySelectorAll("[data-step]")];
    this.jump = root.querySelector("[data-jump]");
  }

  /** Call `show` with the first row of the page that is wished for, and with a row jumped to. */
  listen(show) {
    for (const button of this.steps) button.addEventListener("click", () => this.step(button, show));
    this.jump?.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = this.jump.querySelector("input").valueAsNumber - 1;
      show(pageEnd(row) - PAGE, row);
    });
  }

  step(button, show) {
    if (button.getAttribute("aria-disabled") === "true") return;
    const { from, to } = this.shown;
    show(button.dataset.step === "1" ? to : Math.max(0, (Math.ceil(from / PAGE) - 1) * PAGE));
  }

  /** Follow the rows that are shown: from one, counted from 0, to before another, of so many. */
  settle(shown) {
    this.shown = shown;
    for (const button of this.steps) {
      const over = button.dataset.step === "1" ? shown.to >= shown.all : shown.from === 0;
      button.setAttribute("aria-disabled", String(over));
    }
    if (this.jump) this.jump.querySelector("input").max = Math.max(shown.all, 1);
  }
}
