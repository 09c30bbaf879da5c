// The decision boundary: a heat map of the answers, the line p = 0.5, and the points.

import { channels } from "./colours.js";
import { el, fitCanvas, setAttribute, setText } from "./dom.js";
import { getStore } from "./memory.js";
import { drawMap, halfLine } from "./field.js";
import { saveButtons, savePng } from "./save.js";
import { short } from "./words.js";

export class Boundary {
  constructor(node) {
    this.node = node;
    this.map = el("canvas", { class: "lw-layer" });
    this.points = el("canvas", { class: "lw-layer" });
    this.ticks = Object.fromEntries(
      ["left", "right", "bottom", "top"].map((side) => [side, el("span", { class: `lw-tick lw-${side}` })]),
    );
    this.square = el("div", { class: "lw-square" }, this.map, this.points);
    this.plane = el(
      "div", { class: "lw-plane", role: "img", "data-testid": "boundary-plane" }, this.square,
      ...Object.values(this.ticks),
      el("span", { class: "lw-tick lw-x1" }, "x1"), el("span", { class: "lw-tick lw-x2" }, "x2"),
    );
    node.append(
      el("div", { class: "lw-title" }, el("b", {}, "Decision boundary"), " ",
        el("span", { class: "lw-aside" }, "probability of y = 1"),
        saveButtons("the decision boundary", { png: () => savePng(this.plane, "boundary") })),
      this.plane, legend(),
    );
    this.pointsDrawn = "";
  }

  paint(state, colours) {
    const field = state.blobs.boundary;
    if (!field || !this.square.clientWidth) return;
    const [context, width, height] = fitCanvas(this.map, colours.scale);
    drawMap(context, field, width, height, ["negative", "neutral", "positive"].map((n) => channels(colours[n])));
    halfLine(context, field, width, height, colours.ink);
    this.paintPoints(state, colours);
    const [x1Low, x1High, x2Low, x2High] = state.extent;
    setText(this.ticks.left, short(x1Low));
    setText(this.ticks.right, short(x1High));
    setText(this.ticks.bottom, short(x2Low));
    setText(this.ticks.top, short(x2High));
    setAttribute(this.node, "data-iteration", state.iteration);
  }

  /** Points change only with their store, the size or the theme. */
  paintPoints(state, colours) {
    const store = getStore(state.points);
    const { clientWidth, clientHeight } = this.points;
    const wanted = [state.points, Boolean(store), clientWidth, clientHeight, colours.theme, state.extent, devicePixelRatio, colours.scale].join();
    if (wanted === this.pointsDrawn) return;
    this.pointsDrawn = wanted;
    const [context, width, height] = fitCanvas(this.points, colours.scale);
    context.clearRect(0, 0, width, height);
    if (!store) return;
    drawPoints(context, store.test, store.testLabels, state.extent, [width, height], colours, true);
    drawPoints(context, store.train, store.trainLabels, state.extent, [width, height], colours, false);
  }
}

function legend() {
  return el(
    "div", { class: "lw-legend" },
    el("span", { class: "lw-scale" }, "0 ", el("i", {}), " 1"),
    el("span", {}, el("span", { class: "lw-key-no" }, "▲"), " y = 0"),
    el("span", {}, el("span", { class: "lw-key-yes" }, "●"), " y = 1"),
    el("span", {}, "filled train, hollow test"),
  );
}

/** Class 1 as discs, class 0 as triangles; test points hollow. */
export function drawPoints(context, { data, shape }, { data: labels }, extent, [width, height], colours, hollow) {
  const [x1Low, x1High, x2Low, x2High] = extent;
  const count = shape[1] ?? 0;
  const radius = count > 250 ? 2.6 : 3.4;
  context.lineWidth = hollow ? 1.6 : 1;
  for (let i = 0; i < count; i += 1) {
    const x = ((data[i] - x1Low) / (x1High - x1Low)) * width;
    const y = (1 - (data[count + i] - x2Low) / (x2High - x2Low)) * height;
    const colour = labels[i] ? colours.positive : colours.negative;
    context.beginPath();
    if (labels[i]) context.arc(x, y, radius, 0, 2 * Math.PI);
    else triangle(context, x, y, radius * 1.25);
    context.fillStyle = hollow ? colours.page : colour;
    context.strokeStyle = hollow ? colour : colours.page;
    context.fill();
    context.stroke();
  }
}

function triangle(context, x, y, r) {
  context.moveTo(x, y - r);
  context.lineTo(x + 0.9 * r, y + 0.7 * r);
  context.lineTo(x - 0.9 * r, y + 0.7 * r);
  context.closePath();
}
