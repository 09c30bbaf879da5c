// Moves what Plotly has drawn. A whole redraw costs 20 ms a chart, of which the curves
// themselves are less than one: axes, defaults and hover data are made anew each time.

/** How a value becomes a pixel on an axis of this length. */
function scaleOf({ type, range: [low, high] }, length) {
  const place = type === "log" ? Math.log10 : Number;
  return (value) => ((place(value) - low) / (high - low)) * length;
}

/** The path through points, interrupted where there is none. */
function pathOf({ x, y }, toX, toY) {
  let path = "";
  let pen = "M";
  for (let i = 0; i < x.length; i += 1) {
    const height = toY(y[i]);
    if (Number.isFinite(height)) {
      path += `${pen}${toX(x[i]).toFixed(2)},${height.toFixed(2)}`;
      pen = "L";
    } else pen = "M";
  }
  return path;
}

/**
 * Move the lines, dots and texts of a drawn chart to newer data.
 *
 * Nothing else may have changed: axes, size, looks. Traces without points are not drawn.
 * Returns false, with nothing done, if the drawing is not made of the parts expected.
 */
export function moveTraces(target, data, { width, height, margin, xaxis, yaxis }) {
  const toX = scaleOf(xaxis, width - margin.l - margin.r);
  const inner = height - margin.t - margin.b;
  const fromBottom = scaleOf(yaxis, inner);
  const toY = (value) => inner - fromBottom(value);
  const drawn = [...target.querySelectorAll(".scatterlayer > .trace")];
  const traces = data.filter(({ x }) => x.length);
  if (drawn.length !== traces.length) return false;
  const moves = traces.map((trace, i) => MOVES[trace.mode](drawn[i], trace, toX, toY));
  if (!moves.every(Boolean)) return false;
  for (const move of moves) move();
  return true;
}

/** By mode: what moves a trace, or null if it cannot. */
const MOVES = {
  lines(node, trace, toX, toY) {
    if (trace.fill) return null;
    const paths = node.querySelectorAll(".lines > path.js-line");
    return paths.length === 1 && (() => paths[0].setAttribute("d", pathOf(trace, toX, toY)));
  },
  markers(node, { x, y }, toX, toY) {
    const dots = node.querySelectorAll(".points > path.point");
    return dots.length === x.length && (() => dots.forEach((dot, i) => {
      dot.setAttribute("transform", `translate(${toX(x[i])},${toY(y[i])})`);
    }));
  },
  text(node, { x, y, text }, toX, toY) {
    const names = node.querySelectorAll(".text text");
    return names.length === x.length && (() => names.forEach((name, i) => {
      name.setAttribute("x", toX(x[i]));
      name.setAttribute("y", toY(y[i]));
      if (name.textContent !== text[i]) name.textContent = text[i];
    }));
  },
};
