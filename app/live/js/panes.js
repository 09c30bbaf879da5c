// The middle of the panel: a strip of tabs, and the pane that was chosen.

import { readChoice, writeChoice } from "./choice.js";
import { el, setAttribute, setText } from "./dom.js";
import { Network } from "./network.js";
import { Roving, alongRow } from "./roving.js";
import { saveButtons, savePng } from "./save.js";
import { Space } from "./space.js";
import { WeightPictures } from "./weights_pictures.js";

const TITLES = { histograms: "Histograms", network: "Network", pictures: "First layer", space: "Hidden space" };
const MAKERS = { network: Network, pictures: WeightPictures, space: Space };
const KEPT = "layerwise-pane";
const PATIENCE_MS = 3000;
let asked = false; // once a load of the page: what this tab showed before a reload

export class Panes {
  /** `histograms`: the pane that is always there; `send(text)` asks the server for another. */
  constructor(histograms, send) {
    Object.assign(this, { histograms, send, pane: null, offered: "", wished: { text: "", until: 0 } });
    this.tabs = el("div", { class: "lw-tabs", role: "tablist", "aria-label": "How the weights are shown" });
    this.aside = el("span", { class: "lw-aside" });
    const saving = saveButtons("these pictures", { png: () => this.save() });
    // first for the keyboard, last for the eye: from the tabs one goes on to the pane
    this.strip = el("div", { class: "lw-title lw-strip" }, saving, this.tabs, this.aside);
    this.body = el("div", { role: "tabpanel", "data-testid": "pane" });
    this.node = el("section", { class: "lw-weights" }, this.strip, this.body);
    this.roving = new Roving(this.tabs, alongRow(() => this.buttons.length));
    this.buttons = [];
  }

  show(state, colours) {
    this.state = state;
    this.recall();
    this.offer(state.panes);
    this.mark(this.waiting() ? readChoice(this.wished.text).name : state.middle.name);
    this.swap(state.middle.name);
    setText(this.aside, this.pane?.aside(state) ?? `of the weights of each layer, ${state.sharedRange ? "one range" : "own range"}`);
    this.pane?.show(state, colours);
  }

  /** After a reload the server does not know what this tab showed. */
  recall() {
    if (asked) return;
    asked = true;
    const kept = sessionStorage.getItem(KEPT);
    if (kept && kept !== this.state.pane) this.wish(kept);
  }

  offer(names) {
    if (this.offered === names.join()) return;
    this.offered = names.join();
    this.buttons = names.map((name) => {
      const button = el("button", { type: "button", role: "tab", "data-pane": name }, TITLES[name]);
      button.addEventListener("click", () => this.choose({ name }));
      return button;
    });
    this.tabs.replaceChildren(...this.buttons);
    this.roving.take(this.buttons);
  }

  mark(name) {
    for (const button of this.buttons) setAttribute(button, "aria-selected", button.dataset.pane === name);
  }

  swap(name) {
    if (this.shown === name) return;
    this.shown = name;
    setAttribute(this.body, "aria-label", TITLES[name]);
    this.pane?.remove();
    this.pane?.tools?.remove();
    this.pane = MAKERS[name] ? new MAKERS[name]((changes) => this.choose(changes)) : null;
    this.body.replaceChildren(this.pane?.node ?? this.histograms);
    if (this.pane?.tools) this.strip.append(this.pane.tools);
  }

  /** Download what the pane draws. */
  save() {
    savePng(this.pane?.picture ?? this.histograms, this.shown);
  }

  /** Whether a wish is on its way; until it is granted its tab counts as chosen. */
  waiting() {
    return this.wished.text !== this.state.pane && performance.now() < this.wished.until;
  }

  choose(changes) {
    const now = this.waiting() ? this.wished.text : this.state.pane;
    const text = writeChoice({ ...readChoice(now), ...changes });
    sessionStorage.setItem(KEPT, text);
    if (text !== now) this.wish(text);
  }

  wish(text) {
    this.wished = { text, until: performance.now() + PATIENCE_MS };
    this.mark(readChoice(text).name);
    this.send(text);
  }

  remove() {
    this.pane?.remove();
  }
}
