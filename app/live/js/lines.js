// The two charts over iterations: cost, and gradient magnitude per layer.

import {
  closeTicks, decadeTicks, extremes, growDecades, growTop, iterationTicks, spread, ticksFor,
} from "./axes.js";
import { layerColour, layerText } from "./colours.js";
import { has } from "./words.js";

export const EDGES = { l: 42, t: 10, b: 38 };
const COST_MARGIN = { ...EDGES, r: 76 };
const GRADIENT_MARGIN = { ...EDGES, r: 54 };
const LABEL_GAP = 14;
const FAINT = 0.28;
// A little above the last tick, else its grid line would be cut off.
const OPEN = 1.006;
const EDGE = 0.012;

/**
 * Split a curve at `now`; the moment itself ends the past and starts the future. Its
 * value, where known, counts more than the curve's, which may be a neighbour's extreme.
 */
function split(x, y, now, value) {
  const known = has(value);
  let cut = 0;
  while (cut < x.length && (known ? x[cut] < now : x[cut] <= now)) cut += 1;
  let next = cut;
  while (next < x.length && x[next] <= now) next += 1;
  const past = { x: Array.from(x.subarray(0, cut)), y: Array.from(y.subarray(0, cut)) };
  if (known) {
    past.x.push(now);
    past.y.push(value);
  }
  if (next === x.length) return { past, future: null };
  const [lastX, lastY] = [past.x.slice(-1), past.y.slice(-1)];
  const future = { x: [...lastX, ...x.subarray(next)], y: [...lastY, ...y.subarray(next)] };
  return { past, future };
}

/** The traces of one curve: its past, and its future (maybe empty) faint. */
function curve({ past, future }, name, line, hover) {
  const common = { type: "scatter", mode: "lines", name, line, hovertemplate: hover };
  const traces = [{ ...common, ...past }];
  if (future) traces.push({ ...common, ...future, opacity: FAINT, hoverinfo: "skip", hovertemplate: null });
  return traces;
}

/** Where a curve stands: its last point that can be drawn. */
export function endOf({ past: { x, y } }) {
  let i = y.length - 1;
  while (i >= 0 && !Number.isFinite(y[i])) i -= 1;
  return { x: x[i], y: y[i] };
}

/** Dots where the curves stand, and their names to the right, kept apart and inside. */
export function lineEnds(ends, axis, height) {
  const [low, high] = axis.range;
  const scale = axis.type === "log" ? Math.log10 : Number;
  const unscale = axis.type === "log" ? (v) => 10 ** v : Number;
  const shown = ends.filter(({ y }) => scale(y) >= low && scale(y) <= high);
  const perPixel = (high - low) / height;
  const heights = spread(shown.map(({ y }) => (scale(y) - low) / perPixel), LABEL_GAP, height);
  const common = { type: "scatter", hoverinfo: "skip", cliponaxis: false, x: shown.map((end) => end.x) };
  const marker = { size: 6, color: shown.map((end) => end.colour) };
  const textfont = { size: 12, color: shown.map((end) => end.text) };
  return [
    { ...common, mode: "markers", y: shown.map((end) => end.y), marker },
    {
      ...common, mode: "text", textposition: "middle right", textfont,
      y: heights.map((h) => unscale(low + Math.max(0, Math.min(h, height - 1)) * perPixel)),
      text: shown.map((end) => `  ${end.name}`),
    },
  ];
}

export function iterationAxis(state, colours, width, zoomed) {
  const end = Math.max(1, state.numIterations);
  return {
    range: [0, end],
    ...(zoomed ? { nticks: 5 } : iterationTicks(end, width)),
    title: { text: "iteration", standoff: 6, font: { size: 12 } },
    showgrid: false, zeroline: false, ticks: "outside", ticklen: 3,
    tickcolor: colours.axis, linecolor: colours.axis, showline: true, fixedrange: false,
    hoverformat: ",d", unifiedhovertitle: { text: "iteration %{x:,d}" },
  };
}

export function valueAxis(colours) {
  return {
    gridcolor: colours.grid, zeroline: false, showline: false, ticks: "", fixedrange: false,
    automargin: false,
  };
}

/** A vertical line at the moment shown; a trace, since a shape is not moved as fast. */
function momentLine(state, colours, { type, range }) {
  const x = [state.iteration, state.iteration];
  const y = range.map((value) => (type === "log" ? 10 ** value : value));
  return { type: "scatter", mode: "lines", x, y, line: { color: colours.ink, width: 1.2 }, hoverinfo: "skip" };
}

export const inner = (size) => Math.max(20, size.height - EDGES.t - EDGES.b);

/** Use ordinary ticks as soon as someone looks closer. */
export const closer = (axis, zoom) =>
  zoom ? { ...axis, tickmode: "auto", nticks: 5, range: zoom, ticktext: null, tickvals: null } : axis;

