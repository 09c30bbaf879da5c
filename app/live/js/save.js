// Pictures of the panel as files: buttons beside a title, and canvases with their words
// drawn onto one.

import { el } from "./dom.js";

const SHARP = 2; // pixels of the file for one of the page, at least
const MARGIN = 8; // px

/** Buttons that save something: by format, what to do when it is pressed. */
export function saveButtons(what, makers) {
  const buttons = Object.entries(makers).map(([format, save]) => {
    const label = `Save ${what} as ${format.toUpperCase()}`;
    const button = el("button", { type: "button", title: label, "aria-label": label }, format.toUpperCase());
    button.addEventListener("click", () => save());
    return button;
  });
  return el("span", { class: "lw-save" }, ...buttons);
}

/** Download a node of the page, its canvases and its words, as a PNG file. */
export function savePng(node, name) {
  const box = node.getBoundingClientRect();
  const [left, top] = [box.left - MARGIN, box.top - MARGIN];
  const [width, height] = [box.width + 2 * MARGIN, box.height + 2 * MARGIN];
  const ratio = Math.max(SHARP, window.devicePixelRatio || 1);
  const canvas = el("canvas", { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
  context.fillStyle = getComputedStyle(node).getPropertyValue("--lw-page");
  context.fillRect(left, top, width, height);
  for (const drawn of node.querySelectorAll("canvas")) drawCanvas(context, drawn);
  drawWords(context, node);
  canvas.toBlob((blob) => download(blob, `layerwise-${name}.png`));
}

function drawCanvas(context, drawn) {
  const { left, top, width, height } = drawn.getBoundingClientRect();
  if (!width || !drawn.width) return;
  context.imageSmoothingEnabled = getComputedStyle(drawn).imageRendering !== "pixelated";
  context.drawImage(drawn, left, top, width, height);
}

/** Every word where the page has it. */
function drawWords(context, node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  context.textBaseline = "middle";
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const style = getComputedStyle(parentElement);
    if (style.visibility === "hidden" || parentElement.closest(".lw-save")) continue;
    context.fillStyle = style.color;
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    for (const { 0: word, index } of data.matchAll(/\S+/g)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const place = range.getBoundingClientRect();
      if (place.width) drawWord(context, word, place, style.writingMode !== "horizontal-tb");
    }
  }
}

function drawWord(context, word, { left, top, width, height }, upwards) {
  context.save();
  context.translate(left + width / 2, top + height / 2);
  if (upwards) context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(word, 0, 0);
  context.restore();
}

function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
