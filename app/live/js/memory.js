// What outlives a component: stores of pictures and points, and the view of each run.

const stores = new Map();
const listeners = new Set();
const views = new Map();
const VIEWS_KEPT = 8;
const STORES_KEPT = 12;

/** Keep the newest `limit` entries of a Map. */
function keep(map, limit) {
  while (map.size > limit) map.delete(map.keys().next().value);
}

export function putStore(store) {
  stores.delete(store.id);
  stores.set(store.id, store);
  keep(stores, STORES_KEPT);
  for (const listener of listeners) listener(store.id);
}

export const getStore = (id) => (id === null ? undefined : stores.get(id));

/** Call `listener(id)` at each new store; returns the way to stop it. */
export function onStore(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Axis ranges and zoom of a run: a remounted panel finds them again. */
export function viewOf(run) {
  if (!views.has(run)) views.set(run, { charts: {} });
  keep(views, VIEWS_KEPT);
  return views.get(run);
}