export function costFigure(state, colours, memory, size) {
  const { iterations, cost, testIterations, testCost } = state.blobs;
  const now = state.iteration;
  const train = split(iterations.data, cost.data, now, state.cost);
  const test = split(testIterations.data, testCost.data, now, state.testCost);
  const rivals = state.others.flatMap((_, i) => [...state.blobs[`otherCost${i}`].data]);
  const all = [...cost.data, ...testCost.data, ...rivals, state.cost ?? NaN, state.testCost ?? NaN];
  const axis = closer(costAxis(state, colours, memory, extremes(all), ticksFor(inner(size))), memory.zoom?.yaxis);
  const others = otherRuns(state, colours);
  const own = [["train", train, colours.train], ["test", test, colours.test]].map(
    ([name, parts, colour]) => {
      const end = endOf(parts);
      return { ...end, name: `${name} ${label(end.y)}`, colour, text: colour };
    },
  );
  const ends = [...own, ...others.map((other) => other.end)];
  const data = [
    ...others.map((other) => other.trace),
    ...curve(train, "train", { color: colours.train, width: 1.8 }, "%{y:.4f}"),
    ...curve(test, "test", { color: colours.test, width: 1.6, dash: "5px,3px" }, "%{y:.4f}"),
    ...(train.future || now < state.newest ? [momentLine(state, colours, axis)] : []),
    ...lineEnds(ends, axis, inner(size)),
  ];
  const xaxis = iterationAxis(state, colours, size.width - EDGES.l - COST_MARGIN.r, memory.zoom?.xaxis);
  return { data, layout: { margin: COST_MARGIN, xaxis, yaxis: axis, hovermode: "x unified" } };
}

/** The cost of other runs, thin and in their colours, with their names at the ends. */
function otherRuns(state, colours) {
  return state.others.map(([number, name], i) => {
    const x = [...state.blobs[`otherIterations${i}`].data];
    const y = [...state.blobs[`otherCost${i}`].data];
    const colour = colours.runs[number % colours.runs.length];
    const line = { color: colour, width: 1.2 };
    const trace = { type: "scatter", mode: "lines", x, y, name, line, hovertemplate: "%{y:.4f}" };
    const end = { ...endOf({ past: { x, y } }), name, colour, text: colour };
    return { trace, end };
  });
}

export const label = (value = NaN) => (value < 1000 ? value.toFixed(3) : value.toExponential(1));

export function costAxis(state, colours, memory, found, most) {
  if (!state.logCost) {
    const top = growTop(memory, found?.[1] ?? 0, 0.8);
    const ticks = most < 5 ? { tickmode: "array", tickvals: [0, top / 2, top] } : { nticks: most };
    return { ...valueAxis(colours), type: "linear", range: [0, top * OPEN], rangemode: "tozero", exponentformat: "power", ...ticks };
  }
  const [low, high] = growDecades(memory, found, [-1, 0], 1);
  const close = 3 * (high - low) <= most + 1;
  const ticks = close ? closeTicks(low, high) : decadeTicks(low, high, most);
  return { ...valueAxis(colours), type: "log", range: [low, high + EDGE], ...ticks };
}

export function gradientFigure(state, colours, memory, size) {
  const { iterations, gradients } = state.blobs;
  const k = gradients.shape[1] ?? 0;
  const rows = state.layers.map((_, i) => gradients.data.subarray(i * k, (i + 1) * k));
  const found = extremes([...gradients.data, ...state.layers.map((l) => l.norm ?? NaN)]);
  memory.zero ||= gradients.data.includes(0) || state.layers.some((l) => l.norm === 0);
  const { axis, floor, shapes } = gradientAxis(colours, memory, found, ticksFor(inner(size)));
  const onBand = (v) => (v === 0 ? floor : v);
  const data = [];
  const ends = [];
  let future = false;
  state.layers.forEach((layer, i) => {
    const parts = split(iterations.data, rows[i], state.iteration, layer.norm);
    future ||= parts.future !== null;
    const colour = layerColour(colours, layer.layer);
    for (const part of [parts.past, parts.future]) {
      if (part) [part.customdata, part.y] = [part.y, part.y.map(onBand)];
    }
    const hover = "%{customdata:.3~g}";
    data.push(...curve(parts, `layer ${layer.layer}`, { color: colour, width: 1.6 }, hover));
    const text = layerText(colours, layer.layer);
    ends.push({ ...endOf(parts), name: `layer ${layer.layer}`, colour, text });
  });
  const yaxis = closer(axis, memory.zoom?.yaxis);
  if (future) data.push(momentLine(state, colours, yaxis));
  data.push(...lineEnds(ends, yaxis, inner(size)));
  const xaxis = iterationAxis(state, colours, size.width - EDGES.l - GRADIENT_MARGIN.r, memory.zoom?.xaxis);
  return { data, layout: { margin: GRADIENT_MARGIN, xaxis, yaxis, shapes, hovermode: "x unified" } };
}

/** A logarithmic axis; below it, as soon as there are zeros, a band for them. */
function gradientAxis(colours, memory, found, most) {
  const [low, high] = growDecades(memory, found, [-2, 1]);
  const ticks = decadeTicks(low, high, most);
  const axis = { ...valueAxis(colours), type: "log", range: [low, high + EDGE], ...ticks };
  const band = Math.max(0.3, 0.12 * (high - low));
  const floor = 10 ** (low - band / 2);
  if (!memory.zero) return { axis, floor, shapes: [] };
  axis.range[0] = low - band;
  axis.tickvals = [...ticks.tickvals, floor];
  axis.ticktext = [...ticks.ticktext, "0"];
  const ends = { xref: "paper", x0: 0, x1: 1, y0: 10 ** (low - band), y1: 10 ** low };
  const look = { fillcolor: colours.grid, line: { width: 0 }, layer: "below", opacity: 0.7 };
  return { axis, floor, shapes: [{ type: "rect", ...ends, ...look }] };
}
