/** <dateline-shell>: what every page has above its own: where one is, the record, light or dark, notices, a live region. */

import * as api from "/static/js/api.js";
import { count, fill, h } from "/static/js/dom.js";
import * as state from "/static/js/state.js";

const PAGES = [
  ["/", "Map"],
  ["/search", "Search"],
  ["/compare", "Compare"],
  ["/desk", "Desk"],
  ["/add", "Add reports"],
];

/** Names of the state that belong to one page's selection, and would mislead on another. */
const OF_ONE_PAGE = { offset: null, span: null, status: null, view: null };

let asked = null;

/** The record's description (GET /record), asked for once per page; `fresh` asks anew. */
export function record({ fresh = false } = {}) {
  if (!asked || fresh) asked = api.get("/record");
  return asked;
}

/** Says a line to screen readers, politely. */
export function say(line) {
  const region = document.querySelector("#live");
  if (region) region.textContent = region.textContent === line ? `${line}\u00a0` : line;
}

/** Shows a line above the page until it is dismissed (`kind` "note" or "error"); the same line is shown once. */
export function note(line, { kind = "note", action } = {}) {
  const notices = document.querySelector("#notices");
  if (!notices || [...notices.children].some((one) => one.dataset.line === line)) return;
  const shut = h("button", { type: "button", class: "quiet", "aria-label": "Dismiss" }, "×");
  const box = h("div", { class: `notice ${kind}`, role: kind === "error" ? "alert" : "status", dataset: { line } },
    h("span", {}, line), action ?? null, shut);
  shut.addEventListener("click", () => box.remove());
  notices.append(box);
}

/** Shows what went wrong, in the server's own words where it has some. */
export function complain(error) {
  if (error?.name === "AbortError") return;
  note(error?.message || String(error), { kind: "error" });
}

function systemIsDark() {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** "light" or "dark": what the page is shown in now. */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (systemIsDark() ? "dark" : "light");
}

function setTheme(chosen) {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem("dateline-theme", chosen);
  } catch {
    // Without storage the choice lasts as long as the address keeps it.
  }
  state.set({ theme: chosen });
  dispatchEvent(new CustomEvent("dateline:theme", { detail: chosen }));
}

class DatelineShell extends HTMLElement {
  connectedCallback() {
    this.nav = h("nav", { "aria-label": "Pages" });
    this.brand = h("a", { class: "brand", href: "/" }, h("span", { class: "mark", "aria-hidden": "true" }), "dateline");
    this.heading = h("span", { class: "record-title" });
    this.stale = h("span", { class: "stale", role: "status" });
    this.switch = h("button", { type: "button", class: "quiet theme-switch", onclick: () => this.flip() });
    const target = document.querySelector("main")?.id || "main";
    fill(this,
      h("a", { class: "skip", href: `#${target}` }, "Skip to content"),
      h("header", { class: "shell" }, this.brand, this.heading, this.nav, this.stale, this.switch),
      h("div", { id: "notices" }),
      h("div", { id: "live", class: "unseen", role: "status", "aria-live": "polite" }));
    this.draw();
    state.subscribe(() => this.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    for (const refused of state.notUnderstood()) note(`The address says “${refused}”, which means nothing here; it was left out.`);
    this.load();
  }

  draw() {
    const here = location.pathname.startsWith("/report/") ? "/search" : location.pathname;
    const links = PAGES.map(([page, label]) =>
      h("a", { href: state.link(page, page === here ? {} : OF_ONE_PAGE), "aria-current": page === here ? "page" : null }, label));
    // Replacing a focused link would throw keyboard users back to the top of the page.
    if (this.nav.children.length) links.forEach((one, at) => { this.nav.children[at].href = one.href; });
    else fill(this.nav, links);
    this.brand.href = state.link("/", OF_ONE_PAGE);
    const next = theme() === "dark" ? "light" : "dark";
    this.switch.setAttribute("aria-label", `Switch to ${next} colours`);
    this.switch.title = `Switch to ${next} colours`;
    this.switch.textContent = theme() === "dark" ? "☀" : "☾";
  }

  flip() {
    setTheme(theme() === "dark" ? "light" : "dark");
    this.draw();
  }

  async load() {
    try {
      const about = await record();
      this.show(about);
      this.follow(about);
    } catch (error) {
      complain(error);
    }
  }

  show(about) {
    this.heading.textContent = about.title;
    this.heading.title = `${about.title}: ${count(about.reports, "report")}, ${count(about.claims, "claim")}`;
    this.tell(about.stale);
  }

  tell(stale) {
    this.stale.textContent = stale ? "working out the picture anew …" : "";
    this.stale.classList.toggle("shown", stale);
  }

  follow({ basis, stale }) {
    let known = { basis, stale };
    const stop = api.stream("/changes", async (now) => {
      this.tell(Boolean(now.stale));
      // A judgement shows at once, and what follows from it later under the same basis: both are changes.
      const same = now.basis === known.basis && (now.stale || !known.stale);
      known = now;
      if (!now.basis || same) return;
      try {
        this.show(await record({ fresh: true }));
      } catch (error) {
        complain(error);
      }
      dispatchEvent(new CustomEvent("dateline:changed", { detail: now }));
    }, { onerror: (source) => { if (source.readyState === EventSource.CLOSED) stop(); } });
    addEventListener("pagehide", stop);
  }
}

customElements.define("dateline-shell", DatelineShell);
