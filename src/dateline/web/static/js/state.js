/** The URL's query is the whole state of a page; this is the only place that reads or writes it. */

import { toNumber } from "/static/js/days.js";

const text = (limit) => (value) => (value.length <= limit ? value : undefined);
const oneOf = (...allowed) => (value) => (allowed.includes(value) ? value : undefined);
const day = (value) => (toNumber(value) === null ? undefined : value);
const span = (value) => {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(value);
  return found && Number(found[1]) <= Number(found[2]) ? value : undefined;
};
const number = (low, high) => (value) => {
  const parsed = Number(value);
  return value.trim() !== "" && parsed >= low && parsed <= high ? parsed : undefined;
};
const whole = (low, high) => (value) => {
  const parsed = number(low, high)(value);
  return Number.isInteger(parsed) ? parsed : undefined;
};
const list = (value) => {
  const items = value.split(",").map((item) => item.trim()).filter(Boolean);
  return items.length ? [...new Set(items)].sort() : undefined;
};

/** What may stand in the query: each name with its reader, which gives undefined for what it cannot take. */
const READERS = {
  on: day,
  known: day,
  window: whole(0, 3660),
  cum: oneOf("1"),
  without: list,
  place: text(200),
  event: text(200),
  claim: text(200),
  span,
  q: text(500),
  type: text(200),
  outlet: text(200),
  actor: text(200),
  source: text(200),
  factuality: text(200),
  status: text(50),
  since: day,
  until: day,
  by: oneOf("outlet", "speaker"),
  offset: whole(0, 10_000_000),
  lat: number(-90, 90),
  lon: number(-180, 180),
  z: number(0, 22),
  theme: oneOf("light", "dark"),
  view: text(30),
  step: whole(0, 3660),
};

const written = (value) => (Array.isArray(value) ? value.join(",") : String(value));

function read(search) {
  const values = {};
  const refused = [];
  for (const [name, raw] of new URLSearchParams(search)) {
    if (raw === "") continue;
    const value = Object.hasOwn(READERS, name) ? READERS[name](raw) : undefined;
    if (value === undefined) refused.push(`${name}=${raw.slice(0, 60)}`);
    else values[name] = value;
  }
  return { values, refused };
}

function query(values) {
  const search = new URLSearchParams();
  for (const name of Object.keys(READERS)) {
    const value = values[name];
    if (value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length)) {
      search.set(name, written(value));
    }
  }
  // Commas, colons and slashes are legal in a query and far easier to read there as they are.
  const words = search.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return words ? `?${words}` : "";
}

let { values: current, refused } = read(location.search);
const listeners = new Set();

/** Browsers refuse hundreds of changes of the address in a row, which a dragged slider makes; so it waits this long (ms). */
const PATIENCE = 150;
let waiting = 0;

function tell(before) {
  const changed = new Set(
    Object.keys(READERS).filter((name) => written(before[name] ?? "") !== written(current[name] ?? "")),
  );
  if (changed.size) for (const listener of [...listeners]) listener(get(), changed);
}

/** All that the query says, as values: numbers for `window`, `lat`, `lon`, `z`, a list for `without`. */
export function get() {
  return { ...current, without: [...(current.without ?? [])] };
}

/** Changes some of it (null or "" takes a value away) in place, or as a step that Back takes back where `push`. */
export function set(patch, { push = false } = {}) {
  const before = current;
  if (push && waiting) write();
  current = read(query({ ...current, ...patch })).values;
  if (push) {
    if (address() !== location.pathname + location.search + location.hash) history.pushState(null, "", address());
  } else if (!waiting) waiting = setTimeout(write, PATIENCE);
  tell(before);
}

const address = () => location.pathname + query(current) + location.hash;

function write() {
  clearTimeout(waiting);
  waiting = 0;
  if (address() !== location.pathname + location.search + location.hash) history.replaceState(null, "", address());
}

/** The address of a page ("/", "/desk", "/report/ID") that keeps the rest of the state. */
export function link(page, patch = {}) {
  return page + query({ ...current, ...patch });
}

/** Calls `listener(state, changed names)` after every change, Back and Forward among them; gives back how to stop. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the address said that could not be understood, for a visible note. */
export const notUnderstood = () => [...refused];

addEventListener("pagehide", write);

addEventListener("popstate", () => {
  clearTimeout(waiting);
  waiting = 0;
  const before = current;
  ({ values: current, refused } = read(location.search));
  tell(before);
});
