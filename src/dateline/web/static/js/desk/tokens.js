import { fill, h } from "/static/js/dom.js";
import { isolated, legible } from "/static/js/reader/glyphs.js";

let numbered = 0;

/** Most names offered at once; a browser's own list slows down beyond. */
const OFFERED = 400;

/** <dateline-tokens>: a list of names, each with a button that takes it out, and a field that completes what is typed. */
export class Tokens extends HTMLElement {
  /** Shows the names under a label, with those of the record to choose from. */
  show(label, chosen, offered) {
    this.label = label;
    this.value = chosen.slice();
    this.offered = new Map(offered.map((one) => [one.name.toLowerCase(), one]));
    numbered += 1;
    const list = h(
      "datalist",
      { id: `offered-${numbered}` },
      offered.slice(0, OFFERED).map((one) => h("option", { value: legible(one.name) })),
    );
    this.chips = h("span", { class: "tokens" });
    this.input = h("input", {
      type: "text",
      "aria-label": `${label}: add`,
      list: list.id,
      placeholder: "add …",
      autocomplete: "off",
    });
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("change", () => this.take());
    fill(
      this,
      h("span", { class: "tokens-label" }, label),
      h("span", { class: "tokens-box" }, this.chips, this.input),
      list,
    );
    this.draw();
  }

  draw() {
    fill(
      this.chips,
      this.value.map((one, at) =>
        h(
          "button",
          { type: "button", class: "token", "aria-label": `Remove ${legible(one.name)}`, onclick: () => this.drop(at) },
          isolated(one.name),
          h("span", { "aria-hidden": "true" }, " ×"),
        ),
      ),
    );
  }

  drop(at) {
    this.value.splice(at, 1);
    this.draw();
    this.input.focus();
  }

  take() {
    const name = this.input.value.trim();
    if (!name) return;
    this.value.push(this.offered.get(name.toLowerCase()) ?? { key: "", name });
    this.input.value = "";
    this.draw();
  }

  pressed(event) {
    if (event.key === "Enter" && this.input.value.trim()) {
      // Enter adds the name first; on an empty field it saves the form as everywhere.
      event.preventDefault();
      this.take();
    } else if (event.key === "Backspace" && !this.input.value && this.value.length) {
      this.drop(this.value.length - 1);
    }
  }
}

customElements.define("dateline-tokens", Tokens);
