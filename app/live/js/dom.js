// Small helpers for building and changing elements. Text is always set as text.

/** An element with attributes and children (elements or strings). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Change text only if it differs, so that nothing is laid out in vain. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/**
 * A canvas fitted to its box and the screen's pixels: [context, width, height]. What is
 * drawn comes out `scale` times as large. `size` saves a look at the page, if known.
 */
export function fitCanvas(canvas, scale, size = canvas) {
  const { clientWidth: width, clientHeight: height } = size;
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const context = canvas.getContext("2d");
  context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0);
  return [context, width / scale, height / scale];
}
