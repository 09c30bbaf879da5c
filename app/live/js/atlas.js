// Many small pictures (u1) on one hidden canvas, from where each is drawn at any size.

import { channels } from "./colours.js";
import { ramp } from "./field.js";

let last = { key: "", table: null };

/** 256 colours from negative over neutral to positive, as pixels of an ImageData. */
export function signedPixels(colours) {
  const ends = ["negative", "neutral", "positive"].map((name) => channels(colours[name]));
  const key = ends.join();
  if (last.key !== key) {
    const pixels = ramp(ends).map(([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);
    last = { key, table: Uint32Array.from(pixels) };
  }
  return last.table;
}

export class Atlas {
  constructor() {
    this.canvas = document.createElement("canvas");
  }

  /** Take over k pictures of height x width side by side. `flip`: row 0 is the lowest. */
  load({ data, shape: [k, height, width] }, table, flip) {
    const { canvas } = this;
    if (canvas.width !== k * width || canvas.height !== height) {
      [canvas.width, canvas.height] = [k * width, height];
    }
    const picture = new ImageData(k * width, height);
    const pixels = new Uint32Array(picture.data.buffer);
    let at = 0;
    for (let i = 0; i < k; i += 1) {
      for (let row = 0; row < height; row += 1) {
        const line = (flip ? height - 1 - row : row) * k * width + i * width;
        for (let column = 0; column < width; column += 1, at += 1) pixels[line + column] = table[data[at]];
      }
    }
    canvas.getContext("2d").putImageData(picture, 0, 0);
    Object.assign(this, { width, height });
  }

  draw(context, i, x, y, size) {
    context.drawImage(this.canvas, i * this.width, 0, this.width, this.height, x, y, size, size);
  }
}
