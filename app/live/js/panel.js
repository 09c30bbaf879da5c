// The panel: its parts in order, and one way for a new state to reach them.

import { Boundary } from "./boundary.js";
import { Chart } from "./chart.js";
import { coloursOf, layerText } from "./colours.js";
import { el, setAttribute, setText } from "./dom.js";
import { Histogram } from "./histograms.js";
import { costFigure, gradientFigure } from "./lines.js";
import { onStore } from "./memory.js";
import { Numbers } from "./numbers.js";
import { Panes } from "./panes.js";
import { Pictures } from "./pictures.js";
import { saveButtons } from "./save.js";
import { Part } from "./scheduler.js";
import { Timeline } from "./timeline.js";
import {
  describeCost, describeGradients, describeHistogram, percent, stateWord, summary, whole,
} from "./words.js";

const SPEAK_EVERY_MS = 5000;
const REST_MS = 600;
const CALM_EVERY_MS = 1000;
const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
const EMBEDDED = new URLSearchParams(location.search).get("embed") === "true";
const SHOWN_AT_ONCE = ["run", "state", "replaying", "logCost", "sharedRange", "calm", "projector", "pane"];

export class Panel {
  /**
   * To be set: `seek(t)` asks for another iteration, `rest()` says that it will do, and
   * `choosePane(text)` asks for another pane.
   */
  constructor(root) {
    this.root = root;
    this.spoken = { when: 0, word: "", later: 0 };
    this.histograms = [];
    this.build();
    this.parts = {
      timeline: new Part(this.timelineNode, () => this.timeline.paint(this.state)),
      numbers: new Part(this.numbersNode, () => this.paintNumbers()),
      pictures: new Part(this.picturesNode, () => this.pictures.paint(this.state)),
      boundary: new Part(this.boundaryNode, () => this.boundary.paint(this.state, this.colours)),
    };
    this.observer = new ResizeObserver(() => this.state && this.show(this.state));
    this.observer.observe(root);
    this.forget = onStore((id) => this.storeArrived(id));
  }

  build() {
    this.timelineNode = el("div", { class: "lw-timeline", role: "slider", tabindex: 0, "data-testid": "timeline" });
    this.numbersNode = el("div", { class: "lw-numbers" });
    this.costNode = chartNode("cost-chart", "lw-chart lw-curve");
    this.gradientNode = chartNode("gradient-chart", "lw-chart lw-curve");
    this.costAside = el("span", { class: "lw-aside" });
    this.histogramRow = el("div", { class: "lw-histograms" });
    this.panes = new Panes(this.histogramRow, (text) => this.choosePane(text));
    this.picturesNode = el("section", { class: "lw-pictures", "data-testid": "pictures" });
    this.boundaryNode = el("section", { class: "lw-boundary", "data-testid": "boundary" });
    this.status = el("div", { class: "lw-hidden", "aria-live": "polite", "data-testid": "live-status" });
    const gradientAside = el("span", { class: "lw-aside" }, "‖dW‖, log");
    const grid = el(
      "div", { class: "lw-grid" }, this.timelineNode, this.numbersNode,
      section("lw-cost", title("Cost", this.costAside, this.saving("cost")), this.costNode),
      section("lw-gradient", title("Gradient magnitude per layer", gradientAside, this.saving("gradient")), this.gradientNode),
      this.panes.node, this.picturesNode, this.boundaryNode, this.status,
    );
    this.root.replaceChildren(grid);
    this.timeline = new Timeline(this.timelineNode, (t) => this.seek(t), () => this.rest());
    this.numbers = new Numbers(this.numbersNode);
    this.pictures = new Pictures(this.picturesNode);
    this.boundary = new Boundary(this.boundaryNode);
    this.cost = new Chart(this.costNode, "cost", costFigure);
    this.gradient = new Chart(this.gradientNode, "gradient", gradientFigure);
  }

  /** Buttons that save one of the two curves. */
  saving(name) {
    const save = (format) => () => this[name].save(format);
    return saveButtons(`the ${name} chart`, { png: save("png"), svg: save("svg") });
  }

  /** Take over a whole new state, and ask every part to draw it. */
  show(state) {
    if (this.mayWait(state)) return;
    this.shown = performance.now();
    this.state = state;
    this.root.classList.toggle("lw-projector", state.projector);
    this.root.classList.toggle("lw-embedded", EMBEDDED);
    this.colours = coloursOf(this.root);
    this.dress();
    this.panes.show(state, this.colours);
    this.fitHistograms();
    for (const chart of [this.cost, this.gradient, ...this.charts()]) chart.show(state, this.colours);
    this.parts.timeline.request();
    this.parts.numbers.request();
    if (state.pictures !== null) this.parts.pictures.request();
    if (state.extent) this.parts.boundary.request();
    this.speak();
  }

