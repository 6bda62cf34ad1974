/** <share-view>: the exact view as a link, a frame for another page, a table, a picture, a situation report. */

import * as api from "/static/js/api.js";
import { long } from "/static/js/days.js";
import { fill, h } from "/static/js/dom.js";
import { complain, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  // The download has to have begun before the address goes.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

class ShareView extends HTMLElement {
  connectedCallback() {
    this.dialog = h("dialog", { "aria-labelledby": "share-title" });
    this.button = h("button", { type: "button", class: "share-button", onclick: () => this.open() }, "Share and export");
    fill(this, this.button, this.dialog);
  }

  /** `view()` gives {on, since} as days with the map's lat, lon and z; `picture()` the map with its head and legend. */
  setup({ view, picture, title }) {
    Object.assign(this, { view, picture, heading: title });
  }

  open() {
    const { on, since, ...view } = this.view();
    const link = location.origin + state.link("/", { on, ...view });
    const frame = `<iframe src="${location.origin}${state.link("/embed", { on, ...view })}" width="800" height="560" title="${this.heading.replaceAll('"', "&quot;")}"></iframe>`;
    const { type, place, actor, outlet, q } = state.get();
    const table = (format) => h("a", { class: "button", download: `dateline-${on}.${format}`, href: api.address("/export", { format, since, until: on, type, place, actor, outlet, q, judged: "1" }) }, format === "geojson" ? "GeoJSON" : format.toUpperCase());
    const sitrep = (format) => h("a", { class: "button", download: `sitrep-${on}.${format}`, href: api.address("/sitrep", { on, since, format }) }, { md: "Markdown", html: "HTML", docx: "Word" }[format]);
    const copied = (label, text) => {
      const field = h("input", { type: "text", readonly: true, value: text, "aria-label": label, onfocus: () => field.select() });
      return h("div", { class: "row nowrap" }, field, h("button", { type: "button", onclick: () => this.copy(field) }, "Copy"));
    };
    fill(this.dialog,
      h("h2", { id: "share-title" }, "Share and export this view"),
      h("h3", {}, "Link to exactly this view"), copied("Link to this view", link),
      h("h3", {}, "Frame for another page"), copied("Code of a frame", frame),
      h("h3", {}, `Claims from ${long(since)} to ${long(on)}, as judged`), h("div", { class: "row" }, table("csv"), table("geojson"), table("xlsx"), table("jsonl")),
      h("h3", {}, "The map as a picture"), h("div", { class: "row" }, h("button", { type: "button", onclick: () => this.png(on) }, "PNG")),
      h("h3", {}, `Situation report on ${long(on)}`), h("div", { class: "row" }, sitrep("md"), sitrep("html"), sitrep("docx")),
      h("form", { method: "dialog", class: "row end" }, h("button", { class: "primary" }, "Close")));
    this.dialog.showModal();
  }

  async copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say("Copied");
    } catch {
      // Pages without a secure context may not write the clipboard; the text is selected for the keyboard.
      say("Selected; press Control and C to copy");
    }
  }

  async png(on) {
    try {
      const blob = await new Promise((resolve) => { this.picture().toBlob(resolve, "image/png"); });
      save(blob, `dateline-${on}.png`);
      say("The picture was saved");
    } catch (error) {
      complain(error);
    }
  }
}

customElements.define("share-view", ShareView);
