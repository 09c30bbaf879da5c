// One Plotly chart that is updated in place and never moves its frame.

import { setAttribute } from "./dom.js";
import { enlarge } from "./enlarge.js";
import { viewOf } from "./memory.js";
import { moveTraces } from "./moves.js";
import { PLOTLY_FILE } from "./published.js";
import { Part } from "./scheduler.js";

const COARSE = window.matchMedia("(pointer: coarse)").matches;
const RELEASES = ["pointerup", "pointercancel", "mouseup"];
let loading;

/** Plotly, loaded once a page from the published file. */
export function loadPlotly() {
  loading ??= window.Plotly
    ? Promise.resolve(window.Plotly)
    : new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(PLOTLY_FILE, import.meta.url).href;
        script.onload = () => resolve(window.Plotly);
        script.onerror = () => reject(new Error(`cannot load ${script.src}`));
        document.head.append(script);
      });
  return loading;
}

export class Chart {
  /** `figure(state, colours, memory, size)` gives {data, layout}. */
  constructor(node, name, figure) {
    Object.assign(this, { node, name, figure, plotly: null, drawn: false });
    this.target = node.appendChild(document.createElement("div"));
    this.size = { width: 0, height: 0 };
    this.part = new Part(node, () => this.paint());
    this.observer = new ResizeObserver(([entry]) => this.resize(entry.contentRect));
    this.observer.observe(node);
    this.hold = () => { this.held = true; };
    this.release = () => this.letGo();
    node.addEventListener("pointerdown", this.hold);
    node.addEventListener("pointerenter", () => this.point(), true);
    node.addEventListener("pointerleave", ({ pointerType }) => {
      this.pointed = pointerType === "touch"; // what was tapped stays explained
    });
    for (const end of RELEASES) window.addEventListener(end, this.release);
    loadPlotly().then(
      (plotly) => {
        this.plotly = plotly;
        this.part.request();
      },
      (error) => console.error("layerwise:", error),
    );
  }

  show(state, colours) {
    Object.assign(this, { state, colours });
    this.part.request();
  }

  resize({ width, height }) {
    this.size = { width: Math.floor(width), height: Math.floor(height) };
    this.part.request();
  }

  /** A drag ends. While it lasted nothing was drawn, which would have ended it. */
  letGo() {
    if (!this.held) return;
    // Plotly acts on the same event after us; draw when it has.
    setTimeout(() => {
      this.held = false;
      this.part.request();
    }, 60);
  }

  /** Ranges and zoom of this chart in this run; each kind of axis has its own. */
  get memory() {
    const { charts } = viewOf(this.state.run);
    return (charts[this.scale] ??= { zoom: null, resets: 0 });
  }

  get scale() {
    return this.name === "cost" && this.state.logCost ? "cost, log" : this.name;
  }

  paint() {
    if (!this.plotly || !this.state || this.size.width < 40 || this.removed || this.held) return;
    const { state, colours, memory, size } = this;
    const { scale } = colours;
    const small = { width: size.width / scale, height: size.height / scale };
    const figure = this.figure(state, colours, memory, small);
    figure.layout = { ...base(colours), ...figure.layout };
    const { data, layout: whole } = (this.painted = enlarge(figure, scale));
    Object.assign(whole, size);
    whole.uirevision = `${state.run}/${this.scale}/${memory.resets}`;
    for (const [axis, range] of Object.entries(memory.zoom ?? {})) whole[axis].range = range;
    const looks = JSON.stringify([whole, data.map(looksOf)]);
    const moves = looks === this.looks && !this.pointed && moveTraces(this.target, data, whole);
    if (!moves) this.draw(data, whole);
    this.looks = looks;
    this.moved = moves;
    setAttribute(this.node, "data-iteration", state.iteration);
  }

  draw(data, layout) {
    const config = this.drawn ? undefined : this.config();
    this.plotly.react(this.target, data, layout, config ?? this.lastConfig);
    // Its words are in the label of the chart; the buttons beside it stay.
    for (const svg of this.target.querySelectorAll(".main-svg")) setAttribute(svg, "aria-hidden", true);
    if (!this.drawn) this.listen();
  }

  /** Somebody points at the chart: Plotly, which says what is there, must know all. */
  point() {
    this.pointed = true;
    if (this.moved) this.paint();
  }

  config() {
    const reset = {
      name: "reset-view",
      title: "Reset the view",
      icon: this.plotly.Icons.home,
      click: () => this.reset(),
    };
    this.lastConfig = {
      displaylogo: false,
      displayModeBar: COARSE ? false : "hover",
      doubleClick: false,
      modeBarButtons: [[reset]],
    };
    return this.lastConfig;
  }

  /** Download it as it is, as "png" or "svg", on the colour of the page. */
  save(format) {
    if (!this.painted) return;
    const { data, layout } = this.painted;
    const { page } = this.colours;
    const figure = { data, layout: { ...layout, paper_bgcolor: page, plot_bgcolor: page } };
    const scale = format === "png" ? 2 : 1;
    this.plotly.downloadImage(figure, { format, scale, ...this.size, filename: `layerwise-${this.name}` });
  }

  listen() {
    this.drawn = true;
    this.target.on("plotly_relayout", (change) => this.keepZoom(change));
    this.target.on("plotly_doubleclick", () => this.reset());
  }

  keepZoom(change) {
    const zoom = { ...this.memory.zoom };
    for (const axis of ["xaxis", "yaxis"]) {
      const [low, high] = [change[`${axis}.range[0]`], change[`${axis}.range[1]`]];
      if (low !== undefined && high !== undefined) zoom[axis] = [low, high];
    }
    if (Object.keys(zoom).length) this.memory.zoom = zoom;
    this.part.request(); // ticks and labels follow the zoom
  }

  reset() {
    this.memory.zoom = null;
    this.memory.resets += 1;
    this.part.request();
  }

  remove() {
    this.removed = true;
    this.observer.disconnect();
    this.part.remove();
    for (const end of RELEASES) window.removeEventListener(end, this.release);
    if (this.drawn) this.plotly.purge(this.target);
  }
}

/** A trace without its points; two that look the same differ in these only. */
const looksOf = ({ x, y, text, customdata, ...looks }) => ({ ...looks, drawn: x.length > 0 });

/** What all layouts share. */
function base(colours) {
  return {
    autosize: false,
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: colours.font, size: 12, color: colours.muted },
    dragmode: COARSE ? false : "zoom",
    modebar: {
      bgcolor: "rgba(0,0,0,0)",
      color: colours.muted,
      activecolor: colours.ink,
      orientation: "h",
    },
    hoverlabel: {
      bgcolor: colours.page,
      bordercolor: colours.axis,
      font: { family: colours.font, size: 12, color: colours.ink },
    },
  };
}
