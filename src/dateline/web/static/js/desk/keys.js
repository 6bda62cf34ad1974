import { fill, h } from "/static/js/dom.js";

/** Whether typing goes to the element, so that single-letter shortcuts must keep still. */
export function typing(target) {
  return Boolean(
    target?.closest?.(
      "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]",
    ),
  );
}

/** Milliseconds that the second key of a chord may take. */
const PATIENCE = 2500;

/** Single-letter shortcuts of a page, chords such as "f n" among them, and the list of them under "?". */
export class Keys {
  /** Listens from now on; `bindings` are `{keys, does, act}`, and `act` is told the event. */
  constructor(bindings) {
    this.bindings = bindings;
    this.first = null;
    addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      typing(event.target) ||
      document.querySelector("dialog[open]")
    )
      return;
    if (event.key === "?") {
      event.preventDefault();
      this.help();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const wanted = this.first ? `${this.first} ${key}` : key;
    const found = this.bindings.find((one) => one.keys === wanted);
    this.await(null);
    if (found) {
      event.preventDefault();
      found.act(event);
    } else if (this.bindings.some((one) => one.keys.startsWith(`${wanted} `))) {
      event.preventDefault();
      this.await(wanted);
    }
  }

  await(first) {
    clearTimeout(this.timer);
    this.first = first;
    if (first) this.timer = setTimeout(() => this.await(null), PATIENCE);
    const open = first ? this.bindings.filter((one) => one.keys.startsWith(`${first} `)) : [];
    dispatchEvent(new CustomEvent("dateline:chord", { detail: open }));
  }

  /** Shows what the keys do. */
  help() {
    const rows = this.bindings
      .filter((one) => one.does)
      .map((one) =>
        h(
          "tr",
          {},
          h(
            "th",
            { scope: "row" },
            one.keys.split(" ").map((key) => [h("kbd", {}, shown(key)), " "]),
          ),
          h("td", {}, one.does),
        ),
      );
    const close = h("button", { class: "primary", autofocus: true }, "Close");
    const box = h(
      "dialog",
      { class: "help", "aria-label": "Keys" },
      h(
        "form",
        { method: "dialog", class: "stack" },
        h("h2", { class: "dialog-title" }, "Keys"),
        h("table", {}, fill(h("tbody"), rows)),
        h("div", { class: "row end" }, close),
      ),
    );
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  }
}

function shown(key) {
  return { ArrowDown: "↓", ArrowUp: "↑", Enter: "↵", Escape: "Esc" }[key] ?? key;
}
