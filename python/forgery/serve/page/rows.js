// The rows: a table of the last ones, and the stream that they come from.

import { path, json } from "./command.js";
import { markTime } from "./curve.js";
import { NUMBER, find, make } from "./dom.js";
import { clearProblem, settings, tried } from "./form.js";
import { Problem, headers } from "./server.js";

const SHOWN = 50;
const TRUTH = "_anomaly"; // the column that says what is wrong with a row

/** The columns that something changed: the truth is such as "amount:anomaly:spike;city:missing:mcar". */
function changed(row) {
  const told = row[TRUTH];
  return new Set(typeof told === "string" ? told.split(";").map((each) => each.slice(0, each.indexOf(":"))) : []);
}

export const table = {
  columns: [],
  docs: new Map(), // what the columns are, by name

  clear(sample = []) {
    this.columns = [];
    find("columns").replaceChildren();
    find("rows").replaceChildren();
    find("empty").hidden = sample.length > 0;
    sample.slice(0, 10).forEach((row, i) => this.add(row, i, true));
  },

  add(row, number, sample = false) {
    if (Object.keys(row).some((name) => !this.columns.includes(name))) this.head(row);
    const wrong = changed(row);
    const cells = this.columns.map((name) => {
      const value = row[name];
      if (value === null || value === undefined) return make("td", { class: "null" }, value === null ? "null" : "");
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      const kind = [typeof value === "number" && "number", wrong.has(name) && "wrong"].filter(Boolean).join(" ");
      return make("td", { class: kind || null, title: text.length > 36 ? text : null }, text);
    });
    const kind = [sample && "sample", row[TRUTH] && "odd"].filter(Boolean).join(" ");
    const made = make("tr", { class: kind || null }, make("td", {}, NUMBER.format(number)), ...cells);
    if (sample) find("rows").append(made);
    else find("rows").prepend(made);
    while (find("rows").childElementCount > SHOWN) find("rows").lastElementChild.remove();
  },

  /** Columns can change on the way, where a schema's version does. */
  head(row) {
    const before = this.columns;
    this.columns = Object.keys(row).sort((a, b) => (b === TRUTH) - (a === TRUTH)); // else as they come
    find("columns").replaceChildren(make("th", { scope: "col" }, "#"), ...this.columns.map((name) => make("th", { scope: "col", title: this.docs.get(name) }, name)));
    if (before.length) find("rows").replaceChildren();
  },
};

/** A connection that ended in the middle. */
function broken(error) {
  if (error.name === "AbortError") throw error;
  throw new Problem(`The stream broke off: ${error.message}`);
}

export const stream = {
  control: null, // ends the request
  count: 0,
  offset: 0,
  waiting: [], // lines that are not yet in the table
  seen: [], // [time, rows so far], of the last two seconds
  timer: 0,

  async start(name) {
    this.reset();
    clearProblem();
    const control = new AbortController();
    Object.assign(this, { control, waiting: [], seen: [[performance.now(), 0]] });
    await tried(async () => {
      const body = settings();
      this.offset = Number(body.offset ?? 0);
      this.state("Connecting …", "runs");
      table.clear();
      const sent = headers({ "Content-Type": "application/json", Accept: "application/x-ndjson" });
      const response = await fetch(path(name, "ndjson"), { method: "POST", body: json(body), headers: sent, signal: control.signal });
      if (!response.ok) throw await Problem.of(response);
      find("seed").textContent = response.headers.get("Forgery-Seed") ?? "–";
      this.state("Rows are arriving.", "runs");
      find("scroll").closest("section").scrollIntoView({ block: "nearest" });
      this.timer = setInterval(() => this.show(), 125);
      const end = await this.read(response.body.pipeThrough(new TextDecoderStream()).getReader()).catch(broken);
      this.show();
      this.state(end === null || end === "complete" ? "Complete." : `The server ended the stream: ${end}.`, "");
    });
    if (this.control === control) this.finish();
  },

  /** Takes lines until there are no more; gives the reason of the end, if the server said one. */
  async read(reader) {
    let rest = "";
    let end = null;
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + (value ?? "")).split("\n");
      rest = done ? "" : lines.pop();
      const rows = lines.filter((line) => line !== "");
      if (rows.at(-1)?.startsWith('{"forgery": {') || rows.at(-1)?.startsWith('{"forgery":{')) {
        end = JSON.parse(rows.pop()).forgery.end ?? null;
      }
      this.count += rows.length;
      this.waiting.push(...rows.slice(-SHOWN));
      if (this.waiting.length > SHOWN) this.waiting.splice(0, this.waiting.length - SHOWN);
      if (done) return end;
    }
  },

  show() {
    const now = performance.now();
    const rows = this.waiting.map((line) => JSON.parse(line));
    this.waiting = [];
    rows.forEach((row, i) => table.add(row, this.offset + this.count - rows.length + i));
    if (rows.length) find("empty").hidden = true;
    markTime(rows.at(-1));
    this.seen.push([now, this.count]);
    while (this.seen.length > 2 && now - this.seen[1][0] > 2000) this.seen.shift();
    const [since, before] = this.seen[0];
    const pace = ((this.count - before) * 1000) / Math.max(now - since, 1);
    find("count").textContent = NUMBER.format(this.count);
    find("pace").textContent = pace < 100 ? pace.toFixed(1) : NUMBER.format(Math.round(pace));
  },

  stop() {
    if (!this.control) return;
    this.control.abort();
    this.show();
    this.state("Stopped.", "");
    this.finish();
  },

  reset() {
    this.stop();
    Object.assign(this, { count: 0, offset: 0 });
    find("count").textContent = "0";
    for (const id of ["pace", "seed"]) find(id).textContent = "–";
    this.state("Not started.", "");
  },

  finish() {
    clearInterval(this.timer);
    this.control = null;
    find("start").disabled = false;
    find("stop").disabled = true;
    if (find("status").className === "runs") this.state("It failed.", "wrong");
  },

  state(text, kind) {
    find("status").textContent = text;
    find("status").className = kind;
    find("start").disabled = kind === "runs";
    find("stop").disabled = kind !== "runs";
  },
};
