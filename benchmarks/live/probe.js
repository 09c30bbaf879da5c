// Runs in the page beside the app: times what its charts do, from outside.
(() => {
  const CHARTS = ".lw-panel :is(.lw-chart, .lw-pictures, .lw-boundary)";

  /** The charts that can be seen without scrolling. */
  const visible = () => [...document.querySelectorAll(CHARTS)].filter((node) => {
    const { top, bottom, left, right } = node.getBoundingClientRect();
    return bottom > top && right > left && top < innerHeight && bottom > 0
      && left < innerWidth && right > 0;
  });
  const iterations = (nodes) => nodes.map((node) => Number(node.dataset.iteration));

  let watched = null;
  const done = { pointerdown: 0, click: 0 }; // when the user last did it
  let changed = 0;
  let frame = 0;

  /**
   * Watch from now on; `frames` also counts animation frames, which costs some. While
   * the timeline is dragged an update may also be earlier than the one before.
   */
  const start = ({ frames, dragged }) => {
    const charts = visible();
    watched = {
      charts, dragged, last: iterations(charts), begun: performance.now(),
      updates: [], shown: [], frames: 0, longTasks: 0,
    };
    const count = () => {
      watched.frames += 1;
      frame = requestAnimationFrame(count);
    };
    if (frames) frame = requestAnimationFrame(count);
  };

  const stop = () => {
    cancelAnimationFrame(frame);
    const { charts, last, dragged, ...found } = watched;
    watched = null;
    const names = charts.map((node) => node.dataset.testid);
    return { ...found, ended: performance.now(), charts: names };
  };

  /** An update is complete when every visible chart has moved on. */
  const look = () => {
    const now = iterations(watched.charts);
    const moved = (t, before) => (watched.dragged ? t !== before : t > before);
    if (!now.every((iteration, i) => moved(iteration, watched.last[i]))) return;
    watched.last = now;
    watched.updates.push(performance.now());
    watched.shown.push(Math.max(...now));
  };

  /** A visible change of the panel, or a new panel. */
  const inPanel = ({ target, addedNodes }) =>
    (target.closest?.(".lw-panel") && !target.closest(".lw-hidden"))
    || [...addedNodes].some((node) => node.matches?.(".lw-panel, :has(.lw-panel)"));

  new MutationObserver((records) => {
    if (records.some(inPanel)) changed = performance.now();
    if (watched) look();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-iteration"] });

  new PerformanceObserver((list) => {
    if (!watched) return;
    for (const { duration } of list.getEntries()) watched.longTasks += duration;
  }).observe({ type: "longtask" });

  for (const name of Object.keys(done)) {
    addEventListener(name, (event) => { done[name] = event.timeStamp; }, true);
  }
  const forget = () => {
    for (const name of Object.keys(done)) done[name] = 0;
  };

  /** Milliseconds from an event to the last change, once nothing changed for `quiet`. */
  const settled = (name, quiet) => {
    const then = done[name];
    const answered = then > 0 && changed > then;
    return answered && performance.now() - changed > quiet ? { after: changed - then } : null;
  };

  window.layerwiseProbe = { start, stop, settled, forget };
})();
