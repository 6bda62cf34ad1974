/** The server's JSON: one way to ask, one kind of failure. */

const PREFIX = "/api/v1";
const TOKEN = "dateline-token";

/** A failed request, with one line that can be shown. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

/** The address of a resource: `address("/claims", {type: "takeover", without: ["a", "b"]})`; empty values are left out. */
export function address(path, parameters = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value)) {
      if (value.length) search.set(name, value.join(","));
    } else search.set(name, String(value));
  }
  const query = search.toString();
  return `${PREFIX}${path}${query ? `?${query}` : ""}`;
}

function token() {
  try {
    return sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}

/** Keeps the token for writing, for this tab only. */
export function keepToken(value) {
  sessionStorage.setItem(TOKEN, value);
}

async function failure(response) {
  let message = `${response.status} ${response.statusText}`.trim();
  try {
    const body = await response.json();
    if (typeof body.error === "string") message = body.error;
  } catch {
    // Not JSON: the status line has to do.
  }
  return new ApiError(response.status, message);
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new ApiError(0, "The server does not answer. Is it still running?");
  }
  if (!response.ok) throw await failure(response);
  return response.status === 204 ? null : response.json();
}

/** What the server says of `path`, as a value. */
export function get(path, parameters = {}, { signal } = {}) {
  return ask(address(path, parameters), { signal, headers: { Accept: "application/json" } });
}

function writing(type) {
  const headers = { Accept: "application/json", "X-Dateline": "1" };
  if (type) headers["Content-Type"] = type;
  const kept = token();
  if (kept) headers.Authorization = `Bearer ${kept}`;
  return headers;
}

/** Sends a JSON value. */
export function post(path, body) {
  return ask(address(path), { method: "POST", headers: writing("application/json"), body: JSON.stringify(body) });
}

/** Sends a form with files. */
export function upload(path, form) {
  return ask(address(path), { method: "POST", headers: writing(null), body: form });
}

/** Takes something back. */
export function remove(path, body = {}) {
  return ask(address(path), { method: "DELETE", headers: writing("application/json"), body: JSON.stringify(body) });
}

/** Calls `listener(value)` for each JSON message of a stream; gives back how to stop. */
export function stream(path, listener, { onerror } = {}) {
  const source = new EventSource(address(path));
  source.onmessage = (message) => listener(JSON.parse(message.data));
  if (onerror) source.onerror = () => onerror(source);
  return () => source.close();
}

/** A `get` of which only the last call counts: earlier ones that are still under way are dropped and give null. */
export function latest() {
  let controller = null;
  return async (path, parameters) => {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    try {
      return await get(path, parameters, { signal: mine.signal });
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    }
  };
}
