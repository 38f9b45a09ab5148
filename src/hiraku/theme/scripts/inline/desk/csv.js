// Records of CSV as RFC 4180 writes them; what is written otherwise is a fault of its record.
const LINE_END = /\r\n|\n|\r/y;

class Reader {
  constructor(text, delimiter) {
    Object.assign(this, { text, delimiter, at: 0 });
    const sign = delimiter.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
    this.bare = new RegExp(`[^${sign.replace("-", "\\-")}\\r\\n]*`, "y");
  }

  record(number) {
    const record = { number, cells: [], fault: "" };
    do record.cells.push(this.cell(record));
    while (this.took(this.delimiter));
    LINE_END.lastIndex = this.at;
    if (LINE_END.test(this.text)) this.at = LINE_END.lastIndex;
    return record;
  }

  cell(record) {
    if (this.text[this.at] === '"') return this.quoted(record);
    const cell = this.rest();
    if (cell.includes('"')) fault(record, "stray-quote");
    return cell;
  }

  quoted(record) {
    let cell = "";
    let from = this.at + 1;
    for (;;) {
      const end = this.text.indexOf('"', from);
      if (end < 0) {
        fault(record, "unterminated-quote");
        this.at = this.text.length;
        return cell + this.text.slice(from);
      }
      cell += this.text.slice(from, end);
      this.at = end + 1;
      if (this.text[this.at] !== '"') break;
      cell += '"';
      from = this.at + 1;
    }
    const behind = this.rest();
    if (behind) fault(record, "text-after-quote");
    return cell + behind;
  }

  /** Return what stands before the next delimiter or the end of the line. */
  rest() {
    this.bare.lastIndex = this.at;
    const [found] = this.bare.exec(this.text);
    this.at += found.length;
    return found;
  }

  took(sign) {
    const there = this.text.startsWith(sign, this.at);
    if (there) this.at += sign.length;
    return there;
  }
}

/** Yield the records: the number, the cells and, where it cannot be read, the fault's id. */
export function* records(text, delimiter) {
  const reader = new Reader(text, delimiter);
  for (let number = 1; reader.at < text.length; number += 1) yield reader.record(number);
}

function fault(record, id) {
  if (!record.fault) Object.assign(record, { fault: id, column: record.cells.length + 1 });
}
