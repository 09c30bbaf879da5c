// What a tab remembers: its place, the token of its run, the address of its settings.

import { askFor, have } from "./alone.js";
import { watch } from "./connection.js";

export const KEPT = "layerwise-run";
const PLACE = "layerwise-place"; // the name under which the server knows the tab
const ADDRESS = "layerwise-address"; // of the settings that belong to it
const OPENED = location.search;
const STAYS = ["embed", "embed_options"]; // Streamlit's own
const YEAR_S = 365 * 24 * 3600;
let seat = null; // on the server, that was asked for the run already
let asking = false; // for that run: the address is still its own

export function tab({ data, parentElement, setTriggerValue }) {
  watch(parentElement, () => setTriggerValue("back", true));
  if (data.tour) document.cookie = `${data.tour}=read; max-age=${YEAR_S}; path=/; SameSite=Lax`;
  if (data.done) document.cookie = `${data.done}; path=/; SameSite=Lax`;
  const had = sessionStorage.getItem(PLACE);
  sessionStorage.setItem(PLACE, data.place);
  have(data.token);
  const kept = sessionStorage.getItem(KEPT);
  asking = false;
  if (seat !== data.seat) {
    const again = seat !== null || isReload(); // a new one on this page: the server forgot it
    seat = data.seat; // asked once: a run that was replaced stays replaced
    const run = kept && kept !== data.token && again ? kept : "";
    const found = (alone) => setTriggerValue("found", { place: had ?? "", run, alone });
    if (!run && (data.waiting || (had && had !== data.place))) found(false);
    if (run) {
      asking = true;
      askFor(run, found);
      sessionStorage.setItem(KEPT, data.token); // it stays so if there is none to find
      return;
    }
  }
  if (data.query) showAddress(data.query);
  if (data.token) sessionStorage.setItem(KEPT, data.token);
}

/** The address alone, once the tab has told what it remembers. */
export function address({ data }) {
  if (seat !== null && !asking) showAddress(data.query);
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
