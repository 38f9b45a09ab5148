// Reads {"columns": [{"column": …, "texts": […]}], "tables": [{"table": …, "texts": […]}]} from the
// standard input, and writes what the script of the page for a file at hand says of each text.
import { readFileSync } from "node:fs";

import { verdict } from "./scripts/inline/desk/cells.js";
import { judge } from "./scripts/inline/desk/judge.js";

const { columns, tables } = JSON.parse(readFileSync(0, "utf8"));
const told = {
  columns: columns.map(({ column, texts }) => texts.map((text) => verdict(text, column))),
  tables: tables.map(({ table, texts }) => texts.map((text) => ({ ...judge(text, table), open: judge(text, table).open.size }))),
};
process.stdout.write(JSON.stringify(told));
