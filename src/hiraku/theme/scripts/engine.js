// What answers a query: it comes when somebody asks.
import { Index } from "./finding.js";
import { Rows } from "./rows.js";

export const engine = { Index, Rows };
