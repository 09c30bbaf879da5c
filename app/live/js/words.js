// Numbers as people read them, and sentences for those who do not see the charts.

const DASH = "–";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

const minus = (text) => text.replace("-", "−");

export const whole = (n) => (Number.isFinite(n) ? minus(grouped.format(n)) : DASH);

export const percent = (share, digits = 1) =>
  Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : DASH;

/** A cost: four decimals, fewer digits when it is large. */
export function cost(value) {
  if (!Number.isFinite(value)) return DASH;
  if (value !== 0 && value < 1e-4) return scientific(value);
  if (value >= 1e5) return scientific(value);
  return value < 100 ? value.toFixed(4) : value.toFixed(1);
}

/** About three digits, for ticks. */
export function short(value) {
  if (!Number.isFinite(value)) return DASH;
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size < 1e-3 || size >= 1e5) return scientific(value);
  if (size < 0.1) return minus(value.toFixed(3));
  return minus(size < 10 ? value.toFixed(2) : value.toFixed(size < 100 ? 1 : 0));
}

/** Four digits, for numbers to compute with. */
export const precise = (value) => (Number.isFinite(value) ? minus(String(+value.toPrecision(4))) : DASH);

/** About three digits with the sign, for weights. */
export const plus = (value) => (value > 0 ? `+${short(value)}` : short(value));

/** Counts: 950, 1.2k, 31k. */
export function compact(count) {
  if (count < 1000) return String(count);
  return count < 10_000 ? `${+(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}

/** A power of ten: 10, 0.1, then 10⁻⁴. */
export function decade(exponent) {
  if (exponent >= 0 && exponent <= 4) return whole(10 ** exponent);
  if (exponent < 0 && exponent >= -3) return String(+(10 ** exponent).toPrecision(1));
  return `10${superscript(exponent)}`;
}

const superscript = (n) =>
  (n < 0 ? "⁻" : "") + [...String(Math.abs(n))].map((d) => SUPERSCRIPTS[d]).join("");

function scientific(value) {
  const [digits, exponent] = value.toExponential(1).split("e");
  return minus(`${digits}e${exponent.replace("+", "")}`);
}

export const has = (value) => value !== null && value !== undefined;

/** "79–92, guessing 50": what surrounds the test accuracy. */
export function testAside(state) {
  const [low, high] = state.intervalTest ?? [];
  const parts = [];
  if (has(low) && has(high)) parts.push(`${Math.round(100 * low)}–${Math.round(100 * high)}`);
  if (has(state.baselineTest)) parts.push(`guessing ${Math.round(100 * state.baselineTest)}`);
  return parts.join(", ");
}

/** What goes on, in a word: past and replay are not about the newest iteration. */
export const stateWord = (state) =>
  state.iteration < state.newest ? (state.replaying ? "replay" : "past") : state.state;

/** One sentence that sums up the moment. */
export function summary(state) {
  const parts = [`${stateWord(state)}: iteration ${whole(state.iteration)} of ${whole(state.numIterations)}`];
  if (has(state.cost)) parts.push(`cost ${cost(state.cost)}`);
  if (has(state.trainAccuracy)) parts.push(`train accuracy ${percent(state.trainAccuracy, 0)}`);
  if (has(state.testAccuracy)) parts.push(`test accuracy ${percent(state.testAccuracy, 0)}`);
  return `${parts.join(", ")}.`; // why a run stopped is an alert of its own
}

export function describeCost(state) {
  const { data } = state.blobs.cost;
  const now = `Training cost ${cost(state.cost ?? NaN)} after ${whole(state.iteration)} iterations`;
  const start = data.length > 1 && Number.isFinite(data[0]) ? `, ${cost(data[0])} at the start` : "";
  const test = has(state.testCost) ? `; test cost ${cost(state.testCost)}` : "";
  return `${now}${start}${test}.`;
}

export function describeGradients(state) {
  const sizes = state.layers.map((l) => `layer ${l.layer} ${short(l.norm ?? NaN)}`);
  return `Size of the gradient of W after ${whole(state.iteration)} iterations: ${sizes.join(", ")}.`;
}

export function describeHistogram(layer) {
  const zeros = layer.zeros > 0 ? `, ${percent(layer.zeros, 0)} are exactly zero` : "";
  const [n, m] = layer.shape;
  return `Weights of layer ${layer.layer}, ${whole(n)} by ${whole(m)}: from ${short(layer.minimum ?? NaN)} to ${short(layer.maximum ?? NaN)}${zeros}.`;
}
