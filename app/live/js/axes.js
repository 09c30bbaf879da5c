// Ranges that grow in coarse steps and never shrink within a run; ticks to match.

import { decade, whole } from "./words.js";

const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next round number at or above a positive value. */
export function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * STEPS.find((step) => step * power >= value * (1 - 1e-9));
}

/** Smallest positive and largest finite value: [low, high], or null without any. */
export function extremes(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v > high && v < Infinity) high = v;
    if (v > 0 && v < low) low = v;
  }
  return high > -Infinity ? [low, high] : null;
}

/** Upper end of a linear axis from 0, remembered in `memory.top`. */
export function growTop(memory, value, least) {
  const wanted = value > 0 && Number.isFinite(value) ? ceiling(value) : least;
  memory.top = Math.max(memory.top ?? least, wanted);
  return memory.top;
}

/** Decades [low, high] of a logarithmic axis, remembered in `memory.decades`. */
export function growDecades(memory, found, start, least = 2) {
  let [low, high] = memory.decades ?? [Infinity, -Infinity];
  if (found && Number.isFinite(found[0])) {
    low = Math.min(low, Math.floor(Math.log10(found[0]) + 1e-9));
    high = Math.max(high, Math.ceil(Math.log10(found[1]) - 1e-9));
  }
  if (low > high) return start;
  memory.decades = [Math.min(low, high - least), high];
  return memory.decades;
}

/** How many ticks a value axis of so many pixels takes, besides its end. */
export const ticksFor = (height) => Math.min(5, Math.max(2, Math.floor(height / 14)));

/** Tick marks for decades: all if few, else every second, third, ... */
export function decadeTicks(low, high, most) {
  const stride = Math.ceil((high - low) / most);
  const tickvals = [];
  for (let e = high; e >= low; e -= stride) tickvals.push(e);
  return {
    tickmode: "array",
    tickvals: tickvals.map((e) => 10 ** e),
    ticktext: tickvals.map(decade),
  };
}

/** Tick marks where one or two decades are all: 0.1, 0.2, 0.5, 1, ... */
export function closeTicks(low, high) {
  const tickvals = [10 ** high];
  for (let e = low; e < high; e += 1) tickvals.push(...[1, 2, 5].map((step) => step * 10 ** e));
  return { tickmode: "array", tickvals, ticktext: tickvals.map((v) => String(+v.toPrecision(1))) };
}

/** Ticks of the iteration axis: four or five round numbers from 0 to the end. */
export function iterationTicks(end, width) {
  const wanted = width < 240 ? 3 : 5;
  const step = Math.max(1, ceiling(end / wanted));
  const round = [1, 2, 5, 10].map((s) => s * 10 ** Math.floor(Math.log10(step)));
  const stride = round.find((s) => s >= step * (1 - 1e-9)) ?? step;
  const tickvals = [];
  for (let t = 0; t <= end; t += stride) tickvals.push(t);
  return { tickmode: "array", tickvals, ticktext: tickvals.map(whole) };
}

/** Spread labels at pixel heights so that neighbours are `gap` apart, up to `size`. */
export function spread(heights, gap, size) {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b]);
  const placed = heights.slice();
  let last = -Infinity;
  for (const i of order) last = placed[i] = Math.max(placed[i], last + gap);
  let limit = size;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], limit);
    limit = placed[i] - gap;
  }
  return placed;
}
