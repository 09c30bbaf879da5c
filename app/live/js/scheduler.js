// Who may draw when: in each animation frame those that waited longest, for 25 ms.

const ALLOWANCE_MS = 25;
const parts = new Set();
let frame = 0;

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      for (const part of parts) if (part.node === target) part.visible = isIntersecting;
    }
    wake();
  },
  { rootMargin: "150px" },
);

document.addEventListener("visibilitychange", wake);

/** Something that can be drawn; `paint` is called when it is its turn. */
export class Part {
  constructor(node, paint) {
    Object.assign(this, { node, paint, dirty: false, visible: true, painted: 0 });
    parts.add(this);
    watcher.observe(node);
  }

  request() {
    this.dirty = true;
    wake();
  }

  remove() {
    parts.delete(this);
    watcher.unobserve(this.node);
  }
}

const waiting = () => [...parts].filter((part) => part.dirty && part.visible);

function wake() {
  if (frame || document.hidden || !waiting().length) return;
  frame = requestAnimationFrame(draw);
}

function draw() {
  frame = 0;
  const start = performance.now();
  for (const part of waiting().sort((a, b) => a.painted - b.painted)) {
    if (performance.now() - start > ALLOWANCE_MS) break;
    part.dirty = false;
    try {
      part.paint();
    } catch (error) {
      console.error("layerwise: a part of the panel could not be drawn", error);
    }
    part.painted = performance.now();
  }
  wake();
}
