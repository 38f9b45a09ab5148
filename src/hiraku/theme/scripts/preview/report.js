// The message about a wrong value: a row that is pressed or jumped to is told in it.

/** Return a row in words: the title of each column and its value, as far as a message takes them. */
export const described = (titles, texts, colon) =>
  titles.map((title, at) => `${title}${colon}${texts[at]}`).join(" / ").slice(0, 400);

/** Return an address with the row in the blank that was left for it. */
export const filled = (address, row) => address.replace(/%7Brow%7D|\{row\}/gi, encodeURIComponent(row));

export class Report {
  constructor(root, titles, colon) {
    this.blank = root.querySelector("[data-row]");
    this.link = root.querySelector("[data-report]");
    this.address = this.link?.dataset.report;
    if (this.blank) this.blank.textContent = this.blank.dataset.press;
    Object.assign(this, { titles, colon });
  }

  about(row) {
    if (!this.blank || !row) return;
    const said = described(this.titles, [...row.cells].map((cell) => cell.textContent), this.colon);
    this.blank.textContent = said;
    if (this.link) this.link.href = filled(this.address, said);
  }
}
