import { h } from "/static/js/dom.js";
import { note, say } from "/static/js/shell.js";

/** Puts text on the clipboard, or shows it where the browser does not let a page do that. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    note(`${what} copied`);
    say(`${what} copied`);
  } catch {
    const field = h("input", {
      type: "text",
      readonly: true,
      value: text,
      "aria-label": what,
      onfocus: () => field.select(),
    });
    note(`${what}:`, { action: field });
    field.focus();
  }
}
