/** /add: reports by paste, upload or address, with how far their reading is and what became of each. */

import { address, get, post, upload } from "/static/js/api.js";
import { count, fill, h } from "/static/js/dom.js";
import { permitted } from "/static/js/desk/token.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import { complain, record, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

const FINISHED = new Set(["done", "failed"]);

const main = document.querySelector("main");
const jobs = h("section", { "aria-label": "What was added" });

const field = (label, given) => h("label", { class: "field" }, label, h("input", { autocomplete: "off", ...given }));

/** What is known about a report beside its text; left out where it is empty, so that the reading may find it. */
function about() {
  return [
    field("Title", { type: "text", name: "title", maxlength: 500, placeholder: "optional" }),
    h(
      "div",
      { class: "add-two" },
      field("Outlet", { type: "text", name: "outlet", maxlength: 200, placeholder: "optional" }),
      field("Published", { type: "date", name: "published" }),
    ),
  ];
}

async function send(form, how) {
  const button = form.querySelector("button.primary");
  button.disabled = true;
  try {
    const { job } = await permitted(how);
    form.reset();
    follow(job);
  } catch (error) {
    complain(error);
  } finally {
    button.disabled = false;
  }
}

function given(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim()));
}

function paste() {
  const form = h(
    "form",
    { class: "card", "aria-label": "Paste a report" },
    h("h2", {}, "Paste"),
    h("label", { class: "field" }, "The report's text", h("textarea", { name: "text", required: true, dir: "auto" })),
    about(),
    h("div", { class: "row end" }, h("button", { class: "primary" }, "Read and add")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, () => post("/reports", given(form)));
  });
  return form;
}

function byAddress() {
  const form = h(
    "form",
    { class: "card", "aria-label": "Add by address" },
    h("h2", {}, "Address"),
    field("Web address", { type: "url", name: "url", required: true, placeholder: "https://", pattern: "https?://.+" }),
    about(),
    h("p", { class: "small soft" }, "The server fetches the page; nothing else leaves this machine."),
    h("div", { class: "row end" }, h("button", { class: "primary" }, "Fetch and add")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, () => post("/reports", given(form)));
  });
  return form;
}

function files() {
  const input = h("input", { type: "file", name: "file", multiple: true, required: true, "aria-label": "Files" });
  const drop = h(
    "div",
    { class: "drop" },
    h("p", {}, "Drop files here or choose them"),
    input,
    h("p", { class: "small" }, "Text, HTML, JSON lines of reports, or coded claims as CSV or JSON lines"),
  );
  const form = h(
    "form",
    { class: "card", "aria-label": "Upload files" },
    h("h2", {}, "Files"),
    drop,
    h("div", { class: "row end" }, h("button", { class: "primary" }, "Upload and add")),
  );
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new FormData();
    for (const file of input.files) body.append("file", file);
    send(form, () => upload("/reports", body));
  });
  return form;
}

/** Shows how far a job is, by the server's messages, and in the end what became of each report. */
function follow(job) {
  const bar = h("progress", { "aria-label": "Reading" });
  const line = h("p", { role: "status" }, "Waiting for its turn …");
  const results = h("div");
  jobs.prepend(h("article", { class: "card job" }, line, bar, results));
  const source = new EventSource(address(`/jobs/${encodeURIComponent(job)}/events`));
  const shown = (now) => {
    if (now.total) Object.assign(bar, { max: now.total, value: now.done });
    line.textContent = FINISHED.has(now.state)
      ? told(now)
      : `Reading ${now.total ? `${now.done} of ${now.total}` : now.done} …`;
    if (!FINISHED.has(now.state)) return;
    source.close();
    bar.hidden = true;
    say(line.textContent);
    outcome(now, results);
  };
  source.onmessage = (message) => shown(JSON.parse(message.data));
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return;
    // The stream is gone: its last word may have been missed, so ask once.
    await get(`/jobs/${encodeURIComponent(job)}`)
      .then(shown)
      .catch(complain);
  };
}

function told({ state: how, added, known, claims, errors }) {
  const parts = [`${count(added, "report")} added with ${count(claims, "claim")}`];
  if (known) parts.push(`${count(known, "report")} known already`);
  if (errors.length) parts.push(`${count(errors.length, "problem")}`);
  return `${how === "failed" && !added ? "Nothing was added" : parts.join(", ")}.`;
}

async function outcome(now, results) {
  const reports = await Promise.all(
    now.reports.map((id) => get(`/reports/${encodeURIComponent(id)}`).catch(() => ({ id, title: id, claims: null }))),
  );
  fill(
    results,
    reports.length
      ? h(
          "ul",
          {},
          reports.map((one) =>
            h(
              "li",
              {},
              h(
                "a",
                { href: state.link(`/report/${encodeURIComponent(one.id)}`, { claim: null, span: null }), dir: "auto" },
                visible(one.title || "Untitled report"),
              ),
              one.outlet ? [" · ", isolated(one.outlet)] : null,
              one.claims ? ` · ${count(one.claims.length, "claim")}` : null,
            ),
          ),
        )
      : null,
    now.errors.length
      ? h(
          "ul",
          { class: "problems" },
          now.errors.map((one) => h("li", {}, visible(one))),
        )
      : null,
  );
}

async function start() {
  main.classList.add("page");
  try {
    const { writable } = await record();
    fill(
      main,
      h("h1", {}, "Add reports"),
      writable
        ? h(
            "p",
            { class: "soft" },
            "A report is kept as received and read at once. One that the record has already stays as it is.",
          )
        : h("p", { class: "card" }, "This record is shown for reading only."),
      jobs,
      writable ? h("div", { class: "add-ways" }, paste(), h("div", { class: "stack" }, files(), byAddress())) : null,
    );
  } catch (error) {
    complain(error);
  }
}

start();
