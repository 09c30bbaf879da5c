// The space a hidden layer makes: the points there, the bent grid, and who answers what.

import { drawPoints } from "./boundary.js";
import { channels } from "./colours.js";
import { el, fitCanvas, setAttribute, setText } from "./dom.js";
import { drawMap, halfLine } from "./field.js";
import { Field } from "./fields.js";
import { getStore, onStore } from "./memory.js";
import { Part } from "./scheduler.js";
import { Tables } from "./table.js";
import { percent, precise, short, whole } from "./words.js";

const EVERY = 2; // of the grid's lines are drawn
const NO_LAYER = "There is no hidden layer: the network draws one straight line through the plane itself.";
const TOO_LARGE = "The numbers of this layer have grown too large to be drawn.";

export class Space {
  /** `choose(changes)` asks for another layer or other axes. */
  constructor(choose) {
    this.choose = choose;
    this.layer = new Field("Layer", (layer) => choose({ layer, across: 0, up: 0 }));
    this.across = new Field("Across", (unit) => this.turn("across", unit));
    this.up = new Field("Up", (unit) => this.turn("up", unit));
    this.canvas = el("canvas", { class: "lw-layer" });
    this.ticks = Object.fromEntries(
      ["left", "right", "bottom", "top", "x1", "x2"].map((side) => [side, el("span", { class: `lw-tick lw-${side}` })]),
    );
    this.square = el("div", { class: "lw-chart lw-square" }, this.canvas);
    this.plane = el("div", { class: "lw-plane", role: "img", "data-testid": "space" }, this.square, ...Object.values(this.ticks));
    this.words = el("div", { class: "lw-aside" });
    this.tables = new Tables("space", () => [tableOf(this.state)]);
    const fields = el("div", { class: "lw-fields" }, this.layer.node, this.across.node, this.up.node);
    this.node = el("div", { class: "lw-space" }, this.plane, el("div", {}, fields, this.words, this.tables.node));
    this.part = new Part(this.square, () => this.paint());
    this.observer = new ResizeObserver(() => this.state && this.part.request());
    this.observer.observe(this.square);
    this.forget = onStore((id) => id === this.state?.points && this.part.request());
  }

  /** What of it is saved. */
  get picture() {
    return this.plane;
  }

  aside({ middle }) {
    return middle.layer ? `activations of layer ${middle.layer} on the examples` : "";
  }

  show(state, colours) {
    Object.assign(this, { state, colours });
    const { middle } = state;
    const drawn = Boolean(middle.frame);
    this.plane.hidden = !drawn;
    this.layer.node.hidden = !middle.sizes.length;
    this.across.node.hidden = this.up.node.hidden = this.tables.node.hidden = !drawn;
    const lines = drawn ? explain(middle) : [middle.sizes.length ? TOO_LARGE : NO_LAYER];
    if (this.said !== lines.join()) this.words.replaceChildren(...lines.map((line) => el("p", {}, line)));
    this.said = lines.join();
    this.offer();
    this.part.request();
  }

  /** Two units, or the two principal components together. */
  turn(axis, unit) {
    const other = axis === "across" ? "up" : "across";
    const beside = this.state.middle[other] || (unit === 1 ? 2 : 1);
    this.choose({ [axis]: unit, [other]: unit ? beside : 0 });
  }

  offer() {
    const { layer, sizes, across, up } = this.state.middle;
    if (!sizes.length) return;
    this.layer.show(sizes.map((n, i) => [i + 1, `${i + 1} (${n} ${n === 1 ? "unit" : "units"})`]), layer);
    const units = Array.from({ length: sizes[layer - 1] }, (_, i) => [i + 1, `unit ${i + 1}`]);
    this.across.show([[0, "1st principal component"], ...units], across);
    this.up.show([[0, "2nd principal component"], ...units], up);
  }