  /** Calmly: of a run that goes on, one state a second is enough. */
  mayWait(state) {
    if (!(state.calm || REDUCED.matches) || !goesOn(state) || !this.state) return false;
    if (SHOWN_AT_ONCE.some((name) => state[name] !== this.state[name])) return false;
    return performance.now() - this.shown < CALM_EVERY_MS;
  }

  charts() {
    return this.histograms.map((histogram) => histogram.chart);
  }

  /** Colours and sections that depend on the state, as classes and variables. */
  dress() {
    const { state, colours, root } = this;
    for (const name of ["muted", "grid", "axis", "negative", "neutral", "positive", "danger", "ink", "page"]) {
      root.style.setProperty(`--lw-${name}`, colours[name]);
    }
    root.classList.toggle("lw-planar", Boolean(state.extent));
    this.picturesNode.hidden = state.pictures === null;
    this.boundaryNode.hidden = !state.extent;
    setAttribute(root, "data-testid", "live-panel");
    setText(this.costAside, `cross-entropy${state.logCost ? ", log" : ""}`);
  }

  /** As many histograms as layers, with their titles; none while another pane is shown. */
  fitHistograms() {
    const layers = this.state.middle.name === "histograms" ? this.state.layers : [];
    if (this.histograms.length !== layers.length) {
      for (const chart of this.charts()) chart.remove();
      this.histograms = layers.map((layer, i) => newHistogram(layer.layer, i));
      this.histogramRow.replaceChildren(...this.histograms.map((histogram) => histogram.node));
      this.histogramRow.style.setProperty("--columns", layers.length > 6 ? 4 : Math.max(3, layers.length));
    }
    layers.forEach((layer, i) => {
      const { name, aside } = this.histograms[i];
      name.style.color = layerText(this.colours, layer.layer);
      const zeros = layer.zeros > 0 ? ` · ${percent(layer.zeros, layer.zeros < 0.1 ? 1 : 0)} zero` : "";
      setText(aside, `${layer.shape.map(whole).join(" × ")}${zeros}`);
    });
  }

  paintNumbers() {
    this.numbers.paint(this.state);
    setAttribute(this.root, "data-state", this.state.state);
    setAttribute(this.root, "data-iteration", this.state.iteration);
  }

  storeArrived(id) {
    if (!this.state) return;
    if (id === this.state.pictures) this.parts.pictures.request();
    if (id === this.state.points) this.parts.boundary.request();
  }

  /** Words for the charts and the status line: at a turn, every 5 s, and at rest. */
  speak() {
    const { spoken } = this;
    const word = stateWord(this.state);
    clearTimeout(spoken.later);
    if (word !== spoken.word || performance.now() - spoken.when > SPEAK_EVERY_MS) this.say();
    else if (!goesOn(this.state)) spoken.later = setTimeout(() => this.say(), REST_MS);
  }

  say() {
    Object.assign(this.spoken, { when: performance.now(), word: stateWord(this.state) });
    setText(this.status, summary(this.state));
    this.label();
  }

  label() {
    const { state } = this;
    setAttribute(this.costNode, "aria-label", describeCost(state));
    setAttribute(this.gradientNode, "aria-label", describeGradients(state));
    state.layers.forEach((layer, i) => {
      const node = this.histograms[i]?.chart.node;
      if (node) setAttribute(node, "aria-label", describeHistogram(layer));
    });
    const right = `Answers over the plane; train accuracy ${percent(state.trainAccuracy ?? NaN, 0)}.`;
    setAttribute(this.boundary.plane, "aria-label", right);
  }

  remove() {
    this.forget();
    clearTimeout(this.spoken.later);
    this.timeline.remove();
    this.observer.disconnect();
    for (const part of Object.values(this.parts)) part.remove();
    for (const chart of [this.cost, this.gradient, ...this.charts(), this.panes]) chart.remove();
  }
}

/** Whether the next state comes by itself. */
const goesOn = (state) =>
  state.replaying || (state.state === "running" && state.iteration === state.newest);

function newHistogram(layer, index) {
  const node = chartNode(`histogram-${layer}`, "lw-chart lw-histogram");
  const name = el("b", {}, `W${layer}`);
  const aside = el("span", { class: "lw-aside" });
  const whole = el("div", {}, el("div", { class: "lw-subtitle" }, name, " ", aside), node);
  return { node: whole, name, aside, chart: new Histogram(node, index) };
}

const chartNode = (testid, classes) => el("div", { class: classes, role: "figure", "data-testid": testid });

const section = (name, ...children) => el("section", { class: name }, ...children);

const title = (text, aside, tools) => el("div", { class: "lw-title" }, el("b", {}, text), " ", aside, tools);
