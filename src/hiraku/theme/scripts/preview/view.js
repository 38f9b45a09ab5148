// The table on the page: it shows the rows that are wished for, and says which they are.
import { told, wished } from "./address.js";
import { line } from "./cells.js";
import { Filter } from "./filter.js";
import { Heads } from "./heads.js";
import { pageEnd, Pages } from "./pages.js";
import { Report } from "./report.js";
import { Source } from "./source.js";
import { Spread } from "./spread.js";
import { count } from "./words.js";

export class View {
  narrowed = false; // whether the rows shown are those that a filter lets through
  everywhere = false; // whether all of a large table is searched
  turn = 0;

  constructor(root, plan, number) {
    Object.assign(this, { root, plan, number, names: plan.columns.map(({ name }) => name) });
    this.region = root.querySelector(".scroll");
    this.body = root.querySelector("tbody");
    this.own = [...this.body.children];
    this.state = root.querySelector("[data-state]");
    this.heads = new Heads(root);
    this.filter = new Filter(root, plan);
    this.pages = new Pages(root);
    this.source = new Source(plan, this.heads.titles);
    this.spread = new Spread(root, this.source);
    this.report = new Report(root, this.heads.titles, plan.words.colon);
    this.more = root.querySelector("[data-more]");
  }

  /** Let the buttons act and be seen: without a script they would do nothing. */
  start() {
    this.heads.listen(() => this.sort());
    this.filter.listen((wish) => this.narrow(wish));
    this.more?.addEventListener("click", () => this.searchAll());
    this.body.addEventListener("click", ({ target }) => this.report.about(target.closest("tr")));
    this.pages.listen((from, row) => this.show(from, row));
    this.root.querySelector("[data-clear]")?.addEventListener("click", () => {
      this.clear();
      this.show(0);
    });
    this.settle({ from: 0, to: this.own.length, all: this.plan.rows });
    for (const tools of this.root.querySelectorAll(".tools")) tools.hidden = false;
    // The rows that it says to be elsewhere are at hand now.
    for (const each of this.root.querySelectorAll("p[data-static]")) each.hidden = true;
    this.follow(wished(location.search, this.number, this.names));
  }

  /** Show what the address asks for, if anything. */
  follow(wish) {
    const { place, choice, text, sorting, from } = wish;
    if (!place && !text && !sorting && !from) return;
    this.filter.set(wish);
    this.spread.follow(place);
    this.heads.sorting = sorting || null;
    if (choice || text || sorting || from) this.show(pageEnd(from) - pageEnd(0));
  }

  /** Keep in the address what is shown, without a step back to each letter typed. */
  remember(wish, from) {
    const query = told(location.search, this.number, this.names, { ...wish, text: this.filter.typed(), from });
    history.replaceState(null, "", `${location.pathname}${query && "?"}${query}${location.hash}`);
  }

  searchAll() {
    this.everywhere = true;
    this.state.focus();
    this.show(0);
  }

  sort() {
    // The rows of one value are not at hand in another order.
    if (!this.source.exact && this.heads.sorting) this.filter.release();
    this.show(0);
  }

  narrow({ place, choice, text }) {
    this.everywhere = false;
    this.spread.follow(place);
    if (!this.source.exact && choice) this.heads.sorting = null;
    if (choice || text || this.narrowed) this.show(0);
  }

  clear() {
    this.everywhere = false;
    this.filter.clear();
    this.spread.follow("");
    this.heads.sorting = null;
  }

  /** Show the page from a row, counted from 0, and lead to one that was jumped to. */
  async show(from, row) {
    const mine = ++this.turn;
    const wish = { ...this.filter.wish(), sorting: this.heads.sorting, everywhere: this.everywhere };
    this.region.setAttribute("aria-busy", "true");
    try {
      const found = await this.source.page(wish, from, pageEnd(from));
      if (mine !== this.turn) return; // only the last wish is followed
      this.narrowed = Boolean(wish.choice || wish.text);
      this.present(found, from, row);
      this.remember(wish, from);
    } catch {
      if (mine === this.turn) this.fail();
    }
  }

  present({ shown, all, said, more }, from, row) {
    const to = from + shown.length;
    this.heads.hold();
    this.body.replaceChildren(...shown.map((each) => line(each, this.plan, this.heads.titles)));
    this.settle({ from, to, all });
    this.reveal(true);
    const reached = this.body.children[row - from];
    const range = { from: count(from + 1), to: count(to), total: count(all), row: count(row + 1) };
    const words = [this.source.say(all ? "range" : "nothing", range), ...said];
    if (reached) words.push(this.source.say("jumped", range));
    this.state.textContent = words.join(" ");
    if (this.more) this.more.hidden = !more;
    this.lead(reached);
  }

  fail() {
    this.clear();
    if (this.more) this.more.hidden = true;
    this.body.replaceChildren(...this.own);
    this.settle({ from: 0, to: this.own.length, all: this.plan.rows });
    this.reveal(false);
    this.state.textContent = this.source.say("failed");
    [this.source.here, this.narrowed] = [0, false];
  }

  settle(shown) {
    this.region.removeAttribute("aria-busy");
    this.heads.settle();
    this.pages.settle(shown);
  }

  /** Change what is said of the page's own rows for what is said of others, or back. */
  reveal(others) {
    for (const each of this.root.querySelectorAll("[data-static]")) each.hidden = others;
    for (const each of this.root.querySelectorAll("[data-paged]")) each.hidden = !others;
  }

  /** Lead eyes and readers to the row that was jumped to; any other page is seen from its top. */
  lead(row) {
    this.region.scrollTop = 0;
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.tabIndex = -1;
    this.report.about(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center", inline: "nearest" });
  }
}
