// "What it says now": test pictures, each with the probability the network gives it.

import { el, setAttribute, setText } from "./dom.js";
import { getStore } from "./memory.js";
import { saveButtons, savePng } from "./save.js";

const MOST = 12;

export class Pictures {
  constructor(node) {
    this.node = node;
    this.tiles = [];
    this.store = undefined;
    this.own = undefined; // the picture that Predict was asked about
    this.aside = el("span", { class: "lw-aside" });
    this.row = el("div", { class: "lw-tiles" });
    node.append(
      el("div", { class: "lw-title" }, el("b", {}, "What it says now"), " ", this.aside,
        saveButtons("these answers", { png: () => savePng(this.row, "answers") })),
      this.row,
    );
  }

  paint(state) {
    const store = getStore(state.pictures);
    const answers = state.blobs.probabilities?.data ?? [];
    const own = state.own ? getStore(state.own[0]) : undefined;
    const most = own ? MOST - 1 : MOST;
    const count = Math.min(most, store ? store.indices.length : answers.length);
    if (this.store !== store || this.own !== own || this.tiles.length !== count) this.rebuild(store, count, own);
    let right = 0;
    this.tiles.forEach((tile, i) => {
      const p = answers[store ? store.indices[i] : i];
      right += this.fill(tile, p, store, store?.labels[i]);
    });
    if (own) this.fillOwn(state.own[1], own);
    const names = store?.classNames ?? ["no", "yes"];
    const score = store ? ` · ${right} of ${count} right` : "";
    setText(this.aside, `test pictures, probability of ${names[1]}${score}`);
    setAttribute(this.node, "data-iteration", state.iteration);
  }

  rebuild(store, count, own) {
    Object.assign(this, { store, own });
    this.tiles = Array.from({ length: count }, (_, i) => newTile(store, i));
    this.ownTile = own ? newTile(own, 0, "you") : undefined;
    const all = [...(own ? [this.ownTile] : []), ...this.tiles];
    this.row.replaceChildren(...all.map((tile) => tile.node));
  }

  /** The answer to the picture that Predict was asked about. */
  fillOwn(p, own) {
    const name = say(this.ownTile, p, own.classNames);
    setAttribute(this.ownTile.node, "class", "lw-tile lw-own");
    const label = Number.isFinite(p) ? `Your picture: says ${name}, ${p.toFixed(2)}` : "Your picture: no answer";
    setAttribute(this.ownTile.node, "aria-label", label);
    setAttribute(this.ownTile.node, "title", label);
  }

  /** Show one answer; returns whether it is right. */
  fill(tile, p, store, truth) {
    const known = Number.isFinite(p);
    const name = say(tile, p, store?.classNames ?? ["no", "yes"]);
    const wrong = known && store !== undefined && p > 0.5 !== Boolean(truth);
    setAttribute(tile.node, "class", wrong ? "lw-tile lw-wrong" : "lw-tile");
    const truthText = store ? `it is ${store.classNames[truth]}` : "";
    const verdict = wrong ? `wrong, ${truthText}` : "right";
    const label = known ? `Says ${name}, ${p.toFixed(2)}: ${store ? verdict : ""}` : "no answer";
    setAttribute(tile.node, "aria-label", label);
    setAttribute(tile.node, "title", label);
    return known && store !== undefined && !wrong;
  }
}

/** Write an answer under a tile; returns the name of the class. */
function say(tile, p, classNames) {
  const known = Number.isFinite(p);
  const name = classNames[p > 0.5 ? 1 : 0];
  setText(tile.name, known ? name : "–");
  setText(tile.answer, known ? p.toFixed(2) : "");
  setAttribute(tile.bar, "class", p > 0.5 ? "lw-bar lw-yes" : "lw-bar lw-no");
  tile.bar.style.setProperty("--p", known ? p : 0);
  return name;
}

function newTile(store, i, text = "✕") {
  const canvas = el("canvas", { class: "lw-picture", width: 64, height: 64 });
  if (store) drawPicture(canvas, store, i);
  const mark = el("span", { class: "lw-mark", "aria-hidden": "true" }, text);
  const bar = el("span", { class: "lw-bar" });
  const name = el("span", { class: "lw-name" });
  const answer = el("span", {});
  const caption = el("span", { class: "lw-caption" }, name, " ", answer);
  const frame = el("span", { class: "lw-frame" }, canvas, mark);
  return { node: el("div", { class: "lw-tile", role: "img" }, frame, bar, caption), bar, name, answer };
}

/** The pixels (height, width, 3) of picture i onto its canvas. */
function drawPicture(canvas, store, i) {
  const [, height, width] = store.images.shape;
  [canvas.width, canvas.height] = [width, height];
  const picture = new ImageData(width, height);
  const source = store.images.data.subarray(i * height * width * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let c = 0; c < 3; c += 1) picture.data[4 * pixel + c] = source[3 * pixel + c];
    picture.data[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d").putImageData(picture, 0, 0);
}
