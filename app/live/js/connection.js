// Says that the server does not answer, instead of a page that just stands still.

import { el, setText } from "./dom.js";

const HEALTH = "layerwise/health";
const LOOK_MS = 1000;
const PATIENCE_MS = 2500; // Streamlit's own way may be away so long
const SILENCE_MS = 5000; // after so long without a word the server is asked for one
const SOON_MS = 2000; // the same while the last word is missing; between two questions
const ANSWER_MS = 4000;
const LOST = "No connection to the server. What you see may be old; it goes on by itself as soon as the server answers.";
const DRESS = ["text-color", "background-color", "border-color", "orange-color", "base-radius", "font"].map((name) => `--st-${name}`);

let heardAt = 0;
let askedAt = 0;
let connectedAt = 0;
let missing = false;
let asking = false;
let away = false;
let again = () => {};
let bar = null;

/** The server answered. */
export function heard() {
  heardAt = performance.now();
  missing = false;
}

/** It did not: is it there at all? */
export function missed() {
  ask();
}

/**
 * Look after the connection from now on, in words that are dressed as `place` is. `back` is
 * called when Streamlit's own way was away and is there again: it does not ask for the page.
 */
export function watch(place, back) {
  again = back;
  if (bar === null) {
    heardAt = connectedAt = performance.now();
    bar = el("div", { class: "lw-lost", role: "status", "data-testid": "connection" });
    document.body.append(bar); // Streamlit hides the place of a component that shows nothing
    setInterval(look, LOOK_MS);
    const page = document.querySelector("[data-testid=stApp]");
    if (page) new MutationObserver(look).observe(page, { attributeFilter: ["data-test-connection-state"] });
    window.addEventListener("offline", look);
    window.addEventListener("online", look);
  }
  const style = getComputedStyle(place);
  for (const name of DRESS) bar.style.setProperty(name, style.getPropertyValue(name));
}

function look() {
  const now = performance.now();
  const page = document.querySelector("[data-testid=stApp]");
  const connected = page?.dataset.testConnectionState === "CONNECTED";
  if (connected && away) again();
  away = !connected;
  if (connected) connectedAt = now;
  const lost = missing || !navigator.onLine || now - connectedAt > PATIENCE_MS;
  setText(bar, lost ? LOST : "");
  if (!document.hidden && now - Math.max(heardAt, askedAt) > (lost ? SOON_MS : SILENCE_MS)) ask();
}

async function ask() {
  if (asking) return;
  asking = true;
  askedAt = performance.now();
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(new URL(HEALTH, document.baseURI), { signal, cache: "no-store" });
    if (answer.ok) heard();
    else missing = true;
  } catch {
    missing = true;
  } finally {
    asking = false;
    look();
  }
}
