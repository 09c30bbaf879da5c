// A labelled select box for what a pane shows.

import { el, setAttribute } from "./dom.js";

export class Field {
  constructor(label, change) {
    this.select = el("select", { "aria-label": label });
    this.select.addEventListener("change", () => change(Number(this.select.value)));
    this.node = el("label", { class: "lw-field" }, label, " ", this.select);
    this.key = "";
  }

  /** `options`: [number, text] pairs; `value`: the one that is chosen. */
  show(options, value) {
    const key = JSON.stringify(options);
    if (key !== this.key) {
      this.key = key;
      this.select.replaceChildren(...options.map(([number, text]) => el("option", { value: number }, text)));
      this.value = undefined;
    }
    if (this.value === value) return; // do not take back what is being chosen
    this.value = value;
    this.select.value = String(value);
    setAttribute(this.select, "data-value", value);
  }
}
