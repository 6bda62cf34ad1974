/** /desk: claims by how much a look at them is worth, judged one after the other. */

import { get, latest } from "/static/js/api.js";
import { bdi, count, fill, h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { changes, head } from "/static/js/desk/card.js";
import { excerpt } from "/static/js/desk/excerpt.js";
import "/static/js/desk/history.js";
import { merge, split, together } from "/static/js/desk/joining.js";
import { Keys } from "/static/js/desk/keys.js";
import "/static/js/desk/queue.js";
import { chain, roles } from "/static/js/desk/telling.js";
import { bindings, forget, perform } from "/static/js/desk/verbs.js";
import * as who from "/static/js/desk/who.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import { vocabulary } from "/static/js/reader/kinds.js";
import { complain, record, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

/** Claims of the queue that are fetched; a person seldom judges more before it is made anew. */
const QUEUED = 100;

const main = document.querySelector("main");

class Desk {
  constructor(words, writable) {
    Object.assign(this, { words, writable, asked: latest() });
    this.queue = document.createElement("dateline-queue");
    this.history = document.createElement("dateline-history");
    this.waiting = h("span", { class: "soft" });
    this.who = h("button", { type: "button", class: "quiet small who", onclick: () => who.change() });
    this.why = h("input", { type: "text", maxlength: 500, placeholder: "optional, for the next judgement" });
    this.card = h("div", { class: "desk-card" });
    this.quoted = h("div", {
      class: "excerpt",
      tabindex: "0",
      role: "region",
      "aria-label": "The words in their report",
    });
    this.chord = h("div", { class: "chord", role: "status" });
    this.beside = h("div", {
      class: "event-claims",
      tabindex: "0",
      role: "region",
      "aria-label": "Claims of the same event",
    });
  }

  build() {
    main.classList.add("page", "desk");
    const help = h(
      "button",
      { type: "button", class: "small", onclick: () => this.keys.help() },
      h("kbd", {}, "?"),
      " Keys",
    );
    fill(
      main,
      h(
        "header",
        { class: "desk-head" },
        h("h1", {}, "Desk"),
        this.waiting,
        this.who,
        help,
        this.writable ? null : h("p", { class: "soft" }, "This record is shown for reading only."),
      ),
      h("section", { class: "queue-column", "aria-label": "Queue" }, this.queue),
      h(
        "section",
        { class: "desk-claim", "aria-label": "The claim" },
        this.card,
        this.quoted,
        this.writable ? this.verbs() : null,
      ),
      h(
        "section",
        { class: "desk-side", "aria-label": "Event and history", tabindex: "0" },
        h("h2", {}, "The same event"),
        this.beside,
        h("h2", {}, "Judgements"),
        this.history,
      ),
    );
    this.named();
    this.listen();
  }

  verbs() {
    const button = (key, label, kind, act) =>
      h("button", { type: "button", class: kind, onclick: act }, label, " ", h("kbd", { "aria-hidden": "true" }, key));
    const act = (verb, options) => () => this.act(verb, options);
    return h(
      "div",
      { class: "stack" },
      h(
        "div",
        { class: "verbs", role: "group", "aria-label": "Judge" },
        button("a", "✓ Accept", "accept", act("accept")),
        button("r", "✕ Reject", "reject", act("reject")),
        button("e", "✎ Correct", "", act("edit", { field: "type" })),
        button("x", "⇄ Swap who", "", act("swap")),
        button("m", "Merge", "", () => this.join(merge)),
        button("s", "Split", "", () => this.join(split)),
        button("u", "↶ Undo", "", act("undo")),
      ),
      this.chord,
      h("label", { class: "field" }, "Why", this.why),
    );
  }

  named() {
    fill(this.who, who.known() ? ["Judging as ", bdi(who.known()), " · change"] : "Say who judges");
  }

  listen() {
    this.queue.addEventListener("pick", (event) => this.go(event.detail));
    this.history.addEventListener("pick", (event) => this.go(event.detail));
    this.history.addEventListener("undone", (event) => {
      forget(event.detail);
      this.reload();
    });
    this.why.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") this.why.blur();
    });
    addEventListener("dateline:judge", () => this.named());
    addEventListener("dateline:judged", () => this.history.load());
    addEventListener("dateline:changed", () => this.reload());
    addEventListener("dateline:chord", (event) => this.offer(event.detail));
    state.subscribe((_, changed) => {
      if (changed.has("claim")) this.open(state.get().claim);
    });
    const judging = [
      ...bindings((verb, options) => this.act(verb, options), this.words),
      { keys: "m", does: "Merge with other claims …", act: () => this.join(merge) },
      { keys: "s", does: "Split from claims of its event …", act: () => this.join(split) },
      { keys: "w", does: "Say why", act: () => this.why.focus() },
    ];
    this.keys = new Keys([
      { keys: "j", does: "Next claim", act: () => this.go(this.queue.beside(1)) },
      { keys: "k", does: "Claim before", act: () => this.go(this.queue.beside(-1)) },
      { keys: "ArrowDown", act: () => this.go(this.queue.beside(1)) },
      { keys: "ArrowUp", act: () => this.go(this.queue.beside(-1)) },
      {
        keys: "o",
        does: "Open the whole report",
        act: () => {
          if (this.claim) location.href = this.reader(this.claim);
        },
      },
      ...(this.writable ? judging : []),
    ]);
  }

  offer(open) {
    fill(
      this.chord,
      open.map((one) => [h("kbd", {}, one.keys.split(" ")[1]), ` ${one.does.toLowerCase()}  `]),
    );
  }

  reader(claim) {
    return state.link(`/report/${encodeURIComponent(claim.report)}`, { claim: claim.id, span: null });
  }

  async load() {
    const { items, total } = await get("/desk", { limit: QUEUED });
    this.queue.show(items, this.words);
    this.waiting.textContent = `${count(total, "claim")} to look at, most worth a look first`;
    return items;
  }

  async reload() {
    try {
      await this.load();
      await this.history.load();
      if (this.claim) await this.open(this.claim.id, { fresh: true });
    } catch (error) {
      complain(error);
    }
  }

  go(id) {
    if (id) state.set({ claim: id });
    if (id && id === this.claim?.id) this.show(this.claim);
  }

  /** Shows a claim: the queue's own where it waits there, the record's else. */
  async open(id, { fresh = false } = {}) {
    if (!id) return;
    this.queue.current(id);
    const waiting = this.queue.items.find((item) => item.claim.id === id);
    try {
      const claim = waiting && !fresh ? waiting.claim : await this.asked(`/claims/${encodeURIComponent(id)}`);
      if (!claim) return;
      this.show(claim, waiting?.why);
      if (fresh) this.gather(claim);
    } catch (error) {
      complain(error);
    }
  }

  show(claim, why = this.queue.items.find((item) => item.claim.id === claim.id)?.why) {
    const moved = this.claim?.id !== claim.id;
    this.claim = claim;
    const published = claim.published ? days.long(claim.published.slice(0, 10)) : "no date";
    fill(
      this.card,
      head(claim, this.words),
      roles(claim),
      h(
        "div",
        { class: "small meta" },
        chain(claim),
        h("span", { class: "faint" }, ` · ${published}`),
        claim.report_title ? h("span", { class: "faint" }, " · ", isolated(claim.report_title)) : null,
      ),
      changes(claim, this.words),
      why ? h("p", { class: "desk-why small" }, "Worth a look: ", visible(why.words)) : null,
    );
    if (!moved) return;
    say(`${this.words.label(claim.type)}. ${claim.sentence}`);
    this.quote(claim);
    this.gather(claim);
  }

  async quote(claim) {
    const shown = await excerpt(claim, this.words);
    if (this.claim.id !== claim.id) return;
    fill(this.quoted, shown);
    const text = this.quoted.querySelector("dateline-text");
    if (text)
      this.quoted.scrollTop = (text.nodeAt(claim.span?.[0] ?? 0)?.offsetTop ?? 0) - this.quoted.clientHeight / 3;
  }

  async gather(claim) {
    try {
      const others = await together(claim);
      if (this.claim.id !== claim.id) return;
      fill(
        this.beside,
        others.length
          ? h(
              "ul",
              { class: "side-list" },
              others.map((one) =>
                h(
                  "li",
                  {},
                  h("span", { class: "small soft" }, chain(one)),
                  h("span", { class: "quote", dir: "auto" }, visible(one.sentence)),
                  h(
                    "button",
                    { type: "button", class: "quiet small", onclick: () => this.go(one.id) },
                    "Show this claim",
                  ),
                ),
              ),
            )
          : h("p", { class: "soft small" }, "No other claim tells of this event."),
      );
    } catch (error) {
      complain(error);
    }
  }

  /** Does one thing after the other, so that keys pressed faster than the server answers are not lost. */
  inTurn(task) {
    this.turn = (this.turn ?? Promise.resolve()).then(task).catch(complain);
    return this.turn;
  }

  /** Judges the claim that is shown and goes on to the next; an undo goes back to what it was on. */
  act(verb, options = {}) {
    return this.inTurn(async () => {
      const next = this.queue.beside(1);
      const done = await perform(verb, this.claim, this.words, { why: this.why.value.trim(), ...options });
      if (!done) return;
      this.why.value = "";
      this.queue.settle(done);
      const stays = verb === "undo" || !next || next === done.id || done.id !== this.claim.id;
      if (stays) this.show(done);
      this.go(stays ? done.id : next);
    });
  }

  /** Merges or splits the claim that is shown. */
  join(how) {
    return this.inTurn(async () => {
      if (this.claim && (await how(this.claim, { why: this.why.value.trim() }))) this.why.value = "";
    });
  }
}

async function start() {
  try {
    const [words, about] = await Promise.all([vocabulary(), record()]);
    const desk = new Desk(words, about.writable);
    desk.build();
    const items = await desk.load();
    desk.history.load();
    const wanted = state.get().claim ?? items[0]?.claim.id;
    if (!wanted) fill(desk.card, h("p", { class: "soft" }, "Nothing waits to be judged."));
    else if (wanted !== state.get().claim) desk.go(wanted);
    else {
      await desk.open(wanted);
      // An address may point to a claim of another record: the error is shown, and the queue begins.
      if (!desk.claim && items.length) desk.go(items[0].claim.id);
    }
  } catch (error) {
    complain(error);
  }
}

start();
