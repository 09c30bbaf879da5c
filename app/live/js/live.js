// Entry: what the two Streamlit components of app/live/panel.py call at each update.

import { el } from "./dom.js";
import { Follower } from "./follow.js";
import { putStore } from "./memory.js";
import { Panel } from "./panel.js";
import { STYLES } from "./published.js";
import { RacePanel } from "./race.js";
import { unpack } from "./unpack.js";

export { editor } from "./editor.js";
export { address, tab } from "./tab.js";

const panels = new WeakMap();
let styled;

/** Load the style sheets once a page; the panel waits for them, so nothing jumps. */
function loadStyle() {
  styled ??= Promise.all(STYLES.map((name) => new Promise((resolve) => {
    const link = el("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  })));
  return styled;
}

/**
 * Show a state in the panel that stands in `selector`, made by `make(root)` when it is
 * not there yet; `show(panel, state)` does it. Returns what to do when it leaves the page.
 *
 * Streamlit also calls that when the next data arrive while this call still waits, so
 * it must look whether the panel has left: taking it down each time would rebuild all.
 */
async function shown({ parentElement, data }, selector, make, show) {
  const leave = () => setTimeout(() => {
    if (parentElement.isConnected) return;
    panels.get(parentElement)?.remove();
    panels.delete(parentElement);
  }, 0);
  if (!data?.length) return leave; // nothing newer
  const state = unpack(data);
  await loadStyle();
  const root = parentElement.querySelector(selector);
  if (!parentElement.isConnected || !root) return leave;
  let panel = panels.get(parentElement);
  if (panel?.root !== root) {
    panel?.remove();
    panel = make(root);
    panels.set(parentElement, panel);
  }
  show(panel, state);
  return leave;
}

function livePanel(root) {
  const panel = new Panel(root);
  panel.follower = new Follower(root, (newer) => panel.show(newer));
  return panel;
}

/** Show a state of the live panel. Returns what to do when it leaves the page. */
export function update(component) {
  const trigger = component.setTriggerValue;
  return shown(component, ".lw-panel", livePanel, (panel, state) => {
    panel.seek = async (t) => await panel.follower.look(t) || trigger("seek", t);
    panel.rest = () => trigger("rested", true);
    panel.choosePane = (pane) => trigger("pane", pane);
    panel.follower.turned = () => trigger("turned", true);
    panel.follower.start(state);
  });
}

/** Show a state of a race. Returns what to do when it leaves the page. */
export function race(component) {
  const make = (root) => new RacePanel(root);
  return shown(component, ".lw-race", make, (panel, state) => panel.show(state));
}

/** Keep pictures or points for the panels that refer to them. */
export async function store({ data }) {
  loadStyle();
  if (!data) return;
  const { blobs, ...header } = unpack(data);
  if (header.kind === "pictures") {
    putStore({ ...header, images: blobs.images, labels: blobs.labels.data });
  } else {
    putStore({ ...header, ...blobs });
  }
}
