// One tab stop for a group of things; the arrow keys go from one to the next.

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/** Along a row: left and right, Home and End. */
export const alongRow = (count) => (i, key) =>
  ({ ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: count() - 1 })[key] ?? i;

export class Roving {
  /** `next(i, key)` says where a key leads from item i; outside means: stay. */
  constructor(container, next) {
    Object.assign(this, { items: [], next });
    container.addEventListener("keydown", (event) => this.press(event));
    container.addEventListener("focusin", (event) => this.enter(event.target));
  }

  /** New items; the first, or the one with the same number as before, is the stop. */
  take(items) {
    const before = this.items.findIndex((item) => item.tabIndex === 0);
    this.items = items;
    items.forEach((item, i) => { item.tabIndex = i === Math.max(0, before) ? 0 : -1; });
    if (items.length && before >= items.length) items[0].tabIndex = 0;
  }

  press(event) {
    const from = this.items.indexOf(event.target);
    if (from < 0 || !KEYS.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the page has keys of its own
    this.items[this.next(from, event.key)]?.focus();
  }

  enter(target) {
    if (!this.items.includes(target)) return;
    for (const item of this.items) item.tabIndex = item === target ? 0 : -1;
  }
}

/** Through a grid that wraps: left and right in order, up and down by row. */
export const alongGrid = (items) => (i, key) => {
  const list = items();
  const columns = Math.max(1, list.filter((item) => item.offsetTop === list[0].offsetTop).length);
  const steps = { ArrowUp: i - columns, ArrowDown: i + columns };
  return steps[key] ?? alongRow(() => list.length)(i, key);
};
