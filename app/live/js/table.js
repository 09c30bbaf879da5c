// The numbers behind a picture, as tables that open under it.

import { el, setText } from "./dom.js";

const EVERY_MS = 500;
const opened = new Set(); // outlives a panel that is mounted again

export class Tables {
  /** `content()` gives [{caption, head, rows}]; asked for only while it is open. */
  constructor(name, content) {
    Object.assign(this, { content, filled: 0 });
    this.body = el("div", { class: "lw-tables" });
    this.node = el("details", { class: "lw-details" }, el("summary", {}, "Numbers"), this.body);
    this.node.open = opened.has(name);
    this.node.addEventListener("toggle", () => {
      opened[this.node.open ? "add" : "delete"](name);
      this.fill();
    });
  }

  /** The picture has changed: follow it, but not faster than one can read. */
  follow(running) {
    if (running && performance.now() - this.filled < EVERY_MS) return;
    this.fill();
  }

  fill() {
    if (!this.node.open) return;
    this.filled = performance.now();
    const tables = this.content();
    const shape = JSON.stringify(tables.map(({ caption, head, rows }) => [caption, head, rows.length]));
    if (this.shape !== shape) {
      this.shape = shape;
      this.body.replaceChildren(...tables.map(newTable));
    }
    const cells = this.body.querySelectorAll("tbody th, tbody td");
    tables.flatMap(({ rows }) => rows.flat()).forEach((text, i) => setText(cells[i], text));
  }
}

function newTable({ caption, head, rows }) {
  const row = (texts, first, rest) => el("tr", {}, ...texts.map((text, i) => (i ? rest : first)(text)));
  const column = (text) => el("th", { scope: "col" }, text);
  const body = rows.map((texts) => row(texts, () => el("th", { scope: "row" }), () => el("td")));
  return el(
    "div", { class: "lw-scroll", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, row(head, column, column)), el("tbody", {}, ...body)),
  );
}
