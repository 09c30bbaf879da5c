// Follows a run that moves: asks the server for its newest state again and again. Through
// Streamlit each of these would cost the page 15 ms before anything is drawn.

import { heard, missed } from "./connection.js";
import { KEPT } from "./tab.js";
import { unpack } from "./unpack.js";

const PATH = "layerwise/state";
const HIDDEN_MS = 10_000; // a tab in the background asks seldom, just to say it is there
const FAILED_MS = 1000;
const ANSWER_MS = 8000; // a request that takes longer was lost on the way
const SETTLE_MS = 400; // so long Streamlit may take to bring the page to the same state

/** Whether the next state comes by itself. */
const moves = (state) => state.replaying || state.state === "running";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until the tab is looked at again, but not for ever. */
const pauseHidden = () =>
  Promise.race([
    pause(HIDDEN_MS),
    new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true })),
  ]);

export class Follower {
  /** `show(state)` draws one, `root` is where; `turned()`, to be set, redraws the page. */
  constructor(root, show) {
    Object.assign(this, { root, show, turned: () => {}, asking: false });
  }

  /** A state that Streamlit brought, with the buttons that belong to it. */
  start(state) {
    this.page = state;
    this.take(state);
    if (moves(this.state) && !this.asking) this.follow();
  }

  /** Show a state, unless a later one of the same run came before it. */
  take(state) {
    if (this.state?.run === state.run && this.state.at > state.at) return;
    this.state = state;
    this.show(state);
  }

  async follow() {
    this.asking = true;
    try {
      while (moves(this.state) && this.root.isConnected) await this.once();
    } finally {
      this.asking = false;
    }
    await pause(SETTLE_MS);
    if (moves(this.page) && !moves(this.state) && this.root.isConnected) this.turned();
  }

  async once() {
    const start = performance.now();
    const state = await this.ask().catch(missed);
    const took = performance.now() - start;
    if (state?.run === this.state.run && this.root.isConnected) this.take(state);
    // A server that is slow has many to answer: it gets a rest at any rate.
    const rest = Math.max(this.state.refreshMs - took, took / 4);
    await (document.hidden ? pauseHidden() : pause(state ? rest : FAILED_MS));
  }

  /** Show another iteration, if the server brings it; whether it did. */
  async look(iteration) {
    const state = await this.ask({ "X-Layerwise-Look": iteration }).catch(missed);
    const there = state?.run === this.state.run && this.root.isConnected;
    if (there) this.take(state);
    return there;
  }

  async ask(wish) {
    const headers = { "X-Layerwise-Run": sessionStorage.getItem(KEPT) ?? "", ...wish };
    const how = { method: wish ? "POST" : "GET", headers, signal: AbortSignal.timeout(ANSWER_MS) };
    const answer = await fetch(new URL(PATH, document.baseURI), how);
    if (answer.ok) heard();
    return answer.status === 200 ? unpack(new Uint8Array(await answer.arrayBuffer())) : null;
  }
}
