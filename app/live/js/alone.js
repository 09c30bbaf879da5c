// Which run this tab has, where the other tabs of its browser can see it.

const LOCK = "layerwise-run-"; // and the token of the run
const TABS = "layerwise-tabs"; // on which they ask each other, where there are no locks
const GONE_MS = 400; // so late the page before a reload may still have its lock
const LOOK_MS = 50;
const ANSWER_MS = 3000; // another tab that lives has answered by then, even a busy one

let token = "";
let letGo = () => {};
const tabs = new BroadcastChannel(TABS);
tabs.onmessage = ({ data }) => {
  if (data.has && data.has === token) tabs.postMessage({ mine: token });
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The run that this tab has from now on; empty if none. */
export function have(run) {
  if (run === token) return;
  token = run;
  letGo();
  const had = new Promise((resolve) => { letGo = resolve; });
  if (run) navigator.locks?.request(LOCK + run, { mode: "shared" }, () => had);
}

/** Ask for a run, and tell whether no other tab of this browser has it, as a duplicated
 * one would: `ask(alone)`, a second time if that turns out later. */
export async function askFor(run, ask) {
  // only pages of this computer, and such that came by https, have locks
  if (navigator.locks) return ask(!await locked(run));
  ask(false);
  if (!await claimed(run) && token !== run) ask(true);
}

/** Whether another tab has it: the browser knows, however busy that tab is. */
async function locked(run) {
  for (let waited = 0; waited <= GONE_MS; waited += LOOK_MS) {
    const { held } = await navigator.locks.query();
    if (!held.some(({ name }) => name === LOCK + run)) return false;
    await pause(LOOK_MS);
  }
  return true;
}

/** Whether another tab says that it has it. */
function claimed(run) {
  const asking = new BroadcastChannel(TABS);
  const answer = new Promise((resolve) => {
    asking.onmessage = ({ data }) => data.mine === run && resolve(true);
    setTimeout(resolve, ANSWER_MS, false);
  });
  asking.postMessage({ has: run });
  return answer.finally(() => asking.close());
}
