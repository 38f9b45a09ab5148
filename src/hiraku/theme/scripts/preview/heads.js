// The heads of the columns: a press on one puts the rows in its order, up, down, and back.
import { element } from "./cells.js";

const AFTER = { ascending: "descending", descending: "" };

export class Heads {
  sorting = null; // { place, direction }

  constructor(root) {
    this.heads = [...root.querySelectorAll("thead th")];
    this.titles = this.heads.map((head) => head.querySelector(".title").textContent);
  }

  /** Make a button of each head that has an order, and call `act` where one is pressed. */
  listen(act) {
    for (const [place, head] of this.heads.entries()) {
      if (!("sorted" in head.dataset)) continue;
      const button = element("button", "sort");
      button.type = "button";
      button.append(head.querySelector(".title"));
      button.addEventListener("click", () => {
        this.turn(place);
        act();
      });
      head.prepend(button);
    }
  }

  turn(place) {
    const known = this.sorting?.place === place;
    const direction = known ? AFTER[this.sorting.direction] : "ascending";
    this.sorting = direction ? { place, direction } : null;
  }

  /** Let no column become narrower than it was at first: rows that come and go move nothing. */
  hold() {
    for (const head of this.held ? [] : this.heads) {
      if (getComputedStyle(head).display === "table-cell") head.style.minWidth = `${head.offsetWidth}px`;
    }
    this.held = true;
  }

  settle() {
    for (const [place, head] of this.heads.entries()) {
      if (this.sorting?.place === place) head.setAttribute("aria-sort", this.sorting.direction);
      else head.removeAttribute("aria-sort");
    }
  }
}
