// The row of numbers, the state in a word, and why a run stopped.

import { el, setAttribute, setText } from "./dom.js";
import { cost, has, percent, stateWord, testAside, whole } from "./words.js";

// Name, label, and the widest value, whose room is kept so that neighbours stay put.
const FIELDS = [
  ["iteration", "iteration", ""],
  ["cost", "cost J (train)", "0.0000"],
  ["train-accuracy", "train accuracy", "100.0 %"],
  ["test-accuracy", "test accuracy", "100.0 %"],
  ["speed", "speed", "00,000"],
];

export class Numbers {
  constructor(node) {
    this.node = node;
    this.fields = {};
    for (const field of FIELDS) node.append(this.field(...field));
    this.word = el("span", { class: "lw-state", "data-testid": "state-word" });
    this.notice = el("div", { class: "lw-notice", role: "alert", "data-testid": "notice", hidden: "" });
    node.append(this.word, this.notice);
  }

  field(name, label, widest) {
    const value = el("span", { class: "lw-value", "data-testid": `number-${name}` });
    const aside = el("span", { class: "lw-aside" });
    const room = el("span", { class: "lw-value" }, widest);
    const roomAside = el("span", { class: "lw-aside" });
    this.fields[name] = { value, aside, room, roomAside };
    return el(
      "div", { class: "lw-number" },
      el("div", { class: "lw-label" }, label),
      el("div", { class: "lw-line" }, value, " ", aside),
      el("div", { class: "lw-line lw-room", "aria-hidden": "true" }, room, " ", roomAside),
    );
  }

  paint(state) {
    const end = whole(state.numIterations);
    setText(this.fields.iteration.room, end);
    this.set("iteration", whole(state.iteration), `/ ${end}`);
    const l2 = state.l2Cost > 0 ? `+ L2 ${cost(state.l2Cost)}` : "";
    this.set("cost", cost(state.cost ?? NaN), l2);
    this.set("train-accuracy", percent(state.trainAccuracy ?? NaN), "");
    this.set("test-accuracy", percent(state.testAccuracy ?? NaN), has(state.testAccuracy) ? testAside(state) : "");
    this.set("speed", whole(state.speed ?? NaN), "it/s");
    const word = stateWord(state);
    setText(this.word, word);
    setAttribute(this.word, "class", `lw-state lw-state-${word}`);
    setText(this.notice, state.message ?? "");
    this.notice.hidden = !state.message;
  }

  set(name, value, aside) {
    setText(this.fields[name].value, value);
    setText(this.fields[name].aside, aside);
    setText(this.fields[name].roomAside, aside);
  }
}
