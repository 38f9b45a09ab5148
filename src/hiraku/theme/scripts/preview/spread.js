// How the values of the chosen column are spread over the whole table: a bar for each bin or value,
// beside the numbers that it stands for. Bins are fetched when they are asked for.
import { element } from "./cells.js";
import { count, percent } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export class Spread {
  constructor(root, source) {
    this.source = source;
    this.language = root.querySelector("tbody").lang;
    this.details = root.querySelector("[data-spread]");
    this.said = this.details?.querySelector("[role=status]");
    this.details?.addEventListener("toggle", () => this.details.open && this.draw());
  }

  /** Offer the spread of a column, or none where the place is "". */
  follow(place) {
    if (!this.details || place === this.place) return;
    this.place = place;
    this.empty();
    const { histogram, choices } = this.source.plan.columns[place] ?? {};
    this.details.hidden = !histogram && !choices;
    if (this.details.hidden) this.details.open = false;
    else this.say("spread", this.details.firstElementChild);
    if (this.details.open) this.draw();
  }

  async draw() {
    const { place } = this;
    try {
      const counted = await this.counted(place);
      if (place === this.place) this.present(counted);
    } catch {
      if (place === this.place) this.say("spreadless");
    }
  }

  /** Return of each bar the first value, the last, and in how many rows they stand. */
  async counted(place) {
    const { histogram, choices } = this.source.plan.columns[place];
    if (!histogram) return choices.map(([value, number]) => [value, value, number]);
    const list = await this.source.extract(`${Number(place) + 1}-histogram`, 3);
    return list.map(([first, last, number]) => [first, last, Number(number)]);
  }

  present(counted) {
    const numbers = counted.map(([, , number]) => number);
    const known = numbers.reduce((sum, number) => sum + number, 0);
    const most = Math.max(...numbers);
    this.empty();
    this.details.append(this.details.querySelector("template").content.cloneNode(true));
    this.details.querySelector("tbody").append(...counted.map((each) => this.row(each, known, most)));
    this.say("known", this.said, { known: count(known) });
  }

  row([first, last, number], known, most) {
    const range = first === last ? first : this.source.say("between", { from: first, to: last });
    const head = element("th", "short", range);
    head.scope = "row";
    if (first === last) head.lang = this.language;
    const share = element("td", "share");
    share.append(element("span", "number", percent(number / known)), " ", bar(number / most));
    const made = element("tr");
    made.append(head, element("td", "number", count(number)), share);
    return made;
  }

  say(word, where = this.said, values = {}) {
    where.textContent = this.source.say(word, { column: this.source.titles[this.place], ...values });
  }

  empty() {
    this.said.textContent = "";
    this.details.querySelector(".scroll")?.remove();
  }
}

/** Draw so much of a bar; what it says is written beside it. */
function bar(part) {
  const drawn = document.createElementNS(SVG, "svg");
  const filled = document.createElementNS(SVG, "rect");
  const all = { class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(all)) drawn.setAttribute(name, value);
  filled.setAttribute("width", part && Math.max(100 * part, 1));
  filled.setAttribute("height", 1);
  drawn.append(filled);
  return drawn;
}
