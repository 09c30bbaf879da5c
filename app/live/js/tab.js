// What a tab remembers: its place, the token of its run, the address of its settings.

import { watch } from "./connection.js";

export const KEPT = "layerwise-run";
const PLACE = "layerwise-place"; // the name under which the server knows the tab
const ADDRESS = "layerwise-address"; // of the settings that belong to it
const OPENED = location.search;
const STAYS = ["embed", "embed_options"]; // Streamlit's own
const YEAR_S = 365 * 24 * 3600;
const TABS = "layerwise-tabs"; // on which tabs of this browser ask each other
const ALONE_MS = 400; // another tab that lives has answered by then
let seat = null; // on the server, that was asked for the run already
let token = ""; // of the run that this page has now
const tabs = new BroadcastChannel(TABS);
tabs.onmessage = ({ data }) => {
  if (data.has && data.has === token) tabs.postMessage({ mine: token });
};

export function tab({ data, parentElement, setTriggerValue }) {
  watch(parentElement, () => setTriggerValue("back", true));
  if (data.tour) document.cookie = `${data.tour}=read; max-age=${YEAR_S}; path=/; SameSite=Lax`;
  if (data.done) document.cookie = `${data.done}; path=/; SameSite=Lax`;
  const had = sessionStorage.getItem(PLACE);
  sessionStorage.setItem(PLACE, data.place);
  token = data.token;
  const kept = sessionStorage.getItem(KEPT);
  if (seat !== data.seat) {
    const again = seat !== null || isReload(); // a new one on this page: the server forgot it
    seat = data.seat; // asked once: a run that was replaced stays replaced
    const run = kept && kept !== data.token && again ? kept : "";
    const found = { place: had ?? "", run };
    if (run || data.waiting || (had && had !== data.place)) setTriggerValue("found", found);
    if (run) whenAlone(run, () => token === run || setTriggerValue("found", { ...found, alone: true }));
    if (run) {
      sessionStorage.setItem(KEPT, data.token); // it stays so if there is none to find
      return;
    }
  }
  if (data.query) showAddress(data.query);
  if (data.token) sessionStorage.setItem(KEPT, data.token);
}

/** Calls back if no other tab of this browser has the run, as a duplicated one would. */
function whenAlone(run, done) {
  const asking = new BroadcastChannel(TABS);
  const answer = setTimeout(() => {
    asking.close();
    done();
  }, ALONE_MS);
  asking.onmessage = ({ data }) => {
    if (data.mine === run) clearTimeout(answer);
  };
  asking.postMessage({ has: run });
}

/** Whether the page was opened for the run that is kept: another address is another run. */
function isReload() {
  const own = (query) => {
    const params = new URLSearchParams(query);
    for (const name of STAYS) params.delete(name);
    return params.toString();
  };
  return !own(OPENED) || own(OPENED) === own(sessionStorage.getItem(ADDRESS) ?? "");
}

/** Replaced, not pushed: the back button leaves the page, as everywhere. */
function showAddress(query) {
  const before = new URLSearchParams(location.search);
  const parts = STAYS.flatMap((name) => before.getAll(name).map((value) => `${name}=${encodeURIComponent(value)}`));
  sessionStorage.setItem(ADDRESS, query);
  const wanted = `?${[query, ...parts].join("&")}`;
  if (location.search !== wanted) history.replaceState(history.state, "", location.pathname + wanted);
}
