// The form that narrows a table: a column, one of its values, a text. A short table has none.
import { element, said } from "./cells.js";
import { folded } from "./order.js";
import { count } from "./words.js";

const PAUSE = 250;

export class Filter {
  constructor(root, plan) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.form = find("filter");
    this.columns = plan.columns;
    this.words = plan.words;
    this.column = find("column");
    this.choosing = find("choosing");
    this.choice = find("choice");
    this.text = find("text");
  }

  /** Return the place of the column, or "" for all of them, the value chosen and the text. */
  wish() {
    const place = this.column?.value ?? "";
    return { place, choice: place && this.choice.value, text: folded(this.text?.value ?? "") };
  }

  /** Call `act` with each wish, once the reader has stopped typing. */
  listen(act) {
    this.form?.addEventListener("submit", (event) => event.preventDefault());
    this.form?.addEventListener("input", ({ target }) => {
      if (target === this.column) this.offer();
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => act(this.wish()), target === this.text ? PAUSE : 0);
    });
  }

  /** Stand as a wish says. */
  set({ place, choice, text }) {
    if (!this.form) return;
    this.column.value = place;
    this.offer();
    this.choice.value = choice;
    this.text.value = text;
  }

  /** Return the text as it was typed. */
  typed() {
    return this.text?.value.trim() ?? "";
  }

  /** Offer the values of the column that is chosen. */
  offer() {
    const column = this.columns[this.column.value];
    const choices = column?.choices ?? [];
    const made = choices.map(([value, number]) => {
      const option = element("option", "", `${said(value, column, this.words)} (${count(number)})`);
      option.value = value;
      return option;
    });
    this.choice.replaceChildren(this.choice.options[0], ...made);
    this.choice.value = "";
    this.choosing.hidden = !choices.length;
  }

  release() {
    if (this.choice) this.choice.value = "";
  }

  clear() {
    if (!this.form) return;
    this.form.reset();
    this.offer();
  }
}
