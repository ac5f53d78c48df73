// What the other modules build the page with. Whatever comes from the server goes in as text, never as markup.

export const NUMBER = new Intl.NumberFormat("en");
export const find = (id) => document.getElementById(id);

/** Makes an element: attributes, `on…` listeners, then what it holds. */
export function make(tag, given = {}, ...held) {
  const svg = ["svg", "g", "rect", "path", "line", "title"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...held);
  return made;
}