  paint() {
    const { state, colours } = this;
    const { middle, blobs } = state;
    if (!middle.frame) {
      setAttribute(this.square, "data-iteration", state.iteration);
      return;
    }
    const [context, width, height] = fitCanvas(this.canvas, colours.scale);
    if (width < 40) return;
    drawMap(context, blobs.slice, width, height, ["negative", "neutral", "positive"].map((name) => channels(colours[name])));
    const place = placing(middle.frame, width, height);
    drawLattice(context, blobs.lattice, place, colours);
    if (middle.line) drawLine(context, middle, place, [width, height], colours);
    else halfLine(context, blobs.slice, width, height, colours.ink);
    const store = getStore(state.points);
    if (store) {
      const size = [width, height];
      drawPoints(context, blobs.spaceTest, store.testLabels, middle.frame, size, colours, true);
      drawPoints(context, blobs.spaceTrain, store.trainLabels, middle.frame, size, colours, false);
    }
    this.name();
    this.tables.follow(state.state === "running");
    setAttribute(this.square, "data-iteration", state.iteration);
  }

  name() {
    const { middle } = this.state;
    const [left, right, bottom, top] = middle.frame;
    const texts = { left: short(left), right: short(right), bottom: short(bottom), top: short(top), x1: axisName(middle, 0), x2: axisName(middle, 1) };
    for (const [side, text] of Object.entries(texts)) setText(this.ticks[side], text);
    const seen = `Layer ${middle.layer} seen along ${axisName(middle, 0)} and ${axisName(middle, 1)}, train and test points over the answers of the layers behind it.`;
    setAttribute(this.plane, "aria-label", seen);
  }

  remove() {
    this.forget();
    this.observer.disconnect();
    this.part.remove();
  }
}

const axisName = ({ across, up, shares }, k) => (shares ? `PC ${k + 1}` : `unit ${[across, up][k]}`);

/** What is drawn, line by line. */
function explain({ layer, sizes, shares, line, flat }) {
  const slice = shares ? "a slice through the mean" : "the other units at their mean";
  const lines = [
    `Background: what the layers behind answer${flat ? "" : `, on ${slice}`}.`,
    line ? "Black: the straight line of the output unit, Z = 0." : "Black: where that answer is 0.5.",
    "Thin: the grid of the input plane, bent by the layers before.",
  ];
  if (!shares) return lines;
  const [first, second] = shares.map((share) => percent(share, 0));
  return [`PC 1 holds ${first}, PC 2 ${second} of the variance of the ${whole(sizes[layer - 1])} activations.`, ...lines];
}

const placing = ([left, right, bottom, top], width, height) => (u, v) => [
  ((u - left) / (right - left)) * width, (1 - (v - bottom) / (top - bottom)) * height,
];

/** The grid of the input plane, where this layer puts it. */
function drawLattice(context, { data, shape: [, n] }, place, colours) {
  context.beginPath();
  for (let line = 0; line < n; line += EVERY) {
    for (const index of [(k) => line * n + k, (k) => k * n + line]) {
      for (let k = 0; k < n; k += 1) {
        const at = place(data[index(k)], data[n * n + index(k)]);
        if (k) context.lineTo(...at);
        else context.moveTo(...at);
      }
    }
  }
  context.strokeStyle = colours.muted;
  context.globalAlpha = 0.35;
  context.lineWidth = 0.7;
  context.stroke();
  context.globalAlpha = 1;
}

/** The line p u + q v + r = 0, as far as the frame goes. */
function drawLine(context, { line: [p, q, r], frame: [left, right, bottom, top] }, place, [width, height], colours) {
  if ([p, q, r].includes(null) || (p === 0 && q === 0)) return;
  const steep = Math.abs(p) * (right - left) > Math.abs(q) * (top - bottom);
  const ends = steep
    ? [bottom, top].map((v) => [-(q * v + r) / p, v])
    : [left, right].map((u) => [u, -(p * u + r) / q]);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.beginPath();
  context.moveTo(...place(...ends[0]));
  context.lineTo(...place(...ends[1]));
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.6;
  context.stroke();
  context.restore();
}

/** What each unit has to do with the two axes. */
function tableOf({ blobs, middle }) {
  if (!blobs.origin) return { caption: "", head: [], rows: [] };
  const { data } = blobs.directions;
  const more = middle.sizes[middle.layer - 1] - blobs.origin.data.length;
  return {
    caption: `Units of layer ${middle.layer}: mean activation, and their part in the two axes${more > 0 ? `; ${whole(more)} more are not listed` : ""}`,
    head: ["unit", "mean of A", axisName(middle, 0), axisName(middle, 1)],
    rows: Array.from(blobs.origin.data, (mean, i) => [String(i + 1), ...[mean, data[2 * i], data[2 * i + 1]].map(precise)]),
  };
}
