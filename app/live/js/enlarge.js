// A Plotly figure made for a small size, drawn larger: type, lines, dots and margins.

const LENGTHS = new Set(["size", "width", "l", "r", "t", "b", "standoff", "ticklen"]);

/** The figure {data, layout} with every length in pixels times `scale`. */
export function enlarge(figure, scale) {
  return scale === 1 ? figure : grown(figure, scale);
}

function grown(part, scale) {
  if (Array.isArray(part)) {
    return typeof part[0] === "object" ? part.map((inner) => grown(inner, scale)) : part;
  }
  if (part === null || Object.getPrototypeOf(part) !== Object.prototype) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => {
      const length = LENGTHS.has(name) && typeof value === "number";
      return [name, length ? value * scale : grown(value, scale)];
    }),
  );
}
