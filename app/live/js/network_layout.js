// Where the units of a network stand: columns, as many units of each as fit.

const HEAD = 20;
const FOOT = 18; // where it is said how many units are hidden
const LARGEST = 36;
const SMALLEST_PITCH = 17; // px from unit to unit
const ROOMY_PITCH = 24; // below it a column is folded, if there is room
const FOLD_WIDTH = 44; // px from column to column that each fold needs
const MOST_FOLDS = 3;
const GAP = 5;
const BUNDLE = 50; // px, the block that stands for all inputs

/**
 * @param units all units of each layer, inputs first; `sent`: as many are known.
 * @returns {size, columns: [{x, total, nodes: [{x, y}], block}]}; x and y of the middles.
 */
export function layOut(network, width, height) {
  const whole = arranged(network, width, height, 2);
  const elided = whole.columns.some(({ total, nodes, block }) => !block && nodes.length < total);
  return elided ? arranged(network, width, height, FOOT) : whole;
}

function arranged({ units, sent, bundled }, width, height, foot) {
  const side = Math.min(BUNDLE, width / 7);
  const step = (width - 2 * side) / Math.max(1, units.length - 1);
  const body = height - HEAD - foot;
  const plans = units.map((_, l) => (bundled && l === 0 ? null : plan(sent[l], body, step)));
  const pitches = plans.map((p) => p?.pitch ?? Infinity);
  const size = Math.max(8, Math.min(LARGEST, ...pitches.map((pitch) => pitch - GAP)));
  const columns = units.map((total, l) => {
    const x = side + l * step;
    const middle = HEAD + body / 2;
    if (plans[l]) return { x, total, nodes: place(plans[l], x, middle, size) };
    return { x: side / 2, total, nodes: [], block: { width: side, height: 0.62 * body, y: middle } };
  });
  return { size, columns, head: HEAD, foot: height - FOOT };
}

/** How many units of a column, in how many folds, and the room from row to row. */
function plan(count, body, step) {
  const most = Math.max(1, Math.min(MOST_FOLDS, Math.floor(step / FOLD_WIDTH)));
  let folds = 1;
  while (folds < most && pitchOf(count, folds, body) < ROOMY_PITCH) folds += 1;
  let shown = count;
  while (shown > 1 && pitchOf(shown, folds, body) < SMALLEST_PITCH) shown -= 1;
  return { count: shown, folds, pitch: pitchOf(shown, folds, body) };
}

/** Each fold stands a part of a row lower than the one before. */
const pitchOf = (count, folds, body) => body / (Math.ceil(count / folds) + (folds - 1) / folds);

/** Middles of the units, around the height `middle`, row by row through the folds. */
function place({ count, folds, pitch }, x, middle, size) {
  const gap = Math.min(pitch, LARGEST + 3 * GAP);
  const rows = Math.ceil(count / folds);
  const top = middle - ((rows - 1 + (folds - 1) / folds) * gap) / 2;
  return Array.from({ length: count }, (_, i) => {
    const [row, fold] = [Math.floor(i / folds), i % folds];
    return { x: x + (fold - (folds - 1) / 2) * (size + GAP), y: top + (row + fold / folds) * gap };
  });
}

/** Where an arrow key leads from unit i of column c: [column, unit], or null. */
export function neighbour({ columns }, c, i, key) {
  const { nodes } = columns[c];
  if (key === "ArrowUp") return i > 0 ? [c, i - 1] : null;
  if (key === "ArrowDown") return i + 1 < nodes.length ? [c, i + 1] : null;
  if (key === "Home") return [c, 0];
  if (key === "End") return [c, nodes.length - 1];
  const to = key === "ArrowLeft" ? c - 1 : c + 1;
  const beside = columns[to]?.nodes ?? [];
  if (!beside.length) return null;
  const far = beside.map(({ y }) => Math.abs(y - nodes[i].y));
  return [to, far.indexOf(Math.min(...far))];
}
