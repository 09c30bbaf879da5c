// The network drawn: units as nodes, weights as lines, with every number at hand.

import { Atlas, signedPixels } from "./atlas.js";
import { layerText } from "./colours.js";
import { el, fitCanvas, setAttribute, setText } from "./dom.js";
import { drawEdges, drawNodes, edgesOf, nearestEdge } from "./network_draw.js";
import { layOut, neighbour } from "./network_layout.js";
import { describeEdge, describeUnit, legendOf, tablesOf } from "./network_words.js";
import { Roving } from "./roving.js";
import { Part } from "./scheduler.js";
import { Tables } from "./table.js";

const LABEL_EVERY_MS = 2000;
const HINT = "Point at a line or a unit, or go through the units with the arrow keys.";

export class Network {
  constructor() {
    this.canvas = el("canvas", { class: "lw-layer" });
    this.nodes = el("div", { class: "lw-layer", role: "group", "aria-label": "Units of the network" });
    this.drawing = el("div", { class: "lw-chart lw-network", "data-testid": "network" }, this.canvas, this.nodes);
    this.readout = el("div", { class: "lw-readout", "data-testid": "readout" }, HINT);
    this.legend = el("div", { class: "lw-legend lw-flush" });
    this.tables = new Tables("network", () => tablesOf(this.state));
    this.node = el("div", {}, this.drawing, this.readout, el("div", { class: "lw-below" }, this.legend, this.tables.node));
    this.atlas = new Atlas();
    this.roving = new Roving(this.nodes, (i, key) => this.step(i, key));
    Object.assign(this, { laid: "", at: null, labelled: 0 });
    this.part = new Part(this.drawing, () => this.paint());
    this.observer = new ResizeObserver(() => this.state && this.part.request());
    this.observer.observe(this.drawing);
    this.listen();
  }

  /** What of it is saved. */
  get picture() {
    return this.drawing;
  }

  aside({ middle }) {
    return middle.maps === "plane" ? "weights, biases, and what each unit responds to" : "weights and biases";
  }

  show(state, colours) {
    const sized = state.middle.units.join() === this.state?.middle.units.join();
    Object.assign(this, { state, colours });
    if (!sized) this.at = null;
    this.drawing.classList.toggle("lw-low", state.middle.bundled);
    this.part.request();
  }

  paint() {
    const { state, colours } = this;
    const [context, width, height] = fitCanvas(this.canvas, colours.scale);
    if (width < 60) return;
    this.arrange(width, height);
    const { maps } = state.blobs;
    if (maps) this.atlas.load(maps, signedPixels(colours), state.middle.maps === "plane");
    this.edges = edgesOf(state, this.layout);
    context.clearRect(0, 0, width, height);
    context.font = `12px ${colours.font}`;
    drawEdges(context, this.edges, this.at, colours);
    drawNodes(context, this.layout, state, colours, maps ? this.atlas : null);
    this.say();
    this.tables.follow(state.state === "running");
    setAttribute(this.drawing, "data-iteration", state.iteration);
  }

  /** Places and buttons change only with the network or the room there is. */
  arrange(width, height) {
    const { middle, blobs } = this.state;
    const { scale } = this.colours;
    const wanted = [middle.units, width, height, scale].join();
    if (wanted === this.laid) return;
    this.laid = wanted;
    const sent = middle.units.map((_, l) => (l ? blobs[`b${l}`].shape[0] : blobs.W1.shape[1]));
    this.layout = layOut({ units: middle.units, sent, bundled: middle.bundled }, width, height);
    this.places = this.layout.columns.flatMap(({ nodes }, layer) => nodes.map((place, unit) => ({ ...place, layer, unit })));
    const half = this.layout.size / 2;
    const buttons = this.places.map(({ x, y, layer, unit }) => {
      const button = el("button", { type: "button", class: "lw-node", style: `left:${scale * (x - half)}px;top:${scale * (y - half)}px;width:${2 * scale * half}px;height:${2 * scale * half}px` });
      button.addEventListener("focus", () => this.point({ layer, unit }));
      button.addEventListener("blur", () => this.point(null));
      return button;
    });
    this.nodes.replaceChildren(...buttons);
    this.roving.take(buttons);
    this.labelled = 0;
  }

  listen() {
    const follow = (event) => {
      const box = this.drawing.getBoundingClientRect();
      const scale = this.colours?.scale ?? 1;
      this.point(this.under((event.clientX - box.left) / scale, (event.clientY - box.top) / scale));
    };
    for (const event of ["pointermove", "pointerdown"]) this.drawing.addEventListener(event, follow);
    this.drawing.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== "touch") this.point(null); // a finger leaves when it has pointed
    });
  }

  under(x, y) {
    const half = (this.layout?.size ?? 0) / 2 + 1;
    const place = this.places?.find((p) => Math.abs(p.x - x) <= half && Math.abs(p.y - y) <= half);
    if (place) return { layer: place.layer, unit: place.unit };
    return nearestEdge(this.edges ?? [], x, y);
  }

  point(at) {
    if (JSON.stringify(at) === JSON.stringify(this.at)) return;
    this.at = at;
    this.part.request();
  }

  step(i, key) {
    const { layer, unit } = this.places[i];
    const to = neighbour(this.layout, layer, unit, key);
    return to ? this.places.findIndex((p) => p.layer === to[0] && p.unit === to[1]) : i;
  }

  /** Words: of what is pointed at, at once; of all units, every now and then. */
  say() {
    const { state, at } = this;
    const text = !at ? HINT : at.edge ? describeEdge(state, at) : describeUnit(state, at.layer, at.unit);
    setText(this.readout, text);
    const now = performance.now();
    if (state.state === "running" && now - this.labelled < LABEL_EVERY_MS) return;
    this.labelled = now;
    this.places.forEach(({ layer, unit }, i) => {
      setAttribute(this.roving.items[i], "aria-label", describeUnit(state, layer, unit));
    });
    this.explain();
  }

  explain() {
    const parts = legendOf(this.state);
    const key = [this.colours.theme, ...parts.flat().map(String)].join();
    if (this.legendKey === key) return;
    this.legendKey = key;
    const piece = ([text, layer]) => (layer ? el("span", { style: `color:${layerText(this.colours, layer)}` }, text) : text);
    this.legend.replaceChildren(...parts.map((pieces) => el("span", {}, ...pieces.map(piece))));
  }

  remove() {
    this.observer.disconnect();
    this.part.remove();
  }
}
