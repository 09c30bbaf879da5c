// A grid of probabilities (u1, row 0 lowest) on a canvas: colours, and the line 0.5.

const scratch = document.createElement("canvas");
const HALF = 127.5;

/** 256 colours from negative over neutral to positive. */
export function ramp([negative, neutral, positive]) {
  return Array.from({ length: 256 }, (_, v) => {
    const t = Math.abs(v - HALF) / HALF;
    const end = v < HALF ? negative : positive;
    return neutral.map((n, c) => Math.round(n + 0.8 * t * (end[c] - n)));
  });
}

let lastRamp = { key: "", colours: [] };

export function drawMap(context, { data, shape: [rows, columns] }, width, height, ends) {
  const key = ends.join();
  if (lastRamp.key !== key) lastRamp = { key, colours: ramp(ends) };
  const picture = new ImageData(columns, rows);
  for (let i = 0; i < data.length; i += 1) {
    const row = rows - 1 - Math.floor(i / columns);
    const at = 4 * (row * columns + (i % columns));
    picture.data.set(lastRamp.colours[data[i]], at);
    picture.data[at + 3] = 255;
  }
  [scratch.width, scratch.height] = [columns, rows];
  scratch.getContext("2d").putImageData(picture, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(scratch, 0, 0, width, height);
}

/** Marching squares: short strokes where the answer crosses 0.5. */
export function halfLine(context, { data, shape: [rows, columns] }, width, height, colour) {
  const toX = (c) => ((c + 0.5) / columns) * width;
  const toY = (r) => (1 - (r + 0.5) / rows) * height;
  const at = (r, c) => data[r * columns + c] - HALF;
  context.beginPath();
  for (let r = 0; r + 1 < rows; r += 1) {
    for (let c = 0; c + 1 < columns; c += 1) {
      const hits = crossings(at(r, c), at(r, c + 1), at(r + 1, c + 1), at(r + 1, c));
      for (let i = 0; i + 1 < hits.length; i += 2) {
        context.moveTo(toX(c + hits[i][0]), toY(r + hits[i][1]));
        context.lineTo(toX(c + hits[i + 1][0]), toY(r + hits[i + 1][1]));
      }
    }
  }
  context.strokeStyle = colour;
  context.lineWidth = 1.4;
  context.stroke();
}

/** Where the four edges of a cell cross zero, in order around it. */
function crossings(a, b, c, d) {
  const hits = [];
  if (a < 0 !== b < 0) hits.push([a / (a - b), 0]);
  if (b < 0 !== c < 0) hits.push([1, b / (b - c)]);
  if (c < 0 !== d < 0) hits.push([d / (d - c), 1]);
  if (d < 0 !== a < 0) hits.push([0, a / (a - d)]);
  return hits;
}
