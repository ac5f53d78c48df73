// The settings: a form made of what any stream takes and of the dataset's own parameters.

import { find, make } from "./dom.js";
import { Problem } from "./server.js";

/** The fields by name: the input, where its fault is said, and how its text is read. */
export const fields = new Map();
let main = null; // the table that stands if none is said

/** The settings of any stream; the parameters of a dataset come from its JSON Schema. */
const FIRST = [
  { name: "rows", type: "integer", min: 1, label: "Rows", value: "1000", placeholder: "without end" },
  { name: "rate_per_second", type: "number", min: 0.1, label: "Rows per second", value: "10", placeholder: "unlimited" },
  { name: "seed", type: "seed", label: "Seed", placeholder: "any" },
  {
    name: "format", label: "Format", values: ["ndjson", "sse", "csv", "arrow"], value: "ndjson",
    hint: "Of the command; this page reads NDJSON.",
  },
];
const OTHERS = [
  { name: "start", type: "string", label: "Start", placeholder: "of the dataset", hint: "The first moment of its events." },
  { name: "end", type: "string", label: "End", placeholder: "of the dataset", hint: "The moment after the last." },
  {
    name: "time_compression", type: "number", min: 0, label: "Time compression", placeholder: "none",
    hint: "3600 sends an hour of events in a second; leave the rows per second empty.",
  },
  { name: "timezone", type: "string", label: "Time zone", placeholder: "Europe/Berlin" },
  { name: "locale", type: "string", label: "Locale", placeholder: "en_US" },
  { name: "burst", type: "integer", min: 1, label: "Burst", hint: "Rows that may come at once." },
  { name: "offset", type: "integer", min: 0, label: "Offset", placeholder: "0", hint: "Resumes at this row." },
  {
    name: "anomalies", type: "json", label: "Anomalies", placeholder: '[{"anomaly": "repeated", "rate": 0.05}]',
    hint: "What goes wrong in the rows, as a list in JSON.",
  },
  { name: "labels", label: "Labels of anomalies", values: ["none", "column", "stream"], hint: "With a column, such rows stand out below." },
];

function field({ name, type, label, hint, value, values, placeholder, min, max }, own = false) {
  const id = `set-${name}`;
  const help = `${id}-help`;
  const fault = make("p", { class: "fault", id: `${id}-fault`, hidden: true });
  const given = { id, name, "aria-describedby": `${help} ${fault.id}` };
  let input;
  if (values) {
    input = make("select", given, ...values.map((each) => make("option", { value: String(each) }, String(each))));
    input.value = String(value ?? values[0]);
  } else {
    const numeric = type === "integer" || type === "number";
    input = make(type === "json" ? "textarea" : "input", {
      ...given, placeholder, min, max, value, autocomplete: "off", spellcheck: "false",
      type: numeric ? "number" : type === "json" ? null : "text",
      step: numeric ? (type === "integer" ? 1 : "any") : null, rows: type === "json" ? 2 : null,
    });
  }
  fields.set(name, { input, fault, type, own, initial: values ? String(value ?? values[0]) : null, values });
  return make("div", { class: type === "json" ? "field wide" : "field" }, make("label", { for: id }, label), input,
    make("p", { class: "hint", id: help, hidden: !hint }, hint ?? ""), fault);
}

/** Makes the form of a dataset; what was set stays as far as the next one takes it. */
export function buildForm({ tables, configuration, table }) {
  main = table;
  const kept = new Map([...fields].filter(([, each]) => !each.own).map(([name, { input }]) => [name, input.value]));
  fields.clear();
  const choice = tables.length > 1
    ? [field({ name: "table", label: "Table", values: tables.map(({ name }) => name), value: main })] : [];
  find("first").replaceChildren(...choice, ...FIRST.map((each) => field(each)));
  const declared = configuration.properties.parameters.properties ?? {};
  find("others").replaceChildren(...OTHERS.map((each) => field({ ...each, placeholder: declared[each.name]?.default ?? each.placeholder })));
  const own = Object.entries(declared).filter(([name]) => !fields.has(name));
  find("parameters").replaceChildren(...own.map(([name, schema]) => parameter(name, schema)));
  find("own").hidden = own.length === 0;
  find("own").open = own.length <= 6 && !matchMedia("(max-width: 68rem)").matches;
  for (const [name, value] of kept) {
    if (name !== "table" && fields.has(name)) fields.get(name).input.value = value;
  }
}

/** A field for a parameter, as its JSON Schema describes it. */
function parameter(name, schema) {
  const kinds = [schema, ...(schema.anyOf ?? [])];
  const type = kinds.map((each) => each.type).flat().find((each) => each && each !== "null");
  const values = schema.enum ?? (type === "boolean" ? [true, false] : undefined);
  const standard = schema.default === null || schema.default === undefined ? "" : String(schema.default);
  return field({
    name, label: name.replaceAll("_", " "), type, values, hint: schema.description,
    value: values ? schema.default : undefined, placeholder: values ? undefined : standard,
    min: kinds.find((each) => "minimum" in each)?.minimum, max: kinds.find((each) => "maximum" in each)?.maximum,
  }, true);
}

/** A setting as the server takes it; undefined where nothing was given. */
function valueOf({ input, type, values, initial }) {
  if (values) return input.value === initial ? undefined : values.find((each) => String(each) === input.value);
  const text = input.value.trim();
  if (input.validity.badInput) throw wrong(input.name, "this is not a number");
  if (text === "") return undefined;
  if (type === "json") return parsed(input.name, text);
  if (/^-?\d+$/.test(text) && (type === "integer" || type === "number" || type === "seed")) return BigInt(text);
  return type === "integer" || type === "number" ? Number(text) : text;
}

function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(name, `this is not JSON: ${error.message}`);
  }
}

const wrong = (name, message) => new Problem(`${name}: ${message}`, [{ field: name, message }]);

/** The body of the request. */
export function settings() {
  const body = {};
  const parameters = {};
  for (const [name, each] of fields) {
    if (name === "format") continue;
    const value = valueOf(each);
    if (value === undefined || (name === "table" && value === main)) continue;
    (each.own ? parameters : body)[name] = value;
  }
  return Object.keys(parameters).length ? { ...body, parameters } : body;
}

/** Shows what is wrong, beside the fields that are. */
export function showProblem(problem) {
  clearProblem();
  const list = make("ul");
  let first = null;
  for (const { field, message } of problem.errors) {
    const known = fields.get(String(field ?? "").split(".").at(-1));
    list.append(make("li", {}, field ? `${field}: ${message}` : message));
    if (!known) continue;
    known.input.setAttribute("aria-invalid", "true");
    known.fault.textContent = message;
    known.fault.hidden = false;
    known.input.closest("details")?.setAttribute("open", "");
    first ??= known.input;
  }
  const many = problem.errors.length > 1;
  find("problem").replaceChildren(make("p", {}, problem.message), ...(many ? [list] : []));
  find("problem").hidden = false;
  first?.focus();
}

export function clearProblem() {
  find("problem").hidden = true;
  find("problem").replaceChildren();
  for (const { input, fault } of fields.values()) {
    input.removeAttribute("aria-invalid");
    fault.hidden = true;
  }
}

/** Does something that asks the server, and shows what goes wrong. */
export async function tried(work) {
  try {
    return await work();
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    showProblem(error instanceof Problem ? error : new Problem(`The server cannot be reached: ${error.message}`));
    return undefined;
  }
}
