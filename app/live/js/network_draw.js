// Lines and nodes of the network on a canvas, and which line is under a point.

import { layerColour, layerText } from "./colours.js";
import { compact, whole } from "./words.js";

const THICKEST = 6; // px
const THICKEST_BUNDLE = 2;
const HAIR = 0.35;
const FAINT = 0.1; // what does not belong to the unit pointed at
const REACH = 5; // px around a line

/** What the thickest line of layer index i stands for; a bundle has its own unit. */
export function thickest({ middle, sharedRange }, i) {
  const { scales, bundled } = middle;
  if (!sharedRange || (bundled && i === 0)) return scales[i];
  return Math.max(...scales.slice(bundled ? 1 : 0));
}

/** All lines, the thin ones first: {layer, to, from, w, share, ends}. */
export function edgesOf(state, { columns, size }) {
  const edges = [];
  state.layers.forEach(({ layer }, index) => {
    const { data, shape: [, n] } = state.blobs[`W${layer}`];
    const before = columns[layer - 1];
    const starts = before.block
      ? [{ x: before.x + before.block.width / 2, y: before.block.y }]
      : before.nodes.map(({ x, y }) => ({ x: x + size / 2, y }));
    const scale = thickest(state, index);
    columns[layer].nodes.forEach(({ x, y }, to) => {
      starts.forEach((start, from) => {
        const w = data[to * n + from];
        const share = Math.min(1, Math.abs(w) / scale) || 0;
        edges.push({ edge: true, layer, to, from, w, share, bundle: Boolean(before.block), ends: [start.x, start.y, x - size / 2, y] });
      });
    });
  });
  return edges.sort((a, b) => a.share - b.share);
}

const belongs = ({ layer, to, from }, at) =>
  at.edge
    ? layer === at.layer && to === at.to && from === at.from
    : (layer === at.layer && to === at.unit) || (layer === at.layer + 1 && from === at.unit);

export function drawEdges(context, edges, at, colours) {
  context.lineCap = "butt";
  for (const edge of edges) {
    const { w, share, bundle, ends: [x0, y0, x1, y1] } = edge;
    const kept = !at || belongs(edge, at);
    context.globalAlpha = (kept ? 1 : FAINT) * (0.35 + 0.65 * share);
    context.strokeStyle = bundle ? colours.muted : w < 0 ? colours.negative : colours.positive;
    context.lineWidth = Math.max(HAIR, (bundle ? THICKEST_BUNDLE : THICKEST) * share);
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The line nearest to a point, the thicker of two; null if none is near. */
export function nearestEdge(edges, x, y) {
  let best = null;
  let least = REACH;
  for (const edge of edges) {
    const [x0, y0, x1, y1] = edge.ends;
    const t = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)));
    const far = Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)) - 2 * edge.share;
    if (far <= least) [best, least] = [edge, far];
  }
  return best && { edge: true, layer: best.layer, to: best.to, from: best.from };
}

/** Nodes with their maps and biases; above each column its name, below what is hidden. */
export function drawNodes(context, layout, state, colours, atlas) {
  const { columns, size, head, foot } = layout;
  const pictured = state.middle.maps === "pictures";
  const firsts = firstMaps(state);
  columns.forEach(({ x, total, nodes, block }, layer) => {
    const colour = layer ? layerColour(colours, layer) : colours.muted;
    const mapped = atlas && (pictured ? layer === 1 : true);
    nodes.forEach((node, i) => {
      drawNode(context, node, size, colour, colours.page);
      if (mapped) atlas.draw(context, firsts[layer] + i, node.x - size / 2 + 1.5, node.y - size / 2 + 1.5, size - 3);
      if (layer) drawBias(context, node, size, state.blobs[`b${layer}`].data[i] / state.middle.biasScale, colours);
    });
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (block) drawBlock(context, x, block, total, colours);
    context.fillStyle = layer ? layerText(colours, layer) : colours.muted;
    context.fillText(nameOf(layer, columns.length - 1, x, context), x, head / 2 - 2);
    context.fillStyle = colours.muted;
    if (!block && nodes.length < total) context.fillText(`+ ${compact(total - nodes.length)} more`, x, foot + 10);
  });
}

/** Number of the first map of each layer among all that were sent. */
function firstMaps({ middle, blobs }) {
  if (middle.maps !== "plane") return [0, 0];
  const counts = [blobs.W1.shape[1], ...middle.units.slice(1).map((_, i) => blobs[`b${i + 1}`].shape[0])];
  return counts.map((_, l) => counts.slice(0, l).reduce((sum, n) => sum + n, 0));
}

function nameOf(layer, last) {
  if (layer === 0) return "input";
  return layer === last ? "output" : `layer ${layer}`;
}

function drawNode(context, { x, y }, size, colour, page) {
  context.beginPath();
  context.roundRect(x - size / 2, y - size / 2, size, size, 3);
  context.fillStyle = page;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
}

/** A dot at the lower left, its area for the size of the bias, its colour for the sign. */
function drawBias(context, { x, y }, size, share, colours) {
  const radius = Math.max(1.2, 0.24 * size * Math.sqrt(Math.min(1, Math.abs(share)) || 0));
  context.beginPath();
  context.arc(x - size / 2, y + size / 2, radius, 0, 2 * Math.PI);
  context.fillStyle = share < 0 ? colours.negative : colours.positive;
  context.strokeStyle = colours.page;
  context.lineWidth = 1;
  context.fill();
  context.stroke();
}

/** All inputs as one block, too many to be drawn. */
function drawBlock(context, x, { width, height, y }, total, colours) {
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 4);
  context.fillStyle = colours.grid;
  context.fill();
  context.fillStyle = colours.ink;
  context.fillText(whole(total), x, y - 8);
  context.fillText("inputs", x, y + 8);
}
