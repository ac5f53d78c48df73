// The page: choose a dataset, set a stream up, see its rows arrive, take the command along.

import { command } from "./command.js";
import { drawCurve } from "./curve.js";
import { find, make } from "./dom.js";
import { buildForm, clearProblem, fields, settings, tried } from "./form.js";
import { stream, table } from "./rows.js";
import { Problem, get, hasToken, setToken } from "./server.js";

let chosen = null; // the name of the dataset whose form stands there
let loading = new AbortController();
let soon = 0;
let language = "curl";
let asked = ""; // the curve that was asked for last

async function listDatasets() {
  const { datasets } = await get("datasets").catch((problem) => {
    find("entry").hidden = problem.status !== 401;
    throw problem;
  });
  find("entry").hidden = true;
  clearProblem();
  for (const [category, members] of grouped(datasets)) {
    const group = make("fieldset", {}, make("legend", {}, category));
    for (const each of members) {
      const words = [each.name, each.category, each.description, ...each.tags].join(" ").toLowerCase();
      const input = make("input", { type: "radio", name: "dataset", value: each.name });
      group.append(make("label", { title: each.description, "data-words": words }, input, each.name));
    }
    find("datasets").append(group);
  }
  const wanted = decodeURIComponent(location.hash.slice(1));
  const names = datasets.map((each) => each.name);
  const first = [wanted, "sales", names[0]].find((name) => names.includes(name));
  const radio = [...find("datasets").elements].find((each) => each.value === first);
  if (!radio) return;
  radio.checked = true;
  radio.parentElement.scrollIntoView({ block: "nearest" });
  await choose(first);
}

function grouped(datasets) {
  const groups = new Map();
  for (const each of datasets) groups.set(each.category, [...(groups.get(each.category) ?? []), each]);
  return groups;
}

function search() {
  const words = find("search").value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const group of find("datasets").querySelectorAll("fieldset")) {
    const labels = [...group.querySelectorAll("label")];
    for (const label of labels) label.hidden = !words.every((word) => label.dataset.words.includes(word));
    const left = labels.filter((label) => !label.hidden).length;
    group.hidden = left === 0;
    shown += left;
  }
  find("none").hidden = shown > 0;
}

/** Forgets the dataset: nothing can be started until the next one is there. */
function leave() {
  stream.reset();
  loading.abort();
  loading = new AbortController();
  chosen = null;
  find("start").disabled = true;
}

async function choose(name) {
  leave();
  clearProblem();
  const { signal } = loading;
  find("chosen").textContent = name;
  find("name").textContent = name;
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  document.title = `${name} · forgery`;
  await tried(async () => {
    const detail = await get(`datasets/${encodeURIComponent(name)}`, signal);
    if (signal.aborted) return;
    chosen = name;
    find("description").textContent = detail.description ?? "";
    find("tags").replaceChildren(...(detail.tags).map((tag) => make("li", {}, tag)));
    buildForm(detail);
    table.docs = new Map(detail.tables.flatMap((each) => each.columns).map(({ name: column, doc }) => [column, doc]));
    table.clear(detail.sample);
    find("start").disabled = false;
    showCommand();
    await showCurve();
  });
}

function showCommand() {
  if (!chosen) return;
  const format = fields.get("format").input.value;
  try {
    find("command").textContent = command(language, { name: chosen, format, body: settings(), token: hasToken() });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

function speak(which) {
  language = which;
  for (const each of ["curl", "python"]) find(`as-${each}`).setAttribute("aria-pressed", String(each === which));
  find("copy").textContent = which === "curl" ? "Copy curl" : "Copy Python";
  showCommand();
}

async function copy() {
  const text = find("command");
  let done = true;
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    // Without a secure connection there is no clipboard, only what is selected.
    getSelection().selectAllChildren(text);
    done = document.execCommand("copy");
  }
  find("said").textContent = done ? "Copied." : "It is selected: copy it with the keyboard.";
  find("copy").textContent = done ? "Copied" : "Selected";
  setTimeout(() => speak(language), 1500);
}

/** Asks for the curve of what is set, unless it stands there already. */
async function showCurve() {
  const { table: of, rows, start, end, timezone, parameters = {} } = settings();
  const own = Object.entries(parameters).map(([key, value]) => [`parameters[${key}]`, value]);
  const given = [...Object.entries({ table: of, rows, start, end, timezone }), ...own].filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  const address = `datasets/${encodeURIComponent(chosen)}/curve${query && `?${query}`}`;
  if (address === asked) return;
  asked = address;
  const curve = await get(address, loading.signal).catch((error) => {
    asked = "";
    throw error;
  });
  if (asked === address) fields.get("time_compression").input.closest(".field").hidden = !drawCurve(curve);
}

find("search").addEventListener("input", search);
find("datasets").addEventListener("submit", (event) => event.preventDefault());
find("datasets").addEventListener("change", (event) => {
  leave();
  clearTimeout(soon);
  soon = setTimeout(() => choose(event.target.value), 120); // arrow keys pass over many
  if (phone.matches) find("chooser").open = false;
});
find("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(find("token").value.trim());
  tried(listDatasets);
});
find("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  if (chosen) stream.start(chosen);
});
find("settings").addEventListener("input", showCommand);
find("settings").addEventListener("change", () => chosen && tried(showCurve));
find("stop").addEventListener("click", () => stream.stop());
find("copy").addEventListener("click", copy);
for (const each of ["curl", "python"]) find(`as-${each}`).addEventListener("click", () => speak(each));
const phone = matchMedia("(max-width: 48rem)");
find("chooser").open = !phone.matches;
phone.addEventListener("change", () => {
  find("chooser").open = !phone.matches;
});
tried(listDatasets);
