// A race: the costs of all lanes over one clock, and where each of them stands.

import { extremes, growTop, ticksFor } from "./axes.js";
import { Chart } from "./chart.js";
import { coloursOf, translucent } from "./colours.js";
import { el, setAttribute, setText } from "./dom.js";
import {
  closer, costAxis, EDGES, endOf, inner, iterationAxis, label, lineEnds, valueAxis,
} from "./lines.js";
import { cost, whole } from "./words.js";

const MARGIN = { ...EDGES, r: 112 };
const NAME = 12; // characters of a name at its line; the table has all of it
const LEAP = 3; // times the lowest of the lanes' highest costs: more is cut off
const BAND = 1.3; // times what the lines need: more of a band is cut off
const SPEAK_EVERY_MS = 5000;

const colourOf = (colours, number) => colours.runs[number % colours.runs.length];

const short = (name) => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name);

/** What the cost axis has to reach: one lane that explodes does not flatten the others. */
function reach(state) {
  const found = (name) => state.lanes
    .map((_, i) => extremes((state.blobs[`${name}${i}`] ?? state.blobs[`cost${i}`]).data))
    .filter(Boolean);
  const tops = found("cost").map((pair) => pair[1]);
  if (!tops.length) return null;
  const low = Math.min(...found("low").map((pair) => pair[0]));
  const lines = Math.min(Math.max(...tops), LEAP * Math.min(...tops));
  const bands = Math.max(...found("high").map((pair) => pair[1]));
  return [low, state.seeds > 1 ? Math.min(bands, BAND * lines) : lines];
}

function clockAxis(state, colours, memory, width) {
  if (!state.bySeconds) return iterationAxis(state, colours, width, memory.zoom?.xaxis);
  const clock = (memory.clock ??= {});
  return {
    ...iterationAxis({ numIterations: 1 }, colours, width, true),
    range: [0, growTop(clock, state.now, 0.02)],
    title: { text: "seconds of training", standoff: 6, font: { size: 12 } },
    hoverformat: ".3f", unifiedhovertitle: { text: "%{x:.3f} s" },
  };
}

/** The band between the luckiest and the unluckiest seed. */
function band(state, i, colour) {
  const low = state.blobs[`low${i}`];
  if (!low) return [];
  const x = [...state.blobs[`x${i}`].data];
  const there = x.map((_, k) => k).filter((k) => Number.isFinite(low.data[k]));
  const high = state.blobs[`high${i}`].data;
  const back = [...there].reverse();
  return [{
    type: "scatter", mode: "lines", fill: "toself", hoverinfo: "skip",
    line: { width: 0, color: colour }, fillcolor: translucent(colour, 0.16),
    x: [...there.map((k) => x[k]), ...back.map((k) => x[k])],
    y: [...there.map((k) => high[k]), ...back.map((k) => low.data[k])],
  }];
}

export function raceFigure(state, colours, memory, size) {
  const most = ticksFor(inner(size));
  const axis = closer(costAxis(state, colours, memory, reach(state), most), memory.zoom?.yaxis);
  const top = axis.type === "log" ? 10 ** axis.range[1] : axis.range[1];
  const [bands, lines, ends] = [[], [], []];
  state.lanes.forEach(([name, number], i) => {
    const colour = colourOf(colours, number);
    const x = [...state.blobs[`x${i}`].data];
    const y = [...state.blobs[`cost${i}`].data];
    bands.push(...band(state, i, colour));
    const line = { color: colour, width: 2 };
    lines.push({ type: "scatter", mode: "lines", x, y, name, line, hovertemplate: "%{y:.4f}" });
    const end = endOf({ past: { x, y } });
    const above = end.y > top ? "↑ " : "";
    const text = `${above}${short(name)} ${label(end.y)}`;
    ends.push({ x: end.x, y: Math.min(end.y, top), name: text, colour, text: colour });
  });
  const data = [...bands, ...lines, ...lineEnds(ends, axis, inner(size))];
  const xaxis = clockAxis(state, colours, memory, size.width - EDGES.l - MARGIN.r);
  const yaxis = { ...valueAxis(colours), ...axis };
  return { data, layout: { margin: MARGIN, xaxis, yaxis, hovermode: "x unified" } };
}

