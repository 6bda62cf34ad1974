import { fill, h } from "/static/js/dom.js";

const KEPT = "dateline-judge";

/** Who judges on this device, "" where nobody has said. */
export function known() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return session;
  }
}

let session = "";

function keep(name) {
  session = name;
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // Where storage is forbidden the name lasts as long as the page.
  }
  dispatchEvent(new CustomEvent("dateline:judge", { detail: name }));
}

/** A dialog that gives back a value once and then goes; null where it was left. */
export function ask(label, body, { confirm = "Save" } = {}) {
  return new Promise((resolve) => {
    const form = h("form", { method: "dialog", class: "stack" });
    const box = h("dialog", { "aria-label": label }, form);
    const leave = h("button", { type: "button", class: "quiet", onclick: () => box.close("") }, "Cancel");
    fill(
      form,
      h("h2", { class: "dialog-title" }, label),
      body,
      h("div", { class: "row end" }, leave, h("button", { class: "primary", value: "yes" }, confirm)),
    );
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes" ? form : null);
    });
    document.body.append(box);
    box.showModal();
  });
}

/** Asks who judges, and keeps the answer on this device. */
export async function change() {
  const input = h("input", {
    type: "text",
    name: "by",
    required: true,
    maxlength: 100,
    autocomplete: "name",
    value: known(),
  });
  const body = h("label", { class: "field" }, "Your name stands beside every judgement you make.", input);
  const form = await ask("Who judges?", body);
  const name = form ? input.value.trim() : "";
  if (name) keep(name);
  return name || known();
}

/** Who judges: what was kept, or else asked for now; "" where no answer is given. */
export async function judge() {
  return known() || change();
}
