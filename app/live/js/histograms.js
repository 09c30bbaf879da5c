// One histogram of weights per layer, on a canvas: Plotly needs 20 ms for each of them
// at each update, this needs less than one.

import { ceiling } from "./axes.js";
import { layerColour } from "./colours.js";
import { el, fitCanvas, setAttribute } from "./dom.js";
import { viewOf } from "./memory.js";
import { Part } from "./scheduler.js";
import { compact, has, short, whole } from "./words.js";

const EDGE = { left: 2, right: 2, top: 6, bottom: 20 };
const GAP = 0.14; // of a bin, between two bars
const TICK_GAP = 8; // px between the texts of two ticks
const NARROW = 40; // px between smallest and largest, too few for both texts

export class Histogram {
  /** The histogram of layer number `index` of the state. */
  constructor(node, index) {
    Object.assign(this, { node, index });
    this.canvas = el("canvas", { class: "lw-layer" });
    this.tip = el("div", { class: "lw-tip", hidden: "" });
    node.append(this.canvas, this.tip);
    this.part = new Part(node, () => this.paint());
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(node);
    this.canvas.addEventListener("pointermove", (event) => this.point(event.offsetX / this.colours.scale));
    this.canvas.addEventListener("pointerleave", () => this.point(null));
  }

  show(state, colours) {
    Object.assign(this, { state, colours });
    this.part.request();
  }

  /** Its size is asked for here alone: between two drawings that lays out the page. */
  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    this.size = { clientWidth, clientHeight };
    if (this.state) this.part.request();
  }

  paint() {
    const { state, colours, index } = this;
    const layer = state.layers[index];
    const [context, width, height] = fitCanvas(this.canvas, colours.scale, this.size);
    if (!layer || width < 20) return;
    const counts = state.blobs[`counts${layer.layer}`].data;
    const [low, high] = rangeOf(layer);
    const range = state.sharedRange ? sharedRange(state.layers) : [low, high];
    const frame = { width, bottom: height - EDGE.bottom, toX: scaleOf(range, width) };
    this.scene = { counts, low, high, toX: frame.toX, sampled: layer.sampled };
    context.clearRect(0, 0, width, height);
    context.font = `11px ${colours.font}`;
    const top = settledTop(viewOf(state.run), `histogram-${layer.layer}`, counts);
    drawHeight(context, frame, top, colours);
    context.fillStyle = layerColour(colours, layer.layer);
    drawBars(context, frame, this.scene, top);
    drawAxis(context, frame, colours);
    drawTicks(context, frame, layer, range, colours);
    this.point(this.pointer);
    setAttribute(this.node, "data-iteration", state.iteration);
  }

  /** Say what the bar under the pointer counts; null when the pointer left. */
  point(x) {
    this.pointer = x ?? null;
    const { counts, low, high, toX, sampled } = this.scene ?? {};
    const width = counts ? (toX(high) - toX(low)) / counts.length : 0;
    const bin = x === null || !width ? -1 : Math.floor((x - toX(low)) / width);
    this.tip.hidden = !(bin >= 0 && bin < counts?.length);
    if (this.tip.hidden) return;
    const edge = (i) => short(low + ((high - low) * i) / counts.length);
    const count = `${sampled ? "about " : ""}${whole(counts[bin])}`;
    this.tip.textContent = `${count} from ${edge(bin)} to ${edge(bin + 1)}`;
  }

  remove() {
    this.observer.disconnect();
    this.part.remove();
  }
}

function rangeOf({ low, high }) {
  const [from, to] = [has(low) ? low : -1, has(high) ? high : 1];
  return to > from ? [from, to] : [from - 1, to + 1];
}

function sharedRange(layers) {
  const ranges = layers.map(rangeOf);
  return [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))];
}

const scaleOf = ([from, to], width) => (value) =>
  EDGE.left + ((value - from) / (to - from)) * (width - EDGE.left - EDGE.right);

/** Height of the axis: a round number, left only when the bars leave it far. */
function settledTop({ charts }, name, counts) {
  const memory = (charts[name] ??= {});
  const highest = counts.reduce((most, n) => Math.max(most, n), 1);
  const stale = !memory.top || highest > memory.top || highest < 0.5 * memory.top;
  if (stale) memory.top = ceiling(highest);
  return memory.top;
}

function drawBars(context, { bottom, toX }, { counts, low, high }, top) {
  const width = (toX(high) - toX(low)) / Math.max(1, counts.length);
  const bar = Math.max(1, width * (1 - GAP));
  counts.forEach((count, i) => {
    if (!count) return;
    const height = Math.max(1, ((bottom - EDGE.top) * count) / top);
    context.fillRect(toX(low) + (i + 0.5) * width - bar / 2, bottom - height, bar, height);
  });
}

/** The grid line at full height, and what it means, small in the corner. */
function drawHeight(context, { width }, top, colours) {
  context.fillStyle = colours.grid;
  context.fillRect(0, EDGE.top, width, 1);
  context.fillStyle = colours.muted;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(compact(top), 2, EDGE.top + 4);
}

/** The base line, and a dotted line at 0. */
function drawAxis(context, { width, bottom, toX }, colours) {
  context.fillStyle = colours.axis;
  context.fillRect(0, bottom, width, 1);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1;
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(Math.round(toX(0)) + 0.5, EDGE.top);
  context.lineTo(Math.round(toX(0)) + 0.5, bottom);
  context.stroke();
  context.setLineDash([]);
}

/** Ticks at the smallest weight, the largest and 0; no text over another. */
function drawTicks(context, { width, bottom, toX }, { minimum, maximum }, range, colours) {
  const taken = [];
  context.textAlign = "center";
  const narrow = toX(maximum ?? 0) - toX(minimum ?? 0) < NARROW;
  for (const value of narrow ? [0, minimum, maximum] : [minimum, maximum, 0]) {
    if (!has(value) || value < range[0] || value > range[1]) continue;
    const text = short(value);
    const half = context.measureText(text).width / 2;
    const x = Math.min(width - half, Math.max(half, toX(value)));
    if (taken.some(([from, to]) => x + half + TICK_GAP > from && x - half - TICK_GAP < to)) continue;
    taken.push([x - half, x + half]);
    context.fillStyle = colours.axis;
    context.fillRect(Math.round(toX(value)), bottom, 1, 4);
    context.fillStyle = colours.muted;
    context.fillText(text, x, bottom + 6);
  }
}
