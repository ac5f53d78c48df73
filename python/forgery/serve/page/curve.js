// When a dataset's events arrive: drawn as it is told, with the same in words.

import { NUMBER, find, make } from "./dom.js";

const DAY = 86400000; // milliseconds
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
let curve = null;
let marked = "";

/** Draws a curve; gives whether the rows have a time. */
export function drawCurve(given) {
  curve = given;
  marked = "";
  const timed = curve.column !== null;
  find("now").hidden = true;
  find("curve-of").textContent = timed ? `${curve.table}.${curve.column}` : "";
  if (!timed) {
    find("curves").replaceChildren(make("p", { class: "hint" }, "Its rows have no time of their own."));
    return false;
  }
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const plots = [];
  if (curve.hours) {
    const names = curve.hours.map((_, hour) => `${String(hour).padStart(2, "0")}:00`);
    plots.push(bars("hour", "Hour of the day", names, curve.hours, percent, ["0", "6", "12", "18", "24"]));
  }
  const shares = curve.weekdays.map((factor) => factor / 7);
  plots.push(bars("weekday", "Weekday", DAYS, shares, percent, DAYS.map((day) => day.slice(0, 2)), true));
  plots.push(line());
  find("curves").replaceChildren(...plots);
  return true;
}

function bars(kind, title, names, values, said, axis, even = false) {
  const top = Math.max(...values, Number.MIN_VALUE);
  const at = values.indexOf(Math.max(...values));
  const low = values.indexOf(Math.min(...values));
  const most = `most: ${names[at]}, ${said(values[at])}`;
  const heard = `${title}; ${most}; fewest: ${names[low]}, ${said(values[low])}`;
  const each = values.map((value, i) => {
    const height = (value / top) * 100;
    return make("g", { "data-at": `${kind}-${i}` }, make("title", {}, `${names[i]}: ${said(value)}`),
      make("rect", { class: "hit", x: i, y: 0, width: 1, height: 100 }),
      make("rect", { x: i + 0.08, y: 100 - height, width: 0.84, height }));
  });
  const plot = make("svg", { class: "plot", viewBox: `0 0 ${values.length} 100`, preserveAspectRatio: "none", role: "img", "aria-label": heard }, ...each);
  return figure(title, most, plot, axis, even);
}

/** The days from the first to the last, some of them taken together where there are many. */
function line() {
  const { start, end, step, counts } = curve.days;
  const days = (Date.parse(end) - Date.parse(start)) / DAY + 1;
  const least = Math.ceil(counts.length / 120);
  const size = least > 1 ? Math.ceil(least / 7) * 7 : 1; // whole weeks: weekends would show as waves
  const width = step * size;
  const points = [];
  for (let i = 0; i < counts.length; i += size) {
    const part = counts.slice(i, i + size);
    points.push(part.reduce((sum, each) => sum + each, 0) / Math.min(width, days - i * step));
  }
  const top = Math.max(...points, Number.MIN_VALUE);
  const x = (i) => (points.length > 1 ? i / (points.length - 1) : 0) * 1000;
  const y = (value) => 100 - (value / top) * 96;
  const edge = points.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const date = (i) => new Date(Date.parse(start) + i * width * DAY).toISOString().slice(0, 10);
  const best = points.indexOf(Math.max(...points));
  const per = (value) => `${NUMBER.format(Number(value.toPrecision(3)))} a day`;
  const most = `most: ${date(best)}, ${per(points[best])}`;
  const heard = `Events from ${start} to ${end}, ${NUMBER.format(curve.rows)} rows; ${most}; at first ${per(points[0])}, at last ${per(points.at(-1))}`;
  const hits = points.map((value, i) => make("g", {}, make("title", {}, `${width > 1 ? "from " : ""}${date(i)}: ${per(value)}`),
    make("rect", { class: "hit", x: (i / points.length) * 1000, y: 0, width: 1000 / points.length, height: 100 })));
  const plot = make("svg", { class: "plot", viewBox: "0 0 1000 100", preserveAspectRatio: "none", role: "img", "aria-label": heard },
    make("path", { class: "area", d: `${edge}L1000 100L0 100Z` }), make("path", { class: "edge", d: edge }), ...hits,
    make("line", { class: "at", "data-at": "now", y1: 0, y2: 100, visibility: "hidden" }));
  return figure(`Over its time, for ${NUMBER.format(curve.rows)} rows`, most, plot, [start, end]);
}

function figure(title, most, plot, axis, even = false) {
  return make("figure", {}, make("figcaption", {}, make("b", {}, title), make("span", {}, most)), plot,
    make("p", { class: even ? "axis even" : "axis", "aria-hidden": "true" }, ...axis.map((each) => make("span", {}, each))));
}

/** Marks where in the curve the last row is. */
export function markTime(row) {
  const text = curve?.column ? row?.[curve.column] : null;
  const day = typeof text === "string" ? Date.parse(text.slice(0, 10)) : NaN;
  if (Number.isNaN(day) || text === marked) return;
  marked = text;
  const at = (name) => find("curves").querySelector(`[data-at="${name}"]`);
  for (const old of find("curves").querySelectorAll("rect.now")) old.classList.remove("now");
  const hour = text.length > 11 ? at(`hour-${Number(text.slice(11, 13))}`) : null;
  for (const group of [hour, at(`weekday-${(new Date(day).getUTCDay() + 6) % 7}`)]) group?.lastElementChild.classList.add("now");
  const { start, end } = curve.days;
  const x = ((day - Date.parse(start)) / (Date.parse(end) - Date.parse(start) || DAY)) * 1000;
  find("now").hidden = false;
  const mark = at("now");
  if (!mark || x < 0 || x > 1000) return;
  mark.removeAttribute("visibility");
  mark.setAttribute("x1", x);
  mark.setAttribute("x2", x);
}
