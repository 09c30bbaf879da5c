// The timeline: which iteration is shown, from the first to the newest; to be dragged.

import { el, setAttribute, setText } from "./dom.js";
import { LEAPS } from "./published.js";
import { whole } from "./words.js";

const PATIENCE_MS = 1500; // then an unanswered wish is given up
const REST_MS = 150; // after so long without another wish the page follows
// Where these keys mean something else.
const BUSY = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=menu], [role=tablist], [role=radiogroup], [role=grid], [role=dialog]";

export class Timeline {
  /**
   * `ask(t)` wishes for iteration t; its state arrives later, in `paint`. `rest()` says that
   * this was the last of them, so that what is around the panel follows.
   */
  constructor(node, ask, rest) {
    Object.assign(this, { node, ask, rest, dragged: null, asked: null, next: null });
    this.newest = el("div", { class: "lw-newest" });
    this.shown = el("div", { class: "lw-shown" });
    this.thumb = el("div", { class: "lw-thumb" });
    this.track = el("div", { class: "lw-track" }, this.newest, this.shown, this.thumb);
    this.note = el("div", { class: "lw-aside lw-timeline-note", hidden: "" });
    node.append(this.track, this.note);
    setAttribute(node, "aria-label", "Iteration shown");
    this.track.addEventListener("pointerdown", (event) => this.grab(event));
    this.track.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) this.track.addEventListener(end, () => this.drop());
    node.addEventListener("keydown", (event) => this.press(event));
    this.onPageKey = (event) => {
      if (!event.target.closest?.(BUSY) && this.node.isConnected) this.press(event);
    };
    document.addEventListener("keydown", this.onPageKey);
  }

  paint(state) {
    if (this.state?.run !== state.run) Object.assign(this, { asked: null, next: null });
    this.state = state;
    this.answered(state);
    const end = Math.max(1, state.numIterations);
    const here = this.dragged ?? this.wished ?? state.iteration;
    this.node.style.setProperty("--newest", state.newest / end);
    this.node.style.setProperty("--here", here / end);
    this.node.classList.toggle("lw-behind", here < state.newest);
    setAttribute(this.node, "aria-valuemin", 0);
    setAttribute(this.node, "aria-valuemax", state.newest);
    setAttribute(this.node, "aria-valuenow", here);
    setAttribute(this.node, "aria-valuetext", `iteration ${whole(here)} of ${whole(state.newest)} done`);
    setText(this.note, state.timelineNote ?? "");
    this.note.hidden = !state.timelineNote;
    setAttribute(this.node, "data-iteration", state.iteration);
  }

  /** The iteration that was asked for last and has not arrived; null if there is none. */
  get wished() {
    const t = this.next ?? this.asked?.t ?? null;
    return t === null ? null : Math.min(t, this.state.newest);
  }

  /** One wish at a time, always the latest: what was dragged over meanwhile is left out. */
  wish(t) {
    // The newest is asked for as the last one: the run has gone on when that arrives.
    const wanted = t >= this.state.newest ? this.state.numIterations : Math.max(0, Math.round(t));
    if (this.asked && performance.now() - this.asked.when < PATIENCE_MS) {
      this.next = wanted;
    } else {
      this.send(wanted);
    }
    this.paint(this.state);
  }

  send(t) {
    this.next = null;
    const asked = { t, when: performance.now() };
    this.asked = asked;
    this.ask(t);
    setTimeout(() => this.asked === asked && this.giveUp(), PATIENCE_MS);
  }

  /** No answer came: something else was done meanwhile. */
  giveUp() {
    const { next } = this;
    Object.assign(this, { asked: null, next: null });
    if (next !== null) this.send(next);
    else this.restSoon();
    this.paint(this.state);
  }

  answered({ iteration, newest }) {
    if (!this.asked || Math.min(this.asked.t, newest) !== iteration) return;
    this.asked = null;
    if (this.next !== null && Math.min(this.next, newest) !== iteration) this.send(this.next);
    else {
      this.next = null;
      this.restSoon();
    }
  }

  restSoon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => !this.asked && this.dragged === null && this.rest(), REST_MS);
  }

  at(event) {
    const box = this.track.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return Math.min(this.state.newest, Math.max(0, Math.round(share * this.state.numIterations)));
  }

  grab(event) {
    if (!this.state || event.button > 0) return;
    this.track.setPointerCapture(event.pointerId);
    this.node.focus({ preventScroll: true });
    event.preventDefault();
    this.dragged = this.at(event);
    this.wish(this.dragged);
  }

  drag(event) {
    if (this.dragged === null) return;
    const t = this.at(event);
    if (t === this.dragged) return;
    this.dragged = t;
    this.wish(t);
  }

  drop() {
    if (this.dragged === null) return;
    this.dragged = null;
    this.restSoon();
    this.paint(this.state);
  }

  press(event) {
    if (!this.state || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.wished ?? this.state.iteration;
    const leap = LEAPS[event.key] * (event.shiftKey ? 10 : 1);
    let t = Number.isFinite(leap) ? here + leap : null;
    if (event.key === "Home") t = 0;
    if (event.key === "End") t = this.state.newest;
    const ours = event.currentTarget === this.node || ["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key);
    if (t === null || !ours) return;
    event.preventDefault();
    this.wish(t);
  }

  remove() {
    clearTimeout(this.resting);
    document.removeEventListener("keydown", this.onPageKey);
  }
}
