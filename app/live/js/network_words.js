// What the drawn network says in words and tables.

import { thickest } from "./network_draw.js";
import { plus, precise, short, whole } from "./words.js";

const STRONGEST = 3;
const PLANE = "in a unit: its activation over the plane, pale 0, full its largest; output: p";
const LEARNED = "pictures: what training added to each row of W1";
const AS_IS = "pictures: the rows of W1";

/** W[row, column] of a layer as it was sent. */
const weight = ({ blobs }, layer, to, from) => blobs[`W${layer}`].data[to * blobs[`W${layer}`].shape[1] + from];

const unitName = ({ layers }, layer, unit) => {
  if (layer === 0) return `input x${unit + 1}`;
  return layer === layers.length ? "output unit" : `layer ${layer}, unit ${unit + 1}`;
};

export function describeEdge(state, { layer, to, from }) {
  const w = weight(state, layer, to, from);
  const target = unitName(state, layer, to);
  if (state.middle.bundled && layer === 1) {
    return `All ${whole(state.middle.units[0])} inputs to ${target}: row ${to + 1} of W1 has length ${short(w)}.`;
  }
  return `W${layer}[${to + 1}, ${from + 1}] = ${plus(w)}, from ${unitName(state, layer - 1, from)} to ${target}.`;
}

/** "unit 3 +0.41, unit 1 −0.20, ...": the strongest of some weights. */
function strongest(pairs) {
  const sorted = pairs.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const more = sorted.length > STRONGEST ? ", …" : "";
  return sorted.slice(0, STRONGEST).map(([i, w]) => `${i + 1}: ${plus(w)}`).join(", ") + more;
}

/** A unit with its bias and its strongest weights. */
export function describeUnit(state, layer, unit) {
  const { blobs, middle, layers } = state;
  const parts = [];
  if (layer) {
    parts.push(`b = ${plus(blobs[`b${layer}`].data[unit])}`);
    const n = blobs[`W${layer}`].shape[1];
    if (middle.bundled && layer === 1) parts.push(`length of its row of W1 ${short(weight(state, 1, unit, 0))}`);
    else parts.push(`weights in ${strongest(Array.from({ length: n }, (_, i) => [i, weight(state, layer, unit, i)]))}`);
  }
  if (layer < layers.length) {
    const n = blobs[`W${layer + 1}`].shape[0];
    parts.push(`out ${strongest(Array.from({ length: n }, (_, j) => [j, weight(state, layer + 1, j, unit)]))}`);
  }
  const name = unitName(state, layer, unit);
  return `${name[0].toUpperCase()}${name.slice(1)}: ${parts.join("; ")}.`;
}

/** Lists of pieces [text, layer whose colour it has]. */
export function legendOf(state) {
  const { middle, layers } = state;
  const scales = layers.flatMap(({ layer }, i) => [[` W${layer} `, layer], [short(thickest(state, i)), 0]]);
  const parts = [
    [["thickest line", 0], ...scales],
    [["orange −, blue +", 0]],
    [[`dot: bias, largest ${short(middle.biasScale)}`, 0]],
  ];
  if (middle.bundled) parts.push([["grey: length of a row of W1", 0]]);
  if (middle.maps) parts.push([[middle.maps === "plane" ? PLANE : middle.asIs ? AS_IS : LEARNED, 0]]);
  return parts;
}

/** One table a layer: a unit in each row, its bias, its weights. */
export function tablesOf(state) {
  const { blobs, middle, layers } = state;
  return layers.map(({ layer, shape: [n, nPrev] }) => {
    const { data, shape: [rows, columns] } = blobs[`W${layer}`];
    const bundle = middle.bundled && layer === 1;
    const from = (i) => (layer === 1 ? `x${i + 1}` : `unit ${i + 1}`);
    const head = ["unit", "b", ...(bundle ? ["‖row of W1‖"] : Array.from({ length: columns }, (_, i) => `from ${from(i)}`))];
    const numbers = (j) => Array.from(data.subarray(j * columns, (j + 1) * columns), precise);
    const shown = rows < n || (!bundle && columns < nPrev) ? `, the first ${rows} × ${columns} of ${whole(n)} × ${whole(nPrev)}` : "";
    return {
      caption: `Layer ${layer}: b${layer} and ${bundle ? `the rows of W1, ${whole(n)} × ${whole(nPrev)}` : `W${layer}`}${shown}`,
      head,
      rows: Array.from({ length: rows }, (_, j) => [String(j + 1), precise(blobs[`b${layer}`].data[j]), ...numbers(j)]),
    };
  });
}
