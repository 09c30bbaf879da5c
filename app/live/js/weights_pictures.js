// The first layer as pictures: what each of its units looks for.

import { signedPixels } from "./atlas.js";
import { el, setAttribute, setText } from "./dom.js";
import { Field } from "./fields.js";
import { alongGrid, Roving } from "./roving.js";
import { Part } from "./scheduler.js";
import { Tables } from "./table.js";
import { plus, precise, short, whole } from "./words.js";

const HINT = "Point at a picture, or go through them with the arrow keys.";
const TILE = 60; // px, the least
const GAP = 8;
const STRONGEST = 5;
const SHOWN = [[0, "what training added: W1 − W1(0)"], [1, "W1 as it is"]];
const COLOURS = [[0, "sum of the channels"], [1, "red, green, blue"]];

export class WeightPictures {
  /** `choose(changes)` asks the server for other pictures. */
  constructor(choose) {
    this.shown = new Field("Show", (asIs) => choose({ asIs }));
    this.coloured = new Field("Colours", (colour) => choose({ colour }));
    this.grid = el("div", { class: "lw-chart lw-weight-pictures", role: "group", "aria-label": "Units of layer 1", "data-testid": "weight-pictures" });
    this.readout = el("div", { class: "lw-readout", "data-testid": "readout" }, HINT);
    this.legend = el("div", { class: "lw-legend lw-flush" });
    this.scale = el("span", { class: "lw-scale" }, el("span"), " ", el("i"), " ", el("span"));
    this.words = el("span");
    this.legend.append(this.scale, this.words);
    this.tables = new Tables("pictures", () => [tableOf(this.state)]);
    this.tools = el("div", { class: "lw-fields" }, this.shown.node, this.coloured.node);
    this.node = el("div", {}, this.grid, this.readout, el("div", { class: "lw-below" }, this.legend, this.tables.node));
    this.observer = new ResizeObserver(() => this.state && this.part.request());
    this.observer.observe(this.grid);
    Object.assign(this, { tiles: [], at: null });
    this.roving = new Roving(this.grid, alongGrid(() => this.roving.items));
    this.part = new Part(this.grid, () => this.paint());
  }

  /** What of it is saved. */
  get picture() {
    return this.grid;
  }

  aside({ middle }) {
    return `the ${middle.units === 1 ? "row" : `${whole(middle.units)} rows`} of W1 as pictures`;
  }

  show(state, colours) {
    Object.assign(this, { state, colours });
    this.part.request();
  }

  paint() {
    const { state, colours } = this;
    const { pictures } = state.blobs;
    this.fit(pictures.shape[0]);
    this.shown.show(SHOWN, Number(state.middle.asIs));
    this.coloured.show(COLOURS, Number(state.middle.colour));
    const table = signedPixels(colours);
    this.tiles.forEach(({ canvas, node }, i) => {
      drawPicture(canvas, pictures, i, table);
      setAttribute(node, "aria-label", describe(state, i));
    });
    this.explain();
    this.say();
    this.tables.follow(state.state === "running");
    setAttribute(this.grid, "data-iteration", state.iteration);
  }

  /** Rows that are equally full. */
  fit(count) {
    const most = Math.max(1, Math.floor((this.grid.clientWidth + GAP) / (TILE * this.colours.scale + GAP)));
    this.grid.style.setProperty("--columns", Math.ceil(count / Math.ceil(count / most)));
    if (this.tiles.length === count) return;
    this.point(null);
    this.tiles = Array.from({ length: count }, (_, i) => this.tile(i));
    this.grid.replaceChildren(...this.tiles.map(({ node }) => node));
    this.roving.take(this.tiles.map(({ node }) => node));
  }

  tile(i) {
    const canvas = el("canvas");
    const node = el("button", { type: "button", class: "lw-unit" }, canvas, el("span", {}, String(i + 1)));
    for (const event of ["focus", "pointerenter"]) node.addEventListener(event, () => this.point(i));
    node.addEventListener("blur", () => this.point(null));
    node.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== "touch") this.point(null); // a finger leaves when it has pointed
    });
    return { node, canvas };
  }

  point(i) {
    this.at = i;
    if (this.state) this.say();
  }

  say() {
    setText(this.readout, this.at === null ? HINT : describe(this.state, this.at));
  }

  explain() {
    const { scale, colour, units } = this.state.middle;
    const more = units - this.tiles.length;
    const [low, , high] = this.scale.querySelectorAll("span, i");
    setText(low, short(-scale));
    setText(high, plus(scale));
    this.scale.hidden = colour;
    const what = colour
      ? `grey is 0, full colour ±${short(scale)} or beyond, in each channel`
      : "sum of a pixel’s three weights: blue means light there raises Z";
    setText(this.words, `${what}; one scale for all units${more ? ` · ${whole(more)} more units are not shown` : ""}`);
  }

  remove() {
    this.observer.disconnect();
    this.part.remove();
  }
}

function drawPicture(canvas, { data, shape: [, height, width, channels] }, i, table) {
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const picture = new ImageData(width, height);
  const source = data.subarray(i * height * width * channels);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let p = 0; p < pixels.length; p += 1) {
    const [r, g, b] = [source[3 * p], source[3 * p + 1], source[3 * p + 2]];
    pixels[p] = channels === 1 ? table[source[p]] : ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** [unit of layer 2, weight] of a unit, the strongest first. */
function outgoing({ blobs }, i) {
  if (!blobs.outgoing) return [];
  const { data, shape: [n, k] } = blobs.outgoing;
  return Array.from({ length: n }, (_, j) => [j, data[j * k + i]]).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
}

function describe(state, i) {
  const { norms, biases } = state.blobs;
  const out = outgoing(state, i);
  const more = out.length > STRONGEST ? ", …" : "";
  const weights = out.slice(0, STRONGEST).map(([j, w]) => (out.length > 1 ? `${j + 1}: ${plus(w)}` : plus(w)));
  const to = out.length ? `; ${out.length > 1 ? "to the units of layer 2 " : "weight to the output "}${weights.join(", ")}${more}` : "";
  return `Unit ${i + 1}: length of its row of W1 ${short(norms.data[i])}, bias ${plus(biases.data[i])}${to}.`;
}

function tableOf(state) {
  const { norms, biases, outgoing: out } = state.blobs;
  const targets = out ? Array.from({ length: out.shape[0] }, (_, j) => j) : [];
  return {
    caption: "Layer 1: each unit’s weights, bias, and its weights to layer 2",
    head: ["unit", "‖row of W1‖", "b", ...targets.map((j) => `to ${j + 1}`)],
    rows: Array.from(norms.data, (norm, i) => [
      String(i + 1), precise(norm), precise(biases.data[i]), ...targets.map((j) => precise(out.data[j * out.shape[1] + i])),
    ]),
  };
}
