import { get } from "/static/js/api.js";
import * as days from "/static/js/days.js";
import { count, fill, h, percent } from "/static/js/dom.js";
import { isolated } from "/static/js/reader/glyphs.js";
import { complain, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

/** Places named at once whose holder would be another. */
const SHOWN = 12;

/** The holder of each place on a day, by a columnar picture of control. */
function holders(control, day) {
  const at = days.toNumber(day) - days.toNumber(control.first_day);
  const { place, first, last, holder, probability } = control.stretches;
  const found = new Map();
  for (let row = 0; row < place.length; row += 1) {
    if (first[row] > at || last[row] < at) continue;
    const name = holder[row] < 0 ? "nobody known" : control.holders[holder[row]].name;
    found.set(control.places[place[row]].key, {
      place: control.places[place[row]].name,
      name,
      probability: probability[row],
    });
  }
  return found;
}

/** <dateline-without>: a switch for each source, and what would be otherwise on the map if those were left out. */
export class Without extends HTMLElement {
  /** Shows the sources of the record. */
  show(about) {
    this.about = about;
    this.effect = h("div", { role: "status" });
    const all = h(
      "button",
      { type: "button", class: "quiet small", onclick: () => state.set({ without: null }) },
      "All back in",
    );
    fill(
      this,
      h(
        "p",
        { class: "soft small" },
        "What is switched off here is left out of control on the map too, and of every link made from here.",
      ),
      h(
        "ul",
        { class: "switches" },
        about.sources.map((one) => h("li", {}, this.tick(one))),
      ),
      all,
      this.effect,
    );
    this.work();
    state.subscribe((_, changed) => {
      if (changed.has("without")) {
        for (const box of this.querySelectorAll("input")) box.checked = !state.get().without.includes(box.value);
      }
      if (changed.has("without") || changed.has("on")) this.work();
    });
  }

  tick({ key, name, claims }) {
    const box = h("input", {
      type: "checkbox",
      value: key,
      checked: !state.get().without.includes(key),
      onchange: () => this.flip(key, box.checked),
    });
    return h(
      "label",
      { class: "tick" },
      box,
      isolated(name),
      h("span", { class: "faint small number" }, String(claims)),
    );
  }

  flip(key, counted) {
    const without = state.get().without.filter((one) => one !== key);
    state.set({ without: counted ? without : [...without, key] });
  }

  async work() {
    const { without, on, known } = state.get();
    this.job = (this.job ?? 0) + 1;
    const job = this.job;
    if (!without.length) {
      fill(this.effect);
      return;
    }
    fill(this.effect, h("p", { class: "soft small" }, "Working out control without them …"));
    try {
      const [all, less] = await Promise.all([get("/control", { known }), get("/control", { known, without })]);
      if (job === this.job) this.tell(all, less, on ?? all.last_day);
    } catch (error) {
      complain(error);
    }
  }

  tell(all, less, day) {
    const [before, after] = [holders(all, day), holders(less, day)];
    const other = [...before]
      .map(([key, one]) => ({ key, ...one, then: after.get(key) }))
      .filter((one) => one.then?.name !== one.name);
    const line = `${count(other.length, "place")} would have another holder on ${days.long(day)}.`;
    say(line);
    fill(
      this.effect,
      h(
        "p",
        {},
        h("strong", {}, line),
        " ",
        h("a", { href: state.link("/", { by: null }) }, "See the map without them"),
      ),
      h(
        "ul",
        { class: "small" },
        other
          .slice(0, SHOWN)
          .map((one) =>
            h(
              "li",
              {},
              isolated(one.place),
              ": ",
              isolated(one.name),
              ` ${percent(one.probability)} → `,
              one.then ? [isolated(one.then.name), ` ${percent(one.then.probability)}`] : "no word on it",
            ),
          ),
      ),
      other.length > SHOWN ? h("p", { class: "faint small" }, `and ${other.length - SHOWN} more`) : null,
    );
  }
}

customElements.define("dateline-without", Without);