export class RacePanel {
  constructor(root) {
    this.root = root;
    this.spoken = 0;
    this.aside = el("span", { class: "lw-aside" });
    this.clock = el("span", { class: "lw-state", "data-testid": "race-clock" });
    const title = el("div", { class: "lw-title lw-race-title" }, el("span", {}, el("b", {}, "Training cost"), " ", this.aside), this.clock);
    this.chartNode = el("div", { class: "lw-chart lw-race-chart", role: "figure", "data-testid": "race-chart" });
    this.body = el("tbody");
    const heads = ["lane", "iterations", "seconds of training", "cost now"];
    const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, name)));
    this.table = el("table", { "data-testid": "race-table" }, el("thead", {}, head), this.body);
    this.status = el("div", { class: "lw-hidden", "aria-live": "polite" });
    root.replaceChildren(title, this.chartNode, this.table, this.status);
    this.chart = new Chart(this.chartNode, "race", raceFigure);
    this.observer = new ResizeObserver(() => this.state && this.show(this.state));
    this.observer.observe(root);
  }

  show(state) {
    this.state = state;
    this.colours = coloursOf(this.root);
    for (const name of ["muted", "grid", "axis", "ink", "page"]) {
      this.root.style.setProperty(`--lw-${name}`, this.colours[name]);
    }
    const seeds = state.seeds > 1 ? `, median and range of ${state.seeds} seeds` : "";
    setText(this.aside, `cross-entropy${state.logCost ? ", log" : ""}${seeds}`);
    const clock = state.bySeconds
      ? `${state.now.toFixed(2)} s` : `${whole(state.now)} / ${whole(state.numIterations)}`;
    setText(this.clock, `${state.state} · ${clock}`);
    setAttribute(this.root, "data-state", state.state);
    setAttribute(this.root, "data-iteration", state.iteration);
    this.table.hidden = state.state === "done"; // the page has all of it then, and more
    this.fill(state);
    this.chart.show(state, this.colours);
    this.speak(state);
  }

  /** The table: a row a lane, changed in place. */
  fill(state) {
    while (this.body.rows.length > state.lanes.length) this.body.deleteRow(-1);
    state.lanes.forEach(([name, number, iteration, seconds, lost], i) => {
      const row = this.body.rows[i] ?? this.body.appendChild(newRow());
      const [head, ...cells] = row.cells;
      head.firstChild.style.color = colourOf(this.colours, number);
      setText(head.lastChild, name);
      const stopped = lost ? ` (${lost === state.seeds ? "diverged" : `${lost} diverged`})` : "";
      const texts = [whole(iteration), seconds.toFixed(2), `${cost(this.costOf(i))}${stopped}`];
      cells.forEach((cell, k) => setText(cell, texts[k]));
    });
  }

  costOf(i) {
    const x = this.state.blobs[`x${i}`].data;
    return endOf({ past: { x, y: this.state.blobs[`cost${i}`].data } }).y ?? NaN;
  }

  /** What the chart shows in words, every few seconds and at the end. */
  speak(state) {
    const words = state.lanes.map(([name], i) => `${name} ${cost(this.costOf(i))}`).join(", ");
    const sentence = `Costs of the lanes at ${this.clock.textContent}: ${words}.`;
    setAttribute(this.chartNode, "aria-label", sentence);
    if (state.state === "running" && performance.now() - this.spoken < SPEAK_EVERY_MS) return;
    this.spoken = performance.now();
    setText(this.status, sentence);
  }

  remove() {
    this.observer.disconnect();
    this.chart.remove();
  }
}

const newRow = () =>
  el("tr", {}, el("th", { scope: "row" }, el("span", {}, "● "), el("span")), el("td"), el("td"), el("td"));
