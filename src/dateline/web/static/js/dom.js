/** Building pages from values: everything that comes from a report enters as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

function put(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) {
    if (typeof value !== "function") throw new TypeError(`${name} takes a function`);
    element.addEventListener(name.slice(2).toLowerCase(), value);
  } else if (name === "style") {
    for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
  } else if (name === "dataset") {
    Object.assign(element.dataset, value);
  } else if (name === "value" || name === "checked" || name === "disabled" || name === "indeterminate") {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** A colour of the page's palette, such as "--ink", as the style sheet writes it. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A new HTML element: `h("a", {href, class, onclick, style: {color: ..}, dataset: {..}}, ...children)`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(element, name, value);
  return append(element, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(element, name, value);
  return append(element, children);
}

/** Puts children in place of what an element holds, and gives the element back. */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** A name from a report, kept apart from the direction of the words around it. */
export const bdi = (text, attributes = {}) => h("bdi", attributes, text);

/** An address that may be followed: http and https only, else null. */
export function safeAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** "73 %", never "100 %" or "0 %" of what is not certain. */
export function percent(share) {
  if (share >= 1) return "100 %";
  if (share <= 0) return "0 %";
  if (share > 0.99) return "> 99 %";
  if (share < 0.01) return "< 1 %";
  return `${Math.round(share * 100)} %`;
}

/** "1 claim", "1,709 claims". */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}
